"""The tables about content: questions, options and opdrachten that rows are about, and the plan."""

from collections.abc import Iterable, Mapping

import pandas as pd

from wpo.pilot.extract.gathering.setting import Setting
from wpo.pilot.extract.gathering.texts import item_rows

Items = Iterable[tuple[str, str, str, str]]  # assignment, version, item, fingerprint


def item_tables(setting: Setting, items: Items) -> dict[str, pd.DataFrame]:
    """Return ``items`` and ``options`` of the questions that were answered."""
    asked: list[tuple[str, str, str, str, str, int, str]] = []
    offered: dict[tuple[str, str, str], tuple[str, str]] = {}
    for assignment, version, item, hash_ in sorted(set(items)):
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
