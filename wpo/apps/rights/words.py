"""Everything that is kept about a participant, in plain sentences, part by part.

The parts together tell every row of :func:`wpo.store.taking_along.everything_on`. Other people are
"je begeleider" and "je coach", never a name or a code.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection

from wpo.apps.rights.answers import Given, Sitting, sittings
from wpo.apps.rights.facts import Sayings, Told, fact_told, spell
from wpo.apps.rights.thoughts import thoughts_told
from wpo.catalogue.loading import Catalogue
from wpo.model.floor import Goal
from wpo.store.floor import floor_events_of
from wpo.store.names import organisation_label
from wpo.store.taking_along import Everything, Row

_PACES = {"<5s": "5s", "5-15s": "15s", "15-60s": "60s", ">60s": "more"}
_MARKS = {"wacht": "mine_waiting", "onmogelijk": "mine_impossible"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """What is kept of one kind, the newest first."""

    key: str
    title: str
    told: tuple[Told, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """All of it: the parts, and the answers apart, which are shown only when asked for."""

    parts: tuple[Part, ...]
    answers: Part

    def part(self, key: str) -> Part | None:
        """Return one part by its key, or None where there is no such part."""
        return next((one for one in (*self.parts, self.answers) if one.key == key), None)


def story_of(connection: Connection, catalogue: Catalogue, everything: Everything) -> Story:
    """Return everything that is kept about a person, in sentences."""
    say = Sayings(catalogue)
    sat = sittings(connection, everything)
    organisation = _organisation(connection, everything)
    facts = floor_events_of(connection, everything.code)
    told: dict[str, list[Told]] = {
        "here": [Told(lines=tuple(_here(say, everything, organisation)))],
        "chose": [_standing(say, row) for row in everything.rows["standing"]],
        "practised": list(_practised(say, sat)),
        "said": list(_about_others(say, everything)),
        "seen": [],
        "adapted": [],
        "thought": list(thoughts_told(say, everything)),
        "card": list(_card(say, everything)),
    }
    for event in reversed(facts):
        key, one = fact_told(say, everything.code, event)
        told[key].append(one)
    parts = tuple(
        Part(key=key, title=say(f"mine_{key}"), told=tuple(ones)) for key, ones in told.items()
    )
    given = tuple(told for one in sat for told in _answers(say, one))
    return Story(
        parts=parts, answers=Part(key="answers", title=say("mine_all_answers"), told=given)
    )


def _organisation(connection: Connection, everything: Everything) -> str:
    people = everything.rows["person"]
    return organisation_label(connection, people[0]["organisation"]) if people else ""


def _here(say: Sayings, everything: Everything, organisation: str) -> Iterator[str]:
    rows = everything.rows
    names = [one["name"] for one in rows["first_name"]]
    yield say("mine_name", names[0]) if names else say("mine_no_name")
    yield say("mine_code", everything.code)
    for one in rows["person"]:
        yield say("mine_role", one["role"])
        yield say("mine_since", spell(one["created_at"]))
        yield say("mine_organisation", organisation)
    for one in rows["former_role"]:
        yield say("mine_role_was", one["role"], spell(one["until_at"]))
    for one in rows["placement"]:
        until = one["until_at"]
        key = "mine_department_was" if until else "mine_department"
        yield say(key, one["department"], spell(until or one["since_at"]))
    for one in rows["guidance"]:
        yield _guided(say, everything.code, one)


def _guided(say: Sayings, code: str, row: Row) -> str:
    since = spell(row["since_at"])
    if row["participant"] != code:
        return say("mine_guides", since)
    key = "mine_assisted" if row["assistant"] else "mine_guided"
    return say(f"{key}_was", since, spell(row["until_at"])) if row["until_at"] else say(key, since)


def _standing(say: Sayings, row: Row) -> Told:
    goal = say.goal(Goal(sub_skill=row["sub_skill"], level=row["level"]))
    lines = [
        say(f"mine_phase_{row['phase']}", goal),
        say("mine_began", spell(row["began_at"])),
        say("mine_phase_since", spell(row["phase_since_at"])),
    ]
    lines += [] if row["agreed"] else [say("mine_own_choice")]
    lines += [say("mine_round", row["round"])] if row["round"] > 1 else []
    if row["n_days_seen"]:
        lines.append(_number(say, "mine_days_seen", row["n_days_seen"]))
        lines.append(say("mine_situations", row["n_situations"]))
    for key, column in (
        ("mine_looked", "last_looked_on"),
        ("mine_pause_now", "paused_at"),
        ("mine_pause_until", "pause_until"),
    ):
        lines += [say(key, spell(row[column]))] if row[column] else []
    return Told(lines=tuple(lines))


def _practised(say: Sayings, sat: Sequence[Sitting]) -> Iterator[Told]:
    by_assignment: dict[str, list[Sitting]] = {}
    for one in sat:
        by_assignment.setdefault(one.assignment, []).append(one)
    for assignment, times in by_assignment.items():
        n_given = sum(len(one.given) for one in times)
        yield Told(
            lines=(
                say("mine_list", say.assignment(assignment)),
                _number(say, "mine_times", len(times)),
                say("mine_last_time", spell(times[0].last_at)),
                _number(say, "mine_answers", n_given),
            )
        )


def _number(say: Sayings, key: str, number: int) -> str:
    return say(f"{key}_one") if number == 1 else say(key, number)


def _answers(say: Sayings, sitting: Sitting) -> Iterator[Told]:
    title = say("mine_list", say.assignment(sitting.assignment))
    began = [say("mine_started", spell(sitting.began_at))] if sitting.began_at else []
    yield Told(at=sitting.began_at or sitting.last_at, lines=(title, *began))
    for given in sitting.given:
        yield _answer(say, given)


def _answer(say: Sayings, given: Given) -> Told:
    asked = " ".join(given.asked) or say("mine_question_gone")
    quotes = [(say("mine_question"), asked)]
    quotes += [(say("mine_answer"), one) for one in given.chosen]
    lines = [] if given.chosen else [say("mine_walked_on")]
    lines += [say("mine_try", given.tries)] if given.tries > 1 else []
    lines += [say("mine_listened", given.listened)] if given.listened else []
    lines += [say("mine_helped")] if given.helped else []
    lines += [say("mine_asked", ", ".join(given.explained))] if given.explained else []
    lines += [say(f"mine_pace_{_PACES[given.pace]}")] if given.pace in _PACES else []
    lines += [say(_MARKS[given.mark])] if given.mark in _MARKS else []
    return Told(at=given.at, quotes=tuple(quotes), more=tuple(lines))


def _about_others(say: Sayings, everything: Everything) -> Iterator[Told]:
    """Yield what a member of staff told about others: that it was told, not what."""
    for row in reversed(everything.rows["floor_event"]):
        if row["person"] != everything.code:
            yield Told(at=row["occurred_at"], lines=(say("mine_told_about"),))


def _card(say: Sayings, everything: Everything) -> Iterator[Told]:
    rows = everything.rows
    for one in rows["account"]:
        yield Told(lines=(say("mine_account", one["user_name"]),))
    for _ in rows["picture_key"]:
        yield Told(lines=(say("mine_pictures"),))
    for one in rows["door_key"]:
        since, until = spell(one["created_at"]), one["revoked_at"]
        ended = say("mine_card_was", since, spell(until)) if until else ""
        yield Told(lines=(ended or say("mine_card_works", since),))
    for one in sorted(rows["session"], key=lambda row: row["created_at"], reverse=True):
        yield _session(say, one)


def _session(say: Sayings, row: Row) -> Told:
    first, last = spell(row["created_at"]), spell(row["last_seen_at"])
    line = say("mine_was_in", first) if first == last else say("mine_was_in_until", first, last)
    shared = (say("mine_shared"),) if row["shared"] else ()
    return Told(at=row["created_at"], lines=(line, *shared))
