"""Own words are cleared once, and coded by who sees nothing else, on both engines."""

from datetime import UTC, datetime

import pytest
from sqlalchemy import Connection, Engine, insert

from wpo.errors import SetupError
from wpo.model.people import Person, Role
from wpo.model.pilot import Answer, PilotEvent, Rated, Remarked
from wpo.store import tables
from wpo.store.clearing import (
    REMARK,
    OpenText,
    clear,
    progress,
    reopen,
    texts_to_clear,
    words_to_avoid,
)
from wpo.store.database import reading, writing
from wpo.store.names import name_organisation, name_person
from wpo.store.people import add_person
from wpo.store.pilot import append_pilot
from wpo.store.pilot_counts import participants_by_cell
from wpo.store.texts_to_code import cleared_texts, coded, compared, give_codes

NOW = datetime(2027, 2, 1, 9, 0, tzinfo=UTC)
LEADER, ONE, TWO = "leider", "codeur-een", "codeur-twee"


@pytest.fixture
def told(engine: Engine) -> Engine:
    """A database in which somebody remarked and answered in own words."""
    with writing(engine) as connection:
        for code, role in (
            ("samir", Role.PARTICIPANT),
            (LEADER, Role.PROJECT_LEADER),
            (ONE, Role.RESEARCHER),
            (TWO, Role.RESEARCHER),
        ):
            add_person(connection, Person(code=code, organisation="org", role=role), NOW)
        name_person(connection, "samir", "Samir")
        name_organisation(connection, "org", "Werkbedrijf Noord")
        facts = (
            Remarked(kind="woord", words="Ik snap dit niet"),
            Remarked(kind="techniek"),
            Rated(
                questionnaire="staf",
                answers=(
                    Answer(item="hoe", value=2),
                    Answer(item="waar", value=0, words="q2"),
                    Answer(item="wat", value=0, words="Maak het korter"),
                ),
            ),
        )
        append_pilot(connection, [_event(n, one) for n, one in enumerate(facts)], "org", NOW)
    return engine


def _event(n: int, facts: Remarked | Rated) -> PilotEvent:
    return PilotEvent(
        event_id=f"gebeurtenis-{n}",
        occurred_at=NOW,
        person="samir",
        by="samir",
        as_role=Role.PARTICIPANT,
        assignment="overleggen-luisteren-1",
        facts=facts,
    )


def _text(connection: Connection, item: str = REMARK) -> OpenText:
    return next(one for one in texts_to_clear(connection) if one.item == item)


def test_what_is_to_be_read(told: Engine) -> None:
    """Own words of remarks and open answers, and no places; nothing tells whose they are."""
    with reading(told) as connection:
        found = texts_to_clear(connection, places={("staf", "waar")})

    assert {one.words for one in found} == {"Ik snap dit niet", "Maak het korter"}
    assert set(OpenText.__dataclass_fields__) == {"event_id", "item", "assignment", "words"}


def test_a_text_is_decided_on_once(told: Engine) -> None:
    """A second decision, from another tab, changes nothing; an empty one is no quote."""
    with writing(told) as connection:
        text, other = _text(connection), _text(connection, "wat")
        first = clear(connection, text, " Ik snap dit niet ", LEADER, NOW)
        second = clear(connection, text, "", LEADER, NOW)
        kept_back = clear(connection, other, "", LEADER, NOW)
        done = progress(connection, places={("staf", "waar")})
        words = [one.words for one in cleared_texts(connection, ONE)]

    assert (first, second, kept_back) == (True, False, True)
    assert (done.waiting, done.quoted, done.kept_back) == (0, 1, 1)
    assert words == ["Ik snap dit niet"]


def test_what_is_gone_cannot_be_cleared(told: Engine) -> None:
    """A text that was taken back meanwhile is not kept."""
    gone = OpenText(event_id="gebeurtenis-99", item="", assignment="x", words="weg")
    with writing(told) as connection:
        assert not clear(connection, gone, "weg", LEADER, NOW)


def test_undo_until_somebody_coded(told: Engine) -> None:
    """One's own decision can be undone, not another's, and not after coding."""
    with writing(told) as connection:
        text = _text(connection)
        clear(connection, text, "Ik snap dit niet", LEADER, NOW)
        of_another = reopen(connection, text.key, "iemand-anders")
        own = reopen(connection, text.key, LEADER)
        clear(connection, text, "Ik snap dit niet", LEADER, NOW)
        give_codes(connection, ONE, text.key, ["woord"], NOW)
        too_late = reopen(connection, text.key, LEADER)

    assert (of_another, own, too_late) == (False, True, False)


def test_words_to_avoid(told: Engine) -> None:
    """All first names and organisations, and of nobody in particular."""
    with reading(told) as connection:
        assert words_to_avoid(connection) == (
            frozenset({"Samir"}),
            frozenset({"Werkbedrijf Noord"}),
        )


def test_only_cleared_texts_are_coded(told: Engine) -> None:
    """Nobody reads or codes what was not cleared, or was kept back."""
    with writing(told) as connection:
        text, other = _text(connection), _text(connection, "wat")
        clear(connection, other, "", LEADER, NOW)

        assert cleared_texts(connection, ONE) == ()
        assert not give_codes(connection, ONE, text.key, ["woord"], NOW)
        assert not give_codes(connection, ONE, other.key, ["woord"], NOW)


def test_codes_of_the_other_stay_closed(told: Engine) -> None:
    """Each gives codes once; what the other gave is seen when both are done, and not before."""
    with writing(told) as connection:
        text = _text(connection)
        clear(connection, text, "Ik snap dit niet", LEADER, NOW)
        kept = give_codes(connection, ONE, text.key, ["woord", "tekst"], NOW)
        again = give_codes(connection, ONE, text.key, ["goed"], NOW)
        nothing = give_codes(connection, TWO, text.key, [], NOW)
        seen = coded(connection, TWO)
        early = compared(connection, TWO, [text.key])
        give_codes(connection, TWO, text.key, ["woord"], NOW)
        late = compared(connection, ONE, [text.key])

    assert (kept, again, nothing) == (True, False, False)
    assert (dict(seen.own), dict(seen.others)) == ({}, {text.key: 1})
    assert early is None
    assert late == {text.key: (frozenset({"woord", "tekst"}), frozenset({"woord"}))}


@pytest.mark.parametrize("who", [LEADER, "samir", "niemand"])
def test_only_researchers_code(told: Engine, who: str) -> None:
    """Whoever is no onderzoeker gets nothing out of this door."""
    with writing(told) as connection:
        for ask in (
            lambda: cleared_texts(connection, who),
            lambda: coded(connection, who),
            lambda: compared(connection, who, []),
            lambda: give_codes(connection, who, ("a", ""), ["woord"], NOW),
        ):
            with pytest.raises(SetupError, match="onderzoekers"):
                ask()


def test_participants_are_counted_once(engine: Engine) -> None:
    """A participant counts once an opdracht, from the first answer on, in named organisations."""
    rows = [
        ("answered", "samir", "a", "x"),
        ("answered", "samir", "a", "x"),
        ("answered", "agnes", "a", "x"),
        ("practice_started", "daan", "a", "x"),
        ("answered", "samir", "a", "y"),
        ("answered", "vreemd", "c", "x"),
    ]
    with writing(engine) as connection:
        connection.execute(
            insert(tables.event),
            [
                {
                    "event_id": f"antwoord-{n}",
                    "name": name,
                    "version": 1,
                    "occurred_at": NOW,
                    "received_at": NOW,
                    "person": person,
                    "organisation": organisation,
                    "assignment": assignment,
                    "content_hash": "h",
                    "attempt": "poging",
                    "after": "",
                    "facts": {},
                }
                for n, (name, person, organisation, assignment) in enumerate(rows)
            ],
        )
        found = participants_by_cell(connection, ["a", "b"])

    assert found == {("a", "x"): 2, ("a", "y"): 1}
