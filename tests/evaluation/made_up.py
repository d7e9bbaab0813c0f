"""Made-up research sets for the tests: tables by the columns of the research set, written as one.

Everything in them is invented ("verzonnen").
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from types import MappingProxyType

import duckdb
import numpy as np
import pandas as pd

from wpo.pilot.extract.reading import Extract, content_hash, file_hash, folder_name, open_extract
from wpo.pilot.research_set import TABLES

ORGANISATIONS = tuple("ABCDEFG")
WRONG = ("b", "c")


def write(
    folder: Path,
    tables: Mapping[str, pd.DataFrame],
    *,
    day: date = date(2027, 5, 3),
    **said: object,
) -> Extract:
    """Write an extract with these tables below ``folder``; the others are empty."""
    place = folder / f"in-de-maak-{len(list(folder.iterdir()))}"
    place.mkdir()
    with duckdb.connect(":memory:") as connection:
        for name, columns in TABLES.items():
            shape = ", ".join(f'"{one}" {column.type}' for one, column in columns.items())
            connection.execute(f"CREATE TABLE {name} ({shape})")
            if name in tables and len(tables[name]):
                connection.register("rows", tables[name])
                connection.execute(f"INSERT INTO {name} BY NAME SELECT * FROM rows")
                connection.unregister("rows")
            file = place / f"{name}.parquet"
            connection.execute(f"COPY {name} TO '{file}' (FORMAT parquet)")
    return seal(place, day, **said)


def seal(place: Path, day: date, **said: object) -> Extract:
    """Write the manifest of a folder with tables, give it its name, and open it."""
    files = {f"{name}.parquet": file_hash(place / f"{name}.parquet") for name in TABLES}
    manifest: dict[str, object] = {
        "date": day.isoformat(),
        "files": files,
        "synthetic": True,
        "note": hashlib.sha256(place.name.encode()).hexdigest()[:6],
    } | said
    told = content_hash(manifest)
    name = folder_name(day, told)
    manifest |= {"hash": told, "name": name}
    (place / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")
    return open_extract(place.rename(place.parent / name))


@dataclass(kw_only=True)
class Pilot:
    """A made-up pilot: rows are added to it, and it is written as an extract.

    Every question is a choice of three (a is right), unless said otherwise.
    """

    rows: dict[str, list[dict[str, object]]] = field(
        default_factory=lambda: {name: [] for name in TABLES}
    )

    def assignment(
        self,
        name: str,
        *,
        version: str = "1.0",
        questions: int = 5,
        texts: Mapping[int, str] = MappingProxyType({}),
    ) -> list[tuple[str, str]]:
        """Add an opdracht; ``texts`` gives questions another text. Return its items and hashes."""
        what = {"skill": "Overleggen", "sub_skill": "luisteren", "level": 1}
        title = f"Over {name} (verzonnen)"
        self.add("assignments", assignment=name, version=version, title=title, **what)
        found = []
        for k in range(1, questions + 1):
            item, text = f"{name}/q{k}", texts.get(k, "een")
            hash_ = hashlib.sha256(f"{item}{text}".encode()).hexdigest()[:12]
            is_known = any(one["item_hash"] == hash_ for one in self.rows["options"])
            self.add("items", assignment=name, version=version, item=item, item_hash=hash_,
                     kind="choice", n_options=3, stem=f"Wat doe je bij {item}?")  # fmt: skip
            for option in () if is_known else ("a", *WRONG):
                self.add("options", item=item, item_hash=hash_, option=option,
                         quality=quality(option), text=f"Antwoord {option}")  # fmt: skip
            found.append((item, hash_))
        return found

    def person(self, org: str, role: str = "deelnemer") -> int:
        """Add somebody."""
        number = len(self.rows["people"]) + 1
        self.add("people", person=number, org=org, role=role, work="*", first_week="1-4")
        return number

    def practise(
        self,
        person: int,
        asked: list[tuple[str, str]],
        first: list[str],
        second: list[str | None] | None = None,
        *,
        version: str = "1.0",
        attempt: int = 1,
        week: int = 1,
    ) -> None:
        """Let somebody practise an opdracht: what they chose first, and after a wrong answer."""
        name = asked[0][0].split("/")[0]
        tries = zip(asked, first, second or [None] * len(first), strict=False)
        for (item, hash_), one, two in tries:
            for n, option in enumerate((one, two), 1):
                if option is not None:
                    self.add("answers", person=person, org=self.org(person), assignment=name,
                             version=version, item=item, item_hash=hash_, attempt=attempt,
                             options=option, quality=quality(option), n_offered=4 - n,
                             helped=False, listened=False, pace=1, week=week,
                             **{"try": n})  # fmt: skip
        if attempt == 1:
            state = "af" if len(first) == len(asked) else "begonnen"
            self.taking(person, name, state, (len(asked), len(first)), version=version, week=week)

    def taking(
        self,
        person: int,
        name: str,
        state: str,
        answered: tuple[int, int],
        *,
        reason: str | None = None,
        version: str = "1.0",
        week: int = 1,
    ) -> None:
        """Say how far somebody came with an opdracht: of so many questions so many."""
        self.add("takings", person=person, org=self.org(person), assignment=name, version=version,
                 state=state, reason=reason, n_items=answered[0], n_answered=answered[1],
                 week=week)  # fmt: skip

    def rate(
        self, person: int, name: str, item: str, value: int, *, yes_saying: bool = False
    ) -> None:
        """Let somebody answer one item of a questionnaire."""
        role = self.rows["people"][person - 1]["role"]
        self.add("ratings", person=person, org=self.org(person), role=role, assignment=name,
                 version="1.0", questionnaire="coach" if role != "deelnemer" else role, item=item,
                 value=value, yes_saying=yes_saying, source="scherm", week=1)  # fmt: skip

    def look_up(self, person: int, item: str, word: str) -> None:
        """Let somebody look up a word in the last text that was added of a question."""
        hash_ = [one["item_hash"] for one in self.rows["items"] if one["item"] == item][-1]
        name = item.partition("/")[0]
        self.add("words", person=person, org=self.org(person), assignment=name, item=item,
                 item_hash=hash_, word=word)  # fmt: skip

    def remark(
        self, org: str, name: str, kind: str, place: str = "", *, role: str = "deelnemer"
    ) -> str:
        """Add a remark; return its id."""
        number = f"r{len(self.rows['remarks']) + 1}"
        self.add("remarks", remark=number, org=org, role=role, assignment=name, version="1.0",
                 place=place, kind=kind, words=None, week=1)  # fmt: skip
        return number

    def org(self, person: int) -> object:
        """Return where somebody works."""
        return self.rows["people"][person - 1]["org"]

    def add(self, table: str, **row: object) -> None:
        """Add a row to a table."""
        self.rows[table].append(row)

    def write(self, folder: Path, **said: object) -> Extract:
        """Write it as an extract below ``folder``."""
        return write(folder, {name: frame(name, rows) for name, rows in self.rows.items()}, **said)


def quality(option: str) -> str:
    """Return what an answer is worth: a is right."""
    return "goed" if option == "a" else "niet_handig"


def frame(name: str, rows: list[dict[str, object]]) -> pd.DataFrame:
    """Return rows as a table with the columns of the research set."""
    return pd.DataFrame(rows, columns=list(TABLES[name]))


def ordinary(
    *,
    assignments: int = 3,
    people: int = 8,
    organisations: str = "ABCDEFG",
    p: float = 0.8,
    hard: Mapping[str, float] = MappingProxyType({}),
    seed: int = 1,
) -> Pilot:
    """Return a pilot in which everybody practises everything; ``hard`` plants harder questions."""
    dice, pilot = np.random.default_rng(seed), Pilot()
    asked = {f"opdracht-{k}": pilot.assignment(f"opdracht-{k}") for k in range(1, assignments + 1)}
    for org in organisations:
        for _ in range(people):
            person = pilot.person(org)
            for name, questions in asked.items():
                first = [
                    "a" if dice.random() < hard.get(item, p) else str(dice.choice(WRONG))
                    for item, _ in questions
                ]
                second = [
                    None
                    if one == "a"
                    else ("a" if dice.random() < 0.7 else "b" if one == "c" else "c")
                    for one in first
                ]
                pilot.practise(person, questions, first, second)
                pilot.rate(person, name, "snapte", 3 if dice.random() < 0.85 else 2)
    return pilot
