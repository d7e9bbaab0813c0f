"""What somebody thought of the opdrachten, and said was not right in them, in plain sentences."""

from collections.abc import Iterator
from typing import Any

from wpo.apps.rights.facts import Sayings, Told
from wpo.store.taking_along import Everything, Row


def thoughts_told(say: Sayings, everything: Everything) -> Iterator[Told]:
    """Yield everything that is kept of it, the newest first; of others only that it was told."""
    for row in reversed(everything.rows["pilot_event"]):
        if row["person"] == everything.code:
            yield _thought(say, row, list(_read(say, everything, row["event_id"])))
        else:
            yield Told(at=row["occurred_at"], lines=(say("mine_told_about"),))
    for row in everything.rows["import_batch"]:
        yield Told(at=row["imported_at"], lines=(say("mine_keyed_in"),))
    if everything.rows["released"]:
        yield Told(lines=(say("mine_released"), say("mine_released_how")))
    own = everything.own_thoughts
    for table in ("cleared_text", "given_code"):
        for row in everything.rows[table]:
            if row["event_id"] not in own:
                yield Told(lines=(say("mine_read_others"),))


def _thought(say: Sayings, row: Row, read: list[tuple[str, str]]) -> Told:
    facts: dict[str, Any] = row["facts"]
    by_another = row["source"] == "scherm" and row["told_by"] != row["person"]
    lines = [
        say("mine_thought_by_guide" if by_another else f"mine_thought_{row['name']}"),
        say("mine_list", say.assignment(row["assignment"])),
    ]
    quotes: list[tuple[str, str]] = []
    match row["name"]:
        case "rated":
            quotes += [_answer(say, facts["questionnaire"], one) for one in facts["answers"]]
        case "remarked":
            label = f"remark_{facts['kind']}"
            lines.append(say(label))
            quotes += [(say("mine_words_you"), facts["words"])] if facts["words"] else []
        case _:
            lines.append(say(f"mine_not_done_{facts['reason']}"))
    lines += [] if row["source"] == "scherm" else [say("mine_thought_paper")]
    return Told(at=row["occurred_at"], lines=tuple(lines), quotes=(*quotes, *read))


def _answer(say: Sayings, questionnaire: str, answer: dict[str, Any]) -> tuple[str, str]:
    """Return what was asked and what was said; as it is kept where the question is gone."""
    asked = say.catalogue.questionnaires.get(questionnaire)
    item = asked.item(answer["item"]) if asked else None
    if item is None or answer["value"] > len(item.labels):
        return answer["item"], answer["words"] or str(answer["value"])
    return item.text, answer["words"] or item.labels[answer["value"] - 1]


def _read(say: Sayings, everything: Everything, event_id: str) -> Iterator[tuple[str, str]]:
    """Yield what somebody who read it made of it."""
    for row in everything.rows["cleared_text"]:
        if row["event_id"] == event_id:
            yield say("mine_cleared"), row["words"] or say("mine_cleared_not")
    codes = {one["code"] for one in everything.rows["given_code"] if one["event_id"] == event_id}
    if codes:
        yield say("mine_coded"), ", ".join(sorted(codes))
