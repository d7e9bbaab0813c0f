"""Rows about people get numbers of this set; and the table of people, that is joined to nothing.

``people`` has numbers of its own. With the number of the rows, the kind of work and the first weeks
of somebody would stand beside the week of each row, and of such a combination there is often one.
"""

from collections import Counter
from collections.abc import Mapping

import pandas as pd

from wpo.pilot.extract.choosing import Suppressed
from wpo.pilot.extract.families import Family
from wpo.pilot.extract.gathering.setting import Setting
from wpo.pilot.extract.pseudonyms import Key, Pseudonyms
from wpo.pilot.extract.rules.batches import roughly
from wpo.pilot.extract.rules.cells import FEWEST
from wpo.pilot.extract.rules.profiles import Profile, generalised
from wpo.pilot.research_set import OTHER, TABLES

FAR = 1_000_000  # a week after all others

Rows = Mapping[str, tuple[Family, pd.DataFrame]]  # of each table about people


def numbered_rows(rows: Rows, pseudonyms: Pseudonyms) -> dict[str, pd.DataFrame]:
    """Return tables with ``person``, ``org`` and ``week`` as researchers see them."""
    keys = {name: _keys(frame, family.name) for name, (family, frame) in rows.items()}
    numbers = pseudonyms.numbered("persons", {key for those in keys.values() for key in those})
    found = {}
    for name, (_, frame) in rows.items():
        persons = [
            numbers[key] if person else None
            for key, person in zip(keys[name], frame["person"], strict=True)
        ]
        told = {
            "person": pd.array(persons, dtype="Int64"),
            "org": frame["shown_as"].map(pseudonyms.letters),
        }
        found[name] = frame.assign(**told | ({"week": frame["run"]} if "run" in frame else {}))
    return found


def _keys(frame: pd.DataFrame, family: str) -> list[Key]:
    """Return who each row is about, as far as rows under an organisation may tell.

    Under ``*`` somebody is another at each opdracht and in each family of tables.
    """
    return [
        (OTHER, family, one.assignment, one.person)
        if one.shown_as == OTHER
        else (one.shown_as, one.person)
        for one in frame[["assignment", "person", "shown_as"]].itertuples(index=False)
    ]


def people_table(
    rows: Rows, setting: Setting, pseudonyms: Pseudonyms
) -> tuple[pd.DataFrame, list[Suppressed]]:
    """Return everybody of whom there are rows, once, and how many are left out.

    A kind of work that holds a name that is known here is not told.
    """
    first_weeks, alone = _first_weeks(rows)
    numbers = pseudonyms.numbered("people", {*first_weeks, *alone})
    found = [
        Profile(
            person=numbers[role, shown_as, person],
            org=pseudonyms.letters[shown_as],
            role=role,
            work=pseudonyms.unless_named(_work(setting, person)) or "",
            first_week=week,
        )
        for (role, shown_as, person), week in sorted(first_weeks.items())
    ]
    found += [
        Profile(person=numbers[key], org=OTHER, role=key[0], work=OTHER, first_week=1)
        for key in sorted(alone)
    ]
    kept = generalised(found)
    told = [(one.person, one.org, one.role, one.work, one.weeks) for one in kept]
    frame = pd.DataFrame(told, columns=list(TABLES["people"]))
    n_left_out = len(found) - len(kept)
    rule = "te weinig mensen met dezelfde rol, niet in people"
    left_out = Suppressed(rule=rule, tables="people", assignments=0, people=roughly(n_left_out))
    return frame, [left_out] if n_left_out else []


def _first_weeks(rows: Rows) -> tuple[dict[Key, int], set[Key]]:
    """Return in which week each began (by role, organisation, person); and who has only a ``*``."""
    first: dict[Key, int] = {}
    everybody: set[tuple[str, str]] = set()
    for family, frame in rows.values():
        weeks = frame["week"] if "week" in frame else pd.Series(FAR, index=frame.index)
        for person, shown_as, week in zip(frame["person"], frame["shown_as"], weeks, strict=True):
            if not person:
                continue
            everybody.add((family.role, person))
            if shown_as != OTHER:
                key = (family.role, shown_as, person)
                first[key] = min(first.get(key, FAR), int(week))
    alone = everybody - {(role, person) for role, _, person in first}
    return (
        {key: 1 if week == FAR else week for key, week in first.items()},
        {(role, OTHER, person) for role, person in alone},
    )


def _work(setting: Setting, person: str) -> str:
    member = setting.members.get(person)
    return member.department.casefold() if member else ""


def without_few_ill(takings: pd.DataFrame) -> tuple[pd.DataFrame, list[Suppressed]]:
    """Say "anders" where fewer than five people of an organisation were ill: that is health.

    Under ``*`` too, where nobody can tell how many people the rows are about.
    """
    ill = takings["reason"] == "ziek"
    n_people = takings[ill].groupby("org")["person"].nunique()
    enough = set(n_people[n_people >= FEWEST].index) - {OTHER}
    few = ill & ~takings["org"].isin(enough)
    if not few.any():
        return takings, []
    suppressed = Suppressed(
        rule="ziek is anders genoemd",
        tables="takings",
        assignments=int(takings[few]["assignment"].nunique()),
        people=roughly(int(takings[few]["person"].nunique())),
    )
    return takings.assign(reason=takings["reason"].mask(few, "anders")), [suppressed]


def pairs_numbered(observations: pd.DataFrame, pseudonyms: Pseudonyms) -> pd.DataFrame:
    """Return observations with pairs numbered anew; what is no pair any more is alone.

    Goals of one person each count their pairs from 0, so the opdracht belongs to a pair.
    """
    keys = [
        (one.assignment, one.pair) if isinstance(one.pair, str) else None
        for one in observations[["assignment", "pair"]].itertuples(index=False)
    ]
    sizes = Counter(keys)
    numbers = pseudonyms.numbered("pairs", [one for one in keys if one])
    found = [numbers[one] if one and sizes[one] > 1 else None for one in keys]
    return observations.assign(pair=pd.array(found, dtype="Int64"))
