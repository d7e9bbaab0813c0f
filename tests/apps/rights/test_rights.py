"""A participant sees everything in plain sentences, and takes the same along."""

import io
import json
import re
import stat
import zipfile
from collections.abc import Iterator
from datetime import date, timedelta
from html import unescape
from importlib import import_module
from pathlib import Path

import pytest
from click.testing import CliRunner
from sqlalchemy import Engine

from tests.store.living import COACH, GOAL, NAME, OTHERS, TRAINER, WORDS, ZOHRA, live, told
from tests.store.making import NOW, Walk, practice_of
from wpo.apps.practising import deliver, publish
from wpo.apps.rights.facts import Sayings, fact_told
from wpo.apps.rights.page import MACHINE, READABLE, SHAPE, rights_page, shape_of_file, take_along
from wpo.apps.rights.words import Story, story_of
from wpo.apps.visit import Visit
from wpo.catalogue.loading import Catalogue
from wpo.cli import main
from wpo.errors import UnknownPerson
from wpo.model.floor import (
    FLOOR_FACTS,
    Adapted,
    Again,
    Agreed,
    Asked,
    FloorFacts,
    Helped,
    LookedBack,
    Noticed,
    Observed,
    Paused,
    PracticeBegan,
    Practised,
    Recognised,
    Replied,
    Resumed,
    SaidMastered,
    Stopped,
    TalkReopened,
    WentOn,
    Wished,
)
from wpo.model.people import Person
from wpo.store.database import open_database, reading, writing
from wpo.store.erasing import erase
from wpo.store.taking_along import everything_on

DAY = date(2026, 11, 3)
SCREENS = (
    *("", "here", "chose", "practised", "answers", "said", "seen", "adapted", "thought", "card"),
    *("meenemen", "weggooien", "zeker"),
)
EVERY_KIND: tuple[FloorFacts, ...] = (
    *(
        Wished(question=one, sub_skills=("s1a", "s2b"), words="mijn woorden")
        for one in ("groeien", "leren", "moeilijk")
    ),
    Noticed(sub_skill="s1a", words="je kijkt op"),
    *(Recognised(noticed="noticed-1", answer=one) for one in ("ja", "beetje", "nee")),
    Agreed(goals=(GOAL,), until=DAY),
    TalkReopened(),
    PracticeBegan(goal=GOAL),
    Practised(goal=GOAL, content_hash="h", plan=("Als dit, dan dat.", "Nu.", "Alleen.")),
    LookedBack(goal=GOAL, day=DAY, did="nog_niet"),
    *(LookedBack(goal=GOAL, day=DAY, did="ja", worked=one) for one in ("ja", "beetje", "nee")),
    *(
        LookedBack(goal=GOAL, day=DAY, did="ja", worked="ja", helped=one)
        for one in (
            *("plan_lezen", "seintje", "collega", "begeleider", "rustig", "oefenen", "niets"),
        )
    ),
    *(
        Observed(goal=GOAL, point="o1", value=value, situation="gewoon", day=DAY)
        for value in ("gezien", "beetje", "nog_niet", "niet_kunnen_zien")
    ),
    *(
        Observed(goal=GOAL, point="weg", value="gezien", situation=where, day=DAY, note="zo")
        for where in ("gewoon", "ander_werk", "andere_plek", "andere_mensen", "drukte")
    ),
    Adapted(goal=GOAL, words="een rustige plek"),
    *(Helped(adapted="adapted-1", answer=one) for one in ("ja", "beetje", "nee")),
    Again(goal=GOAL),
    SaidMastered(goal=GOAL, yes=True, behaviours=("Ik kijk op.",), words="dat lukt"),
    SaidMastered(goal=GOAL, yes=False),
    WentOn(goal=GOAL),
    *(
        Paused(goal=GOAL, reason=one, until=DAY)
        for one in ("ziek", "ander_werk", "te_moeilijk", "vrij", "anders")
    ),
    Paused(goal=GOAL, reason="ziek"),
    Resumed(goal=GOAL),
    Stopped(goal=GOAL, reason="te_moeilijk"),
    Asked(words="hoe dan"),
    Replied(asked="asked-123", words="zo dan"),
)


@pytest.fixture
def lived(catalogue: Catalogue) -> Iterator[Engine]:
    """A database in which people worked and practised with the real texts."""
    engine = open_database("sqlite://")
    publish(engine, catalogue, NOW)
    live(engine, catalogue)
    yield engine
    engine.dispose()


def _story(engine: Engine, catalogue: Catalogue, who: Person = ZOHRA) -> Story:
    with reading(engine) as connection:
        return story_of(connection, catalogue, everything_on(connection, who.code))


def _all_lines(story: Story) -> list[str]:
    return [
        line
        for part in (*story.parts, story.answers)
        for one in part.told
        for line in (*one.lines, *(word for quote in one.quotes for word in quote), *one.more)
    ]


def _screen(engine: Engine, catalogue: Catalogue, screen: str) -> tuple[str, str]:
    query = {"deel": screen} if screen else {}
    visit = Visit(catalogue=catalogue, engine=engine, person=ZOHRA, now=NOW, query=query)
    return rights_page(visit)


def _unpacked(packed: bytes) -> dict[str, str]:
    with zipfile.ZipFile(io.BytesIO(packed)) as archive:
        return {one: archive.read(one).decode() for one in archive.namelist()}


def test_every_kind_of_fact_is_told(catalogue: Catalogue) -> None:
    """There are sentences for each kind of fact and each answer in it, whoever told it."""
    say = Sayings(catalogue)
    assert {one.name for one in EVERY_KIND} == set(FLOOR_FACTS)
    for facts in EVERY_KIND:
        for by in (ZOHRA, TRAINER, COACH):
            part, one = fact_told(say, ZOHRA.code, told(by, ZOHRA, facts, "feit"))

            assert part in {"chose", "practised", "said", "seen", "adapted"}
            assert one.lines
            assert one.at == NOW
            assert not re.search(r"[{}]|mine_|None", " ".join(one.lines))
            words = getattr(facts, "words", "") or getattr(facts, "note", "")
            assert [said for _, said in one.quotes] == ([words] if words else [])


def test_who_said_it_is_told(catalogue: Catalogue) -> None:
    """What both may say is told as said by me, my trainer or my coach, each in its own part."""
    say = Sayings(catalogue)
    for by, part, line in (
        (ZOHRA, "said", "Jij zei dit."),
        (TRAINER, "seen", "Je begeleider zei dit."),
    ):
        where, one = fact_told(say, ZOHRA.code, told(by, ZOHRA, Again(goal=GOAL), "feit"))

        assert (where, one.lines[0]) == (part, line)


def test_everything_is_told(lived: Engine, catalogue: Catalogue) -> None:
    """The story holds my name, all words of anybody about me, and every fact and answer."""
    story = _story(lived, catalogue)
    lines = " ".join(_all_lines(story))
    with reading(lived) as connection:
        rows = everything_on(connection, ZOHRA.code).rows

    for words in (NAME, ZOHRA.code, "Inpak", *WORDS.values()):
        assert (words in lines) == (words != WORDS["own_question"]), words
    facts = [one for part in story.parts for one in part.told if one.at]
    n_facts = len(rows["floor_event"]) + len(rows["pilot_event"])
    assert len(facts) == n_facts + len(rows["session"])
    answered = [one for one in story.answers.told if one.quotes]
    assert len(answered) == len([one for one in rows["event"] if one["name"] == "answered"])
    assert all(part.told for part in story.parts)


def test_nobody_else_is_named(lived: Engine, catalogue: Catalogue) -> None:
    """No code of anybody else stands on any screen or in the file."""
    shown = [text for one in SCREENS for text in _screen(lived, catalogue, one)]
    shown += _unpacked(take_along(lived, catalogue, ZOHRA.code, NOW)).values()

    for other in (TRAINER, COACH, *OTHERS):
        assert not any(other.code in one for one in shown)


def test_answers_are_told_beside_their_question(lived: Engine, catalogue: Catalogue) -> None:
    """An answer is read back in the words that stood on the screen, not as an id."""
    practice = practice_of(catalogue.assignment("overleggen-zeggen-2"))
    walk = Walk(ZOHRA, practice, "een-hele-poging")
    walk.finish([1, 0])
    receipt = deliver(lived, ZOHRA, walk.events, NOW)
    assert len(receipt.stored) == len(walk.events)
    story = _story(lived, catalogue)
    told_answers = [quote[1] for one in story.answers.told for quote in one.quotes]
    options = {text for question in practice.items for text in _texts_of(question.question)}

    chosen = [one for event in walk.events[1:] for one in event.facts.options]  # type: ignore[union-attr]
    assert chosen
    assert sum(one in options for one in told_answers) >= len(chosen) // 2
    assert not any(re.fullmatch(r"[a-z0-9_]{1,3}", one) for one in told_answers)


def _texts_of(question: object) -> set[str]:
    found = {one.text for one in getattr(question, "options", ())}
    found |= {one.text for one in getattr(question, "steps", ()) if isinstance(one.text, str)}
    return found | {one.text for turn in getattr(question, "turns", ()) for one in turn.options}


def test_a_fork_and_a_waiting_answer_are_told(lived: Engine, catalogue: Catalogue) -> None:
    """Answers of a second device, and those that still wait for another, are there as well."""
    walk = Walk(ZOHRA, practice_of(catalogue.assignment("overleggen-zeggen-2")), "tweemaal")
    walk.answer()
    other = walk.fork("b")
    walk.answer()
    other.answer()
    other.answer()
    late = other.answer()
    deliver(lived, ZOHRA, [*walk.events, *other.events[1:-2], late], NOW)
    before = sum(1 for one in _story(lived, catalogue).answers.told if one.quotes)
    with reading(lived) as connection:
        rows = everything_on(connection, ZOHRA.code).rows["event"]
    waiting = [one for one in _all_lines(_story(lived, catalogue)) if "wacht nog" in one]

    assert before == sum(one["name"] == "answered" for one in rows)
    assert len(waiting) == 2  # this one, and the one with which Zohra's life began


def test_an_answer_to_a_text_that_is_gone(catalogue: Catalogue) -> None:
    """Where the text of a question is nowhere any more, the answer is told all the same."""
    engine = open_database("sqlite://")
    live(engine, catalogue)
    lines = _all_lines(_story(engine, catalogue))

    assert "De vraag is er niet meer." in lines
    engine.dispose()


@pytest.mark.parametrize("screen", SCREENS)
def test_a_screen(lived: Engine, catalogue: Catalogue, screen: str) -> None:
    """Every screen has a title, something to hear, a way back, and no open place in a text."""
    title, body = _screen(lived, catalogue, screen)
    shown = unescape(re.sub(r"<[^>]+>", " ", body))

    assert title
    assert "data-read" in body
    assert not re.search(r"\{\d\}|mine_", shown)
    assert ("Terug" in shown) == (screen not in {"", "zeker"})


def test_answers_are_shown_on_request(lived: Engine, catalogue: Catalogue) -> None:
    """What I answered stands on a screen of its own, behind a link that says so."""
    _, practised = _screen(lived, catalogue, "practised")
    _, answers = _screen(lived, catalogue, "answers")

    assert "Laat alle antwoorden zien" in practised
    assert "De vraag:" not in practised
    assert "De vraag:" in answers


def test_erasing_is_not_one_tap(lived: Engine, catalogue: Catalogue) -> None:
    """The first screens only lead on; the one that erases asks again, and offers to keep first."""
    for screen in SCREENS:
        _, body = _screen(lived, catalogue, screen)
        assert ("/wpo/weggooien" in body) == (screen == "zeker")
    _, asking = _screen(lived, catalogue, "weggooien")
    title, sure = _screen(lived, catalogue, "zeker")

    assert "/wpo/mijn-gegevens" in asking
    assert "Je houdt gewoon je werk." in unescape(asking)
    assert title == "Weet je het zeker?"
    assert sure.index("Nee, ik wil alles houden") < sure.index("Ja, gooi alles weg")


def test_the_file_stands_alone(lived: Engine, catalogue: Catalogue) -> None:
    """The readable file needs nothing from anywhere, runs nothing, and is whole HTML."""
    text = _unpacked(take_along(lived, catalogue, ZOHRA.code, NOW))[READABLE]

    assert text.startswith("<!doctype html>")
    assert text.rstrip().endswith("</html>")
    assert not re.search(r"<(script|link|img|iframe)|src=|https?://|@import", text)


def test_both_files_say_the_same(lived: Engine, catalogue: Catalogue) -> None:
    """Each sentence and each quote of the JSON stands in the HTML, and the JSON fits its shape."""
    files = _unpacked(take_along(lived, catalogue, ZOHRA.code, NOW))
    machine, shown = json.loads(files[MACHINE]), unescape(files[READABLE])
    quotes = 0
    for part in machine["told"]:
        for one in part["told"]:
            assert all(f"<p>{line}</p>" in shown for line in one["lines"] + one["more"])
            assert all(f"<blockquote>{said['words']}" in shown for said in one["quotes"])
            quotes += len(one["quotes"])

    assert quotes == shown.count("<blockquote>")
    jsonschema = import_module("jsonschema")  # seconds: not of every process that collects
    jsonschema.validate(machine, json.loads(files[SHAPE]))
    assert json.loads(files[SHAPE]) == shape_of_file()
    jsonschema.Draft202012Validator.check_schema(shape_of_file())
    with reading(lived) as connection:
        rows = everything_on(connection, ZOHRA.code).rows
    assert {name: len(ones) for name, ones in machine["rows"].items()} == {
        name: len(ones) for name, ones in rows.items()
    }


def test_what_somebody_wrote_stays_words(lived: Engine, catalogue: Catalogue) -> None:
    """Words that look like HTML are words, on the screen and in the file."""
    nasty = "<img src=x onerror=alert(1)>"
    fact = told(ZOHRA, ZOHRA, Wished(question="leren", sub_skills=(), words=nasty), "naar")
    receipt = deliver(lived, ZOHRA, [fact], NOW + timedelta(days=1))
    assert receipt.stored
    _, body = _screen(lived, catalogue, "chose")
    text = _unpacked(take_along(lived, catalogue, ZOHRA.code, NOW))[READABLE]

    assert "<img" not in body + text
    assert nasty in unescape(body)


def test_staff_take_along_too(lived: Engine, catalogue: Catalogue) -> None:
    """A trainer's file tells that they told about participants, and not what."""
    files = _unpacked(take_along(lived, catalogue, TRAINER.code, NOW))

    for text in files.values():
        assert WORDS["observed"] not in text
        assert ZOHRA.code not in text
    assert WORDS["own_question"] in files[READABLE]
    assert "Je zei iets over iemand anders." in files[READABLE]


def test_nobody_has_no_file(lived: Engine, catalogue: Catalogue) -> None:
    """There is no file about an unknown code, nor about who was erased."""
    with writing(lived) as connection:
        erase(connection, ZOHRA.code, NOW, key=b"sleutel")
    for code in ("niemand", ZOHRA.code):
        with pytest.raises(UnknownPerson):
            take_along(lived, catalogue, code, NOW)


def test_who_was_erased_tells_nothing_any_more(lived: Engine, catalogue: Catalogue) -> None:
    """A delivery that was on its way while its person was erased keeps nothing."""
    walk = Walk(ZOHRA, practice_of(catalogue.assignment("overleggen-zeggen-2")), "te-laat-1")
    walk.answer()
    wish = told(ZOHRA, ZOHRA, Wished(question="leren", sub_skills=("s1a",)), "laat")
    seen = told(
        COACH,
        OTHERS[0],
        Observed(goal=GOAL, point="o1", value="gezien", situation="gewoon", day=NOW.date()),
        "laat",
    )
    with writing(lived) as connection:
        for one in (ZOHRA, COACH):
            erase(connection, one.code, NOW, key=b"sleutel")
    for teller, events in ((ZOHRA, walk.events), (ZOHRA, [wish]), (COACH, [seen])):
        with pytest.raises(UnknownPerson):
            deliver(lived, teller, events, NOW)
    with reading(lived) as connection:
        assert not everything_on(connection, ZOHRA.code).is_anything
        assert not everything_on(connection, COACH.code).is_anything


def test_from_the_command_line(
    tmp_path: Path, catalogue: Catalogue, monkeypatch: pytest.MonkeyPatch
) -> None:
    """`wpo people take-along` writes for its owner only; `erase` asks first, and erases."""
    monkeypatch.setenv("WPO_DATA", str(tmp_path))
    monkeypatch.delenv("WPO_DATABASE", raising=False)
    engine = open_database(f"sqlite:///{tmp_path / 'wpo.sqlite'}")
    live(engine, catalogue)
    runner, file = CliRunner(), tmp_path / "zohra.zip"

    taken = runner.invoke(main, ["people", "take-along", ZOHRA.code, str(file)])
    assert taken.exit_code == 0, taken.output
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert READABLE in _unpacked(file.read_bytes())
    assert runner.invoke(main, ["people", "take-along", ZOHRA.code, str(file)]).exit_code != 0
    assert runner.invoke(main, ["people", "erase", ZOHRA.code], input="n\n").exit_code != 0
    assert _story(engine, catalogue).parts[0].told[0].lines[0].endswith(f"{NAME}.")

    assert runner.invoke(main, ["people", "erase", ZOHRA.code, "--yes"]).exit_code == 0
    with reading(engine) as connection:
        assert not everything_on(connection, ZOHRA.code).is_anything
    again = runner.invoke(main, ["people", "erase", ZOHRA.code, "--yes"])
    assert isinstance(again.exception, UnknownPerson)
    once_more = runner.invoke(main, ["people", "erase", "--again"])
    assert "0 mensen opnieuw gewist" in once_more.output, once_more.output
    assert runner.invoke(main, ["people", "erase"]).exit_code == 2
    engine.dispose()
