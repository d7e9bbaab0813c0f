"""What somebody sees next: anew, going on with the words they had, and what comes back."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, func, select, text

from tests.store.making import ANNA, BRAM, NOW, Walk, practice_of
from wpo.apps.practising import LOOK_BACK, deliver, practice_page, practised, publish
from wpo.catalogue.hashing import assignment_hash, question_hash
from wpo.catalogue.loading import Catalogue
from wpo.model.assignments import Assignment
from wpo.model.events import Event, PracticeStarted, QuestionRef
from wpo.model.floor import Goal, PracticeBegan, Practised
from wpo.model.questions import Choice, Quality
from wpo.practice import engine as feedback
from wpo.practice.course import Item, Position, Practice
from wpo.store import tables
from wpo.store.database import open_database, reading, writing
from wpo.store.floor import floor_events_of
from wpo.store.people import add_person

LISTENING, SAYING = "overleggen-luisteren-2", "overleggen-zeggen-2"
WEEK = timedelta(days=7)


@pytest.fixture
def engine(catalogue: Catalogue) -> Iterator[Engine]:
    """A database in memory that knows the real texts."""
    engine = open_database("sqlite://")
    publish(engine, catalogue, NOW)
    _admit(engine)
    yield engine
    engine.dispose()


def _admit(engine: Engine) -> None:
    with writing(engine) as connection:
        for person in (ANNA, BRAM):
            add_person(connection, person, NOW)


def _page(
    engine: Engine,
    catalogue: Catalogue,
    assignment: str = LISTENING,
    person: str = ANNA.code,
    now: Any = NOW,
) -> dict[str, Any]:
    return practice_page(
        engine, catalogue, person, catalogue.assignment(assignment), now=now, seed=11
    )


def _deliver(engine: Engine, events: Sequence[Event], now: Any = NOW) -> None:
    receipt = deliver(engine, ANNA, events, now)
    assert len(receipt.stored) == len(events), receipt


def _changed(catalogue: Catalogue, new: Assignment) -> Catalogue:
    return replace(catalogue, assignments={**catalogue.assignments, new.id: new})


def _walk_table(past: dict[str, Any]) -> tuple[str | None, list[str]]:
    """Walk the table as the player does, and return the open screen and what was said."""
    name, said = past["script"]["start"], []
    for one in past["log"]:
        taken = past["script"]["screens"][name]["answers"][one["answer"]]
        said += taken.get("said", [])
        name = taken["go"]
    return name, said


def _place(screen: dict[str, Any]) -> tuple[object, ...]:
    """Return where a screen of the table is, and what it offers in which state."""
    offers = [(one["id"], one.get("state", "open")) for one in screen.get("offers", [])]
    return screen["item"], screen.get("turn", ""), screen["try"], offers


def _seen(practice: Practice, position: Position) -> tuple[object, ...]:
    """Return the same of a position of the engine."""
    offers = [(one.id, one.state) for one in feedback.screen(practice, position).offers]
    return position.index, position.turn, int(position.phase), offers


def _miss(walk: Walk) -> None:
    """Answer the open choice as badly as possible, until it is over."""
    assert walk.position is not None
    question = walk.practice.items[walk.position.index].question
    assert isinstance(question, Choice)
    here = walk.position.index
    while walk.position is not None and walk.position.index == here:
        screen = feedback.screen(walk.practice, walk.position)
        bad = [
            (one.id,)
            for one in question.options
            if one.quality is Quality.UNHANDY and (one.id,) in screen.answers
        ]
        walk.answer(bad[0] if bad else screen.answers[0])


def _missed(
    catalogue: Catalogue, name: str, questions: Sequence[str], attempt: str, at: Any
) -> list[Event]:
    """Return a whole attempt in which just these choices were missed."""
    walk = Walk(ANNA, practice_of(catalogue.assignment(name)), attempt, at=at)
    while walk.position is not None:
        here = walk.position.index
        if walk.practice.items[here].question.id in questions:
            _miss(walk)
        else:
            screen = feedback.screen(walk.practice, walk.position)
            good = [
                answer
                for answer in screen.answers
                if (said := feedback.step(walk.practice, walk.position, answer).said) is None
                or said.tone.value not in {"nog_eens", "samen", "kan"}
            ]
            walk.answer(good[0])
    return walk.events


def _choices(catalogue: Catalogue, name: str) -> list[str]:
    """Return the choices of an opdracht that can be missed."""
    return [
        one.id
        for one in catalogue.assignment(name).practice
        if isinstance(one, Choice) and any(o.quality is Quality.UNHANDY for o in one.options)
    ]


# ---- A page ------------------------------------------------------------------------------------


def test_fresh(engine: Engine, catalogue: Catalogue) -> None:
    """Somebody new gets the opdracht as it is now, from the start, with nothing behind them."""
    page = _page(engine, catalogue)
    assignment = catalogue.assignment(LISTENING)

    assert page["past"] is None
    assert (page["assignment"], page["person"]) == (LISTENING, "anna")
    assert page["script"]["seed"] == 11
    assert page["script"]["content_hash"] == assignment_hash(assignment)
    assert [
        (one["assignment"], one["question"], one["hash"]) for one in page["script"]["items"]
    ] == [(LISTENING, one.id, question_hash(one)) for one in assignment.practice]


def test_plain(engine: Engine, catalogue: Catalogue) -> None:
    """A page is JSON and holds nothing of the trainer's card."""
    _deliver(engine, Walk(ANNA, practice_of(catalogue.assignment(LISTENING)), "attempt-1").finish())
    written = json.dumps(_page(engine, catalogue), ensure_ascii=False, allow_nan=False)

    assert json.loads(written)
    assert catalogue.assignment(LISTENING).trainer.compliment not in written


def test_published(catalogue: Catalogue) -> None:
    """Whatever page was made, its words are known before its facts come in."""
    engine = open_database("sqlite://")
    page = _page(engine, catalogue)
    walk = Walk(ANNA, practice_of(catalogue.assignment(LISTENING), seed=11), "attempt-1")
    _admit(engine)

    assert page["script"]["seed"] == walk.practice.seed
    assert deliver(engine, ANNA, walk.finish(), NOW).refused == {}
    engine.dispose()


def test_published_once(engine: Engine, catalogue: Catalogue) -> None:
    """Opening many pages writes every text once."""
    for name in catalogue.assignments:
        _page(engine, catalogue, name)
    with reading(engine) as connection:
        number = connection.scalar(select(func.count()).select_from(tables.text))

    assert number == len(catalogue.assignments)


# ---- Going on ----------------------------------------------------------------------------------


@pytest.mark.parametrize("name", [LISTENING, "overleggen-zeggen-1", "overleggen-zeggen-3"])
@pytest.mark.parametrize("picks", [[0], [2, 1, 0, 3]], ids=str)
def test_resume(engine: Engine, catalogue: Catalogue, name: str, picks: list[int]) -> None:
    """After every answer the page leads the player to just the place where the engine is."""
    practice = practice_of(catalogue.assignment(name), seed=5)
    walk = Walk(ANNA, practice, "attempt-1")
    _deliver(engine, walk.events)
    number = 0
    while walk.position is not None:
        event = walk.answer(picks[number % len(picks)])
        number += 1
        _deliver(engine, [event])
        past = _page(engine, catalogue, name)["past"]
        screen, _ = _walk_table(past)

        assert past["id"] == "attempt-1"
        assert past["script"]["seed"] == 5
        assert [one["id"] for one in past["log"]] == [one.event_id for one in walk.events[1:]]
        assert past["log"][-1]["at"].endswith("Z")
        assert (screen is None) == (walk.position is None)
        if walk.position is not None:
            assert _place(past["script"]["screens"][screen]) == _seen(practice, walk.position)


def test_started_only(engine: Engine, catalogue: Catalogue) -> None:
    """An attempt without an answer is nothing to go on with."""
    _deliver(engine, Walk(ANNA, practice_of(catalogue.assignment(LISTENING)), "attempt-1").events)

    assert _page(engine, catalogue)["past"] is None


def test_finished(engine: Engine, catalogue: Catalogue) -> None:
    """A finished attempt is shown to its end, and a new one lies ready beside it."""
    walk = Walk(ANNA, practice_of(catalogue.assignment(LISTENING)), "attempt-1")
    _deliver(engine, walk.finish())
    page = _page(engine, catalogue)

    assert _walk_table(page["past"])[0] is None
    assert page["script"]["seed"] == 11
    assert practised(engine, "anna", NOW) == {LISTENING: "done"}


def test_newest(engine: Engine, catalogue: Catalogue) -> None:
    """Of two attempts at one opdracht the newest is gone on with."""
    practice = practice_of(catalogue.assignment(LISTENING))
    old = Walk(ANNA, practice, "attempt-1")
    new = Walk(ANNA, practice, "attempt-2", at=NOW + timedelta(hours=1))
    new.answer()
    _deliver(engine, [*new.events, *old.finish()])

    assert _page(engine, catalogue)["past"]["id"] == "attempt-2"
    assert practised(engine, "anna", NOW) == {LISTENING: "busy"}


def test_own_only(engine: Engine, catalogue: Catalogue) -> None:
    """Nobody goes on with somebody else's attempt, or with one at another opdracht."""
    walk = Walk(ANNA, practice_of(catalogue.assignment(LISTENING)), "attempt-1")
    _deliver(engine, walk.finish())

    assert _page(engine, catalogue, person=BRAM.code)["past"] is None
    assert _page(engine, catalogue, SAYING)["past"] is None
    assert practised(engine, BRAM.code, NOW) == {}


def _told(engine: Engine) -> list[PracticeBegan | Practised]:
    """Return what the work floor heard of Anna, in order."""
    with reading(engine) as connection:
        events = floor_events_of(connection, ANNA.code)
    return [one.facts for one in events if isinstance(one.facts, PracticeBegan | Practised)]


def test_the_floor_hears(engine: Engine, catalogue: Catalogue) -> None:
    """That a practice began and ended, each once, with the plan; of no answer in between."""
    walk = Walk(ANNA, practice_of(catalogue.assignment(LISTENING)), "attempt-1")
    walk.finish()
    goal = Goal(sub_skill="s1a", level=int(LISTENING[-1]))
    _deliver(engine, walk.events[:1])
    assert _told(engine) == [PracticeBegan(goal=goal)]
    for event in walk.events[1:-1]:
        _deliver(engine, [event])
        assert _told(engine) == [PracticeBegan(goal=goal)]
    _deliver(engine, walk.events[-1:])
    deliver(engine, ANNA, walk.events, NOW)  # all of it once more
    began, ended = _told(engine)

    assert began == PracticeBegan(goal=goal)
    assert isinstance(ended, Practised)
    assert ended.plan[0].startswith("Als ")


def test_the_floor_hears_late(engine: Engine, catalogue: Catalogue) -> None:
    """An end that waited for an answer still on its way is told when that answer arrives."""
    walk = Walk(ANNA, practice_of(catalogue.assignment(LISTENING)), "attempt-1")
    walk.finish()
    deliver(engine, ANNA, [*walk.events[:3], *walk.events[4:]], NOW)
    assert [type(one) for one in _told(engine)] == [PracticeBegan]
    deliver(engine, ANNA, walk.events[3:4], NOW)

    assert [type(one) for one in _told(engine)] == [PracticeBegan, Practised]


def test_waiting_is_not_past(engine: Engine, catalogue: Catalogue) -> None:
    """What cannot be explained yet is not gone on with."""
    walk = Walk(ANNA, practice_of(catalogue.assignment(LISTENING)), "attempt-1")
    walk.finish()
    deliver(engine, ANNA, [walk.events[0], walk.events[1], walk.events[3]], NOW)

    assert len(_page(engine, catalogue)["past"]["log"]) == 1


def test_long_ago(engine: Engine, catalogue: Catalogue) -> None:
    """After three months somebody starts anew."""
    walk = Walk(ANNA, practice_of(catalogue.assignment(LISTENING)), "attempt-1")
    walk.answer()
    _deliver(engine, walk.events)

    assert _page(engine, catalogue, now=NOW + LOOK_BACK)["past"] is not None
    assert _page(engine, catalogue, now=NOW + LOOK_BACK + WEEK)["past"] is None


# ---- Changed content ---------------------------------------------------------------------------


def _reworded(assignment: Assignment) -> Assignment:
    """Return the opdracht with another first choice and another order of its options."""
    place = next(n for n, one in enumerate(assignment.practice) if isinstance(one, Choice))
    question = assignment.practice[place]
    assert isinstance(question, Choice)
    new = replace(question, stem=("Iets heel anders.",), options=question.options[::-1])
    practice = (*assignment.practice[:place], new, *assignment.practice[place + 1 :])
    return replace(assignment, practice=practice)


def test_old_words(engine: Engine, catalogue: Catalogue) -> None:
    """Who had begun before a text changed goes on with the words that they had."""
    assignment = catalogue.assignment(LISTENING)
    walk = Walk(ANNA, practice_of(assignment), "attempt-1")
    walk.answer(0)
    _deliver(engine, walk.events)
    before = _page(engine, catalogue)["past"]
    newer = _changed(catalogue, _reworded(assignment))
    page = _page(engine, newer)

    assert page["past"] == before
    assert "Iets heel anders." not in json.dumps(page["past"])
    assert "Iets heel anders." in json.dumps(page["script"])
    assert page["past"]["script"]["content_hash"] == assignment_hash(assignment)
    assert page["script"]["content_hash"] != assignment_hash(assignment)


def test_page_opened_before(engine: Engine, catalogue: Catalogue) -> None:
    """Answers to a page that was opened before the text changed are still true."""
    assignment = catalogue.assignment(LISTENING)
    walk = Walk(ANNA, practice_of(assignment), "attempt-1")
    publish(engine, _changed(catalogue, _reworded(assignment)), NOW)
    _deliver(engine, walk.finish([1, 0, 2]))
    new = Walk(ANNA, practice_of(_reworded(assignment)), "attempt-2", at=NOW + WEEK)
    _deliver(engine, new.finish())


def test_gone(engine: Engine, catalogue: Catalogue) -> None:
    """An opdracht that is no longer there leaves its facts readable."""
    _deliver(engine, _missed(catalogue, SAYING, _choices(catalogue, SAYING)[:1], "attempt-1", NOW))
    fewer = replace(
        catalogue,
        assignments={n: one for n, one in catalogue.assignments.items() if n != SAYING},
    )
    page = _page(engine, fewer, now=NOW + WEEK)

    assert {one["assignment"] for one in page["script"]["items"]} == {LISTENING}
    assert practised(engine, "anna", NOW + WEEK) == {SAYING: "done"}


# ---- What comes back ---------------------------------------------------------------------------


def _back(page: dict[str, Any]) -> list[tuple[str, str]]:
    """Return the questions of other opdrachten at the start of a new attempt."""
    items = [(one["assignment"], one["question"]) for one in page["script"]["items"]]
    own = [one for one in items if one[0] == page["assignment"]]
    assert items[-len(own) :] == own
    return items[: -len(own)]


def test_missed(engine: Engine, catalogue: Catalogue) -> None:
    """A question that was missed comes back at the start after five days, not before."""
    (name, *_) = _choices(catalogue, SAYING)
    events = _missed(catalogue, SAYING, [name], "attempt-1", NOW)
    _deliver(engine, events)
    missed_at = next(one.occurred_at for one in events[::-1] if one.facts.question == name)

    assert _back(_page(engine, catalogue, now=missed_at + timedelta(days=5))) == [(SAYING, name)]
    assert _back(_page(engine, catalogue, now=missed_at + timedelta(days=4, hours=23))) == []


def test_most(engine: Engine, catalogue: Catalogue) -> None:
    """At most two questions come back, those that wait longest first."""
    later = NOW + timedelta(days=1)
    first, second = _choices(catalogue, SAYING)[:2]
    other = _choices(catalogue, "overleggen-zeggen-3")[0]
    _deliver(engine, _missed(catalogue, SAYING, [first], "attempt-1", later))
    _deliver(engine, _missed(catalogue, "overleggen-zeggen-3", [other], "attempt-2", NOW))
    two = _back(_page(engine, catalogue, now=NOW + WEEK))
    _deliver(engine, _missed(catalogue, SAYING, [first, second], "attempt-3", later))

    assert two == [("overleggen-zeggen-3", other), (SAYING, first)]
    assert len(_back(_page(engine, catalogue, now=NOW + WEEK))) == 2


def test_never_own(engine: Engine, catalogue: Catalogue) -> None:
    """A question of the opdracht itself comes in its own place only."""
    _deliver(engine, _missed(catalogue, SAYING, _choices(catalogue, SAYING), "attempt-1", NOW))
    page = _page(engine, catalogue, SAYING, now=NOW + WEEK)
    questions = [one["question"] for one in page["script"]["items"]]

    assert _back(page) == []
    assert questions == [one.id for one in catalogue.assignment(SAYING).practice]


def test_no_place_taken(engine: Engine, catalogue: Catalogue) -> None:
    """What cannot come back takes no place: questions of the opdracht itself, and what is gone."""
    own = _choices(catalogue, LISTENING)[:2]
    gone = _choices(catalogue, "overleggen-zeggen-3")[:2]
    name = _choices(catalogue, SAYING)[0]
    _deliver(engine, _missed(catalogue, LISTENING, own, "attempt-1", NOW))
    _deliver(engine, _missed(catalogue, "overleggen-zeggen-3", gone, "attempt-2", NOW))
    later = NOW + timedelta(hours=1)
    _deliver(engine, _missed(catalogue, SAYING, [name], "attempt-3", later))
    old = catalogue.assignment("overleggen-zeggen-3")
    renamed = tuple(replace(one, id=f"new-{one.id}") for one in old.practice)
    newer = _changed(catalogue, replace(old, practice=renamed))

    assert _back(_page(engine, newer, now=NOW + WEEK)) == [(SAYING, name)]


def test_once_good(engine: Engine, catalogue: Catalogue) -> None:
    """Once it went well a question does not come back any more."""
    name = _choices(catalogue, SAYING)[0]
    _deliver(engine, _missed(catalogue, SAYING, [name], "attempt-1", NOW))
    _deliver(engine, _missed(catalogue, SAYING, [], "attempt-2", NOW + timedelta(days=1)))

    assert _back(_page(engine, catalogue, now=NOW + WEEK)) == []


def test_new_words(engine: Engine, catalogue: Catalogue) -> None:
    """A question that comes back comes in the words of now, and its answers are explained."""
    name = _choices(catalogue, SAYING)[0]
    _deliver(engine, _missed(catalogue, SAYING, [name], "attempt-1", NOW))
    newer = _changed(catalogue, _reworded(catalogue.assignment(SAYING)))
    later = NOW + WEEK
    page = _page(engine, newer, now=later)
    home = newer.assignment(SAYING)
    back = Item(assignment=home, question=home.question(name))
    practice = practice_of(newer.assignment(LISTENING), back, seed=11)
    walk = Walk(ANNA, practice, "attempt-2", at=later)
    _deliver(engine, walk.finish(), later)
    past = _page(engine, newer, now=later)["past"]

    assert _back(page) == [(SAYING, name)]
    assert page["script"]["items"][0]["hash"] == question_hash(back.question)
    assert _walk_table(past)[0] is None
    assert past["script"]["items"] == page["script"]["items"]


def test_same_ids(engine: Engine, catalogue: Catalogue) -> None:
    """A question that comes back may be called like one of the opdracht itself."""
    home = catalogue.assignment(SAYING)
    name = _choices(catalogue, SAYING)[0]
    back = Item(assignment=home, question=home.question(name))
    practice = practice_of(catalogue.assignment(LISTENING), back)
    _deliver(engine, Walk(ANNA, practice, "attempt-1").finish([1, 0]))

    assert name in [one.id for one in catalogue.assignment(LISTENING).practice]
    assert _walk_table(_page(engine, catalogue)["past"])[0] is None


# ---- What a curious colleague or a broken client sends -----------------------------------------


def _start(catalogue: Catalogue, items: Sequence[QuestionRef], **changes: Any) -> Event:
    event = Walk(ANNA, practice_of(catalogue.assignment(LISTENING)), "attempt-1").events[0]
    assert isinstance(event.facts, PracticeStarted)
    return replace(event, facts=replace(event.facts, items=tuple(items)), **changes)


def _refs(catalogue: Catalogue, name: str = LISTENING) -> list[QuestionRef]:
    return [
        QuestionRef(assignment=name, question=one.id, hash=question_hash(one))
        for one in catalogue.assignment(name).practice
    ]


def test_wrong_questions(engine: Engine, catalogue: Catalogue) -> None:
    """A start with a question missing, added, doubled, moved or renamed never was."""
    own, other = _refs(catalogue), _refs(catalogue, SAYING)
    for items in (
        own[:-1],
        own[1:],
        own[:1],
        own[::-1],
        [own[1], own[0], *own[2:]],
        [*own, own[0]],
        [own[0], *own],
        other,
        [replace(own[0], hash="0" * 16), *own[1:]],
        [replace(own[0], question="q9"), *own[1:]],
        [replace(own[0], hash=own[1].hash), *own[1:]],
        [replace(other[0], hash="0" * 16), *own],
        [replace(other[0], assignment="nergens"), *own],
        [replace(other[0], question=other[1].question), *own],
    ):
        receipt = deliver(engine, ANNA, [_start(catalogue, items)], NOW)
        assert list(receipt.refused) == ["attempt-1-00"], items


def test_unknown_hash(engine: Engine, catalogue: Catalogue) -> None:
    """A start with words that were never shown here is refused."""
    receipt = deliver(
        engine, ANNA, [_start(catalogue, _refs(catalogue), content_hash="0" * 16)], NOW
    )

    assert receipt.refused == {
        "attempt-1-00": f"Opdracht {LISTENING} met tekst {'0' * 16} is hier nooit getoond."
    }


def test_wrong_name(engine: Engine, catalogue: Catalogue) -> None:
    """A start that calls the words of one opdracht by the name of another is refused."""
    start = _start(catalogue, _refs(catalogue), assignment=SAYING)
    receipt = deliver(engine, ANNA, [start], NOW)

    assert list(receipt.refused) == ["attempt-1-00"]
    assert _page(engine, catalogue, SAYING)["past"] is None


def test_strange_seeds(engine: Engine, catalogue: Catalogue) -> None:
    """Any whole number decides an order: negative, nought or endless."""
    for number, seed in enumerate((0, -1, 2**63, 10**200)):
        walk = Walk(
            ANNA, practice_of(catalogue.assignment(LISTENING), seed=seed), f"attempt-{number}"
        )
        _deliver(engine, walk.finish())

    assert len(_page(engine, catalogue)["past"]["log"]) == len(walk.events) - 1


def test_wrong_clock(engine: Engine, catalogue: Catalogue) -> None:
    """A device whose clock is years off loses nothing, and its attempt can be gone on with."""
    practice = practice_of(catalogue.assignment(LISTENING))
    for year in (1970, 2, 9998):
        walk = Walk(ANNA, practice, f"attempt-{year}", at=NOW.replace(year=year))
        walk.answer()
        _deliver(engine, walk.events)
    page = _page(engine, catalogue)

    assert page["past"]["id"] == "attempt-9998"


def test_forked(engine: Engine, catalogue: Catalogue) -> None:
    """Who went on at two devices goes on with the longer way; no answer is lost."""
    walk = Walk(ANNA, practice_of(catalogue.assignment(LISTENING)), "attempt-1")
    walk.answer(0)
    other = walk.fork("b")
    walk.answer(1)
    for _ in range(3):
        other.answer(0)
    _deliver(engine, [*walk.events, *other.events[2:]])
    past = _page(engine, catalogue)["past"]

    assert [one["id"] for one in past["log"]] == [one.event_id for one in other.events[1:]]


def test_other_practice(engine: Engine, catalogue: Catalogue) -> None:
    """A start may bring back any question that was once shown, in words that were once shown."""
    old = catalogue.assignment(SAYING)
    newer = _changed(catalogue, _reworded(old))
    publish(engine, newer, NOW)
    back = Item(assignment=old, question=old.practice[0])
    practice: Practice = practice_of(catalogue.assignment(LISTENING), back)
    _deliver(engine, Walk(ANNA, practice, "attempt-1").finish())


def test_in_a_file(tmp_path: Path, catalogue: Catalogue) -> None:
    """What one process took in another goes on with."""
    address = f"sqlite:///{tmp_path / 'wpo.sqlite'}"
    first, second = open_database(address), open_database(address)
    publish(first, catalogue, NOW)
    _admit(first)
    walk = Walk(ANNA, practice_of(catalogue.assignment(LISTENING)), "attempt-1")
    walk.answer()
    _deliver(first, walk.events)
    past = _page(second, catalogue)["past"]
    first.dispose()
    second.dispose()

    assert past["id"] == "attempt-1"


def test_an_attempt_that_no_longer_replays_breaks_no_page(
    engine: Engine, catalogue: Catalogue
) -> None:
    """After a change of the engine old facts stay, and the person simply starts anew."""
    _deliver(engine, Walk(ANNA, practice_of(catalogue.assignment(LISTENING)), "attempt-1").finish())
    with writing(engine) as connection:
        connection.execute(
            text('update event set facts = replace(facts, \'"turn": ""\', \'"turn": "x"\')')
        )

    assert _page(engine, catalogue)["past"] is None
    assert practised(engine, ANNA.code, NOW) == {}
