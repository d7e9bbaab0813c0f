"""Ratings, remarks and codes: what people thought of the opdrachten."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Row, select

from wpo.model.pilot import Answer
from wpo.pilot.extract.gathering.setting import Reasons, Record, Setting
from wpo.store import tables
from wpo.store.database import aware
from wpo.store.forgetting import ANONYMOUS

OPEN = "open"  # the kind of a remark that answers an open question


@dataclass(frozen=True, slots=True, kw_only=True)
class Opinions:
    """What was said, in the view in which it stood first.

    ``codes`` holds by remark (fact and item) who gave which codes.
    """

    ratings: tuple[Record, ...]
    remarks: tuple[Record, ...]
    codes: Mapping[tuple[str, str], Mapping[str, tuple[str, ...]]]
    reasons: Reasons


def opinions(connection: Connection, setting: Setting) -> Opinions:
    """Return everything of the organisations of the plan, since the pilot began."""
    table = tables.pilot_event
    rows = connection.execute(
        select(table)
        .where(table.c.organisation.in_(sorted(setting.plan.organisations)))
        .order_by(table.c.number)
    ).all()
    cleared = {
        (row.event_id, row.item): row.words
        for row in connection.execute(select(tables.cleared_text))
    }
    ratings: list[Record] = []
    remarks: list[Record] = []
    why: dict[tuple[str, str], list[tuple[bool, int, str]]] = defaultdict(list)
    for row in rows:
        view = setting.first_view("pilot_event", row.number, aware(row.received_at))
        if not view or not _is_known(setting, row.person) or not setting.knows(row.assignment):
            continue
        base = _base(setting, row, view)
        if base["week"] < 1:
            continue
        match row.name:
            case "rated":
                ratings += _ratings(setting, row, base)
                remarks += _open_answers(setting, row, base, cleared)
            case "remarked":
                place = row.facts["place"]
                known = setting.texts.has_question(row.assignment, place)
                said = {"place": place if known else "", "kind": row.facts["kind"]}
                remarks.append(base | said | _words(row, "", cleared))
            case "not_done":
                told = (_is_own(row), base["view"], row.facts["reason"])
                why[row.person, row.assignment].append(told)
    return Opinions(
        ratings=tuple(ratings),
        remarks=tuple(remarks),
        codes=_codes(connection),
        reasons=_reasons(why),
    )


def _reasons(why: Mapping[tuple[str, str], list[tuple[bool, int, str]]]) -> Reasons:
    """Return the reasons by person and opdracht, those that somebody gave about themselves last."""
    found: dict[str, dict[str, list[tuple[int, str]]]] = defaultdict(dict)
    for (person, assignment), told in why.items():
        ordered = sorted(told, key=lambda one: one[0])  # stable: of two alike the newest is last
        found[person][assignment] = [(view, reason) for _, view, reason in ordered]
    return found


def _is_own(row: Row[Any]) -> bool:
    """Tell whether somebody told it, and not another for them; on paper it is their own word."""
    return bool(row.source != "scherm" or row.told_by == row.person)


def _is_known(setting: Setting, person: str) -> bool:
    """Tell whether somebody is here: nobody who is gone comes back by a fact that was left behind.

    Papers without a code are of nobody; so is what erased staff thought.
    """
    return _is_nobody(person) or person in setting.members


def _is_nobody(person: str) -> bool:
    return not person or person.startswith(ANONYMOUS)


def _base(setting: Setting, row: Row[Any], view: int) -> Record:
    at = min(aware(row.occurred_at), aware(row.received_at))
    text = setting.texts.by_hash.get(row.content_hash)
    member = setting.members.get(row.person)
    current = setting.catalogue.assignments.get(row.assignment)
    version = text.version if text else setting.texts.version_at(row.assignment, at)
    return {
        "view": view,
        "person": "" if _is_nobody(row.person) else row.person,
        "paper": row.event_id if _is_nobody(row.person) else "",
        "organisation": member.organisation if member else row.organisation,
        "role": setting.role_of(row.as_role),
        "assignment": row.assignment,
        "version": version or (current.version if current else ""),
        "week": setting.week(at),
    }


def _ratings(setting: Setting, row: Row[Any], base: Record) -> list[Record]:
    name = row.facts["questionnaire"]
    questionnaire = setting.catalogue.questionnaires.get(name)
    if questionnaire is None:
        return []  # nobody knows what was asked
    answers = [Answer(**one) for one in row.facts["answers"]]
    yes_saying = questionnaire.said_yes_twice(answers)
    return [
        base
        | {
            "questionnaire": name,
            "item": one.item,
            "value": one.value,
            "yes_saying": yes_saying,
            "source": row.source,
        }
        for one in answers
        if one.value and questionnaire.item(one.item)
    ]


def _open_answers(
    setting: Setting, row: Row[Any], base: Record, cleared: Mapping[tuple[str, str], str]
) -> list[Record]:
    """Return the open answers of a questionnaire; an answer that is a place says where."""
    questionnaire = setting.catalogue.questionnaires.get(row.facts["questionnaire"])
    if questionnaire is None:
        return []
    items = {one.id: one for one in questionnaire.items}
    said = [one for one in row.facts["answers"] if not one["value"]]
    places = [one["words"] for one in said if (item := items.get(one["item"])) and item.place]
    place = next((one for one in places if setting.texts.has_question(row.assignment, one)), "")
    return [
        base | {"place": place, "kind": OPEN} | _words(row, one["item"], cleared)
        for one in said
        if (item := items.get(one["item"])) and not item.place
    ]


def _words(row: Row[Any], item: str, cleared: Mapping[tuple[str, str], str]) -> Record:
    """Return the words as somebody cleared them, or none; never as they were written."""
    return {
        "fact": row.event_id,
        "fact_item": item,
        "words": cleared.get((row.event_id, item)) or None,
    }


def _codes(connection: Connection) -> dict[tuple[str, str], dict[str, tuple[str, ...]]]:
    found: dict[tuple[str, str], dict[str, tuple[str, ...]]] = defaultdict(dict)
    table = tables.given_code
    for row in connection.execute(select(table).order_by(table.c.code)):
        by_coder = found[row.event_id, row.item]
        by_coder[row.coder] = (*by_coder.get(row.coder, ()), row.code)
    return found
