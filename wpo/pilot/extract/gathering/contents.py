"""The tables about content: questions, options and opdrachten that rows are about, and the plan."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet

import pandas as pd

from wpo.catalogue.hashing import question_hash
from wpo.pilot.extract.gathering.setting import Setting
from wpo.pilot.extract.gathering.texts import Texts, asks, item_rows

Item = tuple[str, str, str, str]  # assignment, version, item, fingerprint


def item_tables(setting: Setting, answered: Iterable[Item]) -> dict[str, pd.DataFrame]:
    """Return ``items`` and ``options`` of every version that was answered.

    Also of its questions that nobody answered: else nobody would miss them.
    """
    items = set(answered)
    items.update(_unanswered(setting.texts, items))
    asked: list[tuple[str, str, str, str, str, int, str]] = []
    offered: dict[tuple[str, str, str], tuple[str, str]] = {}
    for assignment, version, item, hash_ in sorted(items):
        found = setting.texts.question(assignment, hash_)
        if found is None:
            continue
        kind, stem, options = item_rows(*found)[item]
        asked.append((assignment, version, item, hash_, kind, len(options), stem))
        offered |= {(item, hash_, one): (quality, text) for one, quality, text in options}
    return {
        "items": pd.DataFrame(
            asked,
            columns=["assignment", "version", "item", "item_hash", "kind", "n_options", "stem"],
        ),
        "options": pd.DataFrame(
            [(*key, *what) for key, what in sorted(offered.items())],
            columns=["item", "item_hash", "option", "quality", "text"],
        ),
    }


def _unanswered(texts: Texts, answered: AbstractSet[Item]) -> Iterator[Item]:
    """Give the other questions and turns of the versions that were answered.

    Of a question with another text under the same version, the text that was answered counts.
    """
    hashes: dict[tuple[str, str, str], set[str]] = defaultdict(set)
    for assignment, version, item, hash_ in answered:
        hashes[assignment, version, _question(item)].add(hash_)
    newest = {(one.id, one.version): one for one in texts.by_hash.values()}
    for key in {(assignment, version) for assignment, version, _, _ in answered} & newest.keys():
        for question in filter(asks, newest[key].practice):
            hash_ = question_hash(question)
            for item in item_rows(newest[key], question):
                if hash_ in hashes.get((*key, _question(item)), {hash_}):
                    yield (*key, item, hash_)


def _question(item: str) -> str:
    """Return the question of an item: itself, or that of a turn."""
    return "/".join(item.split("/")[:2])


def assignment_table(setting: Setting, shown: Iterable[tuple[str, str]]) -> pd.DataFrame:
    """Return every opdracht in its newest version, and in those that rows are about."""
    skills = {sub.id: skill.id for skill, sub, _ in setting.catalogue.skills.cells()}
    texts = {
        (one.id, one.version): one
        for one in (*setting.texts.by_hash.values(), *setting.catalogue.assignments.values())
    }
    newest = {(one.id, one.version) for one in setting.catalogue.assignments.values()}
    rows = [
        (one.id, one.version, one.title, skills.get(one.sub_skill, ""), one.sub_skill, one.level)
        for key in sorted({*shown, *newest})
        if (one := texts.get(key))
    ]
    columns = ["assignment", "version", "title", "skill", "sub_skill", "level"]
    return pd.DataFrame(rows, columns=columns)


def plan_table(setting: Setting, letters: Mapping[str, str]) -> pd.DataFrame:
    """Return the test plan, with letters for the organisations."""
    rows = sorted(
        (letters[one.organisation], one.assignment, one.first_week, one.last_week)
        for one in setting.plan.tests
    )
    return pd.DataFrame(rows, columns=["org", "assignment", "first_week", "last_week"])
