"""Facts about opdrachten are taken in once, refused where they cannot be, and can be taken back."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import Engine, select

from tests.store.living import COACH, OTHERS, QUOTED, TRAINER, ZOHRA, live, made_id, thought
from tests.store.making import NOW
from wpo.apps.practising import publish
from wpo.catalogue.hashing import assignment_hash
from wpo.catalogue.loading import Catalogue
from wpo.model.people import Person, Role
from wpo.model.pilot import Answer, NotDone, NotDoneReason, PilotEvent, Rated, Remarked
from wpo.store import tables
from wpo.store.database import reading, writing
from wpo.store.people import add_person
from wpo.store.pilot import (
    append_pilot,
    batches,
    keep_batch,
    pilot_events,
    pilot_events_by,
    take_back,
    take_in_pilot,
)
from wpo.store.receipts import Receipt

STRANGER = Person(code="elders4kd", organisation="elders", role=Role.PARTICIPANT)
LEADER = Person(code="leider2bn", organisation="sbcm", role=Role.PROJECT_LEADER)
ABOUT = Remarked(kind="woord", place="q2")
RATED = Rated(questionnaire="deelnemer", answers=(Answer(item="snapte", value=3),))


@pytest.fixture
def lived(engine: Engine, catalogue: Catalogue) -> Engine:
    """A database with the real texts, in which people worked, practised and told."""
    publish(engine, catalogue, NOW)
    live(engine, catalogue)
    with writing(engine) as connection:
        for one in (STRANGER, LEADER):
            add_person(connection, one, NOW)
    return engine


@pytest.fixture
def hash_(catalogue: Catalogue) -> str:
    """The text that these facts are about."""
    return assignment_hash(catalogue.assignment("overleggen-luisteren-1"))


def take(engine: Engine, teller: Person, *events: PilotEvent) -> Receipt:
    """Deliver facts."""
    with writing(engine) as connection:
        return take_in_pilot(connection, teller, events, NOW)


def kept(engine: Engine) -> Sequence[PilotEvent]:
    """Return every fact that is kept."""
    with reading(engine) as connection:
        return [one for _, one in pilot_events(connection)]


def test_what_is_told_reads_back_as_it_was_told(lived: Engine, hash_: str) -> None:
    """Every kind of fact comes back whole, with the organisation of whom it is about."""
    rated = Rated(questionnaire="coach", answers=(Answer(item="anders", value=0, words="zo"),))
    told = [
        thought(OTHERS[0], ABOUT, "een", content_hash=hash_),
        thought(OTHERS[0], NotDone(reason="ziek"), "twee", content_hash=hash_),
        thought(COACH, rated, "drie", content_hash=hash_),
    ]
    n_before = len(kept(lived))
    receipts = [take(lived, OTHERS[0], *told[:2]), take(lived, COACH, told[2])]

    assert [one for each in receipts for one in each.stored] == [one.event_id for one in told]
    assert kept(lived)[n_before:] == told
    with reading(lived) as connection:
        assert {where for where, _ in pilot_events(connection)} == {"org"}
        assert pilot_events(connection, ["elders"]) == []
        assert {one.facts.name for _, one in pilot_events(connection, names=["rated"])} == {"rated"}
        assert pilot_events_by(connection, COACH.code) == (told[2],)


def test_a_repeat_changes_nothing(lived: Engine, hash_: str) -> None:
    """The same fact again, also twice in one delivery, is known and kept once."""
    fact = thought(OTHERS[0], ABOUT, "een", content_hash=hash_)
    first = take(lived, OTHERS[0], fact, fact)
    before = kept(lived)
    again = take(lived, OTHERS[0], fact, fact)

    assert (first.stored, again.stored, again.known) == ([fact.event_id], [], [fact.event_id])
    assert kept(lived) == before


def _of_another(
    teller: Person, about: Person, event_id: str, reason: NotDoneReason = "te_moeilijk"
) -> PilotEvent:
    """Return why somebody did not do an opdracht, as another tells it on a screen."""
    return replace(
        thought(about, NotDone(reason=reason), event_id), by=teller.code, as_role=about.role
    )


def test_who_guides_somebody_tells_why(lived: Engine) -> None:
    """Why an opdracht is not done may be told about whom one guides, and about nobody else."""
    told = _of_another(TRAINER, ZOHRA, "eigen")
    receipt = take(lived, TRAINER, told, _of_another(TRAINER, STRANGER, "vreemd"))
    coach = take(lived, COACH, _of_another(COACH, ZOHRA, "coach"))

    assert receipt.stored == [told.event_id]
    assert [*receipt.refused.values(), *coach.refused.values()] == [
        "person: je begeleidt deze persoon niet."
    ] * 2
    assert kept(lived)[-1] == told


def test_nobody_says_of_another_more_than_that() -> None:
    """That somebody was ill, and what somebody thinks, is told on a screen by nobody else."""
    with pytest.raises(ValueError, match="reason: "):
        _of_another(TRAINER, ZOHRA, "ziek", "ziek")
    for fact in (thought(ZOHRA, ABOUT, "woord"), thought(ZOHRA, RATED, "oordeel")):
        with pytest.raises(ValueError, match="person: "):
            replace(fact, by=TRAINER.code)
    with pytest.raises(ValueError, match="person: "):
        _of_another(COACH, TRAINER, "collega")


def test_a_version_is_rated_once(lived: Engine, hash_: str) -> None:
    """On a second device the same person's rating is known already, and the first one stands."""
    first, second = (
        thought(
            OTHERS[0],
            Rated(questionnaire="deelnemer", answers=(Answer(item="snapte", value=value),)),
            f"keer-{value}",
            content_hash=hash_,
        )
        for value in (1, 3)
    )
    receipts = [take(lived, OTHERS[0], one) for one in (first, second)]
    own = [one for one in kept(lived) if one.person == OTHERS[0].code]

    assert receipts[0].stored == [first.event_id]
    assert (receipts[1].stored, receipts[1].known) == ([], [second.event_id])
    assert own == [first]


@pytest.mark.parametrize(
    ("teller", "fact", "reason"),
    [
        (ZOHRA, thought(OTHERS[0], ABOUT, "a"), "Dit is een feit van een ander."),
        (ZOHRA, replace(thought(ZOHRA, ABOUT, "b"), as_role=Role.COACH), "Dit is een feit van"),
        (LEADER, thought(LEADER, ABOUT, "c"), "facts: "),
        (ZOHRA, replace(thought(ZOHRA, ABOUT, "d"), assignment="weg"), "assignment: "),
        (ZOHRA, thought(ZOHRA, ABOUT, "e", content_hash="nooit"), "content_hash: "),
        (
            ZOHRA,
            replace(thought(ZOHRA, ABOUT, "f"), occurred_at=NOW + timedelta(days=2)),
            "occurred_at: ",
        ),
        (TRAINER, thought(TRAINER, ABOUT, "g", ZOHRA, source="papier"), "source: "),
        (ZOHRA, thought(ZOHRA, ABOUT, "h", source="papier"), "source: "),
        (COACH, thought(COACH, ABOUT, "i", STRANGER, source="papier"), "person: "),
        (
            COACH,
            replace(thought(COACH, ABOUT, "j", ZOHRA, source="papier"), as_role=Role.TRAINER),
            "as_role: ",
        ),
        (COACH, replace(thought(COACH, ABOUT, "k", ZOHRA, source="papier"), person="x"), "person"),
    ],
)
def test_what_can_never_be_true_is_refused(
    lived: Engine, teller: Person, fact: PilotEvent, reason: str
) -> None:
    """Somebody else's, of elsewhere, from tomorrow, or about what nobody was shown: not kept."""
    before = kept(lived)
    receipt = take(lived, teller, fact)

    assert receipt.refused[fact.event_id].startswith(reason)
    assert kept(lived) == before


def test_a_place_is_a_question_of_that_text(lived: Engine, hash_: str) -> None:
    """A remark names a question that stands in the text it is about."""
    nowhere = thought(ZOHRA, Remarked(kind="woord", place="q99"), "ergens", content_hash=hash_)

    assert take(lived, ZOHRA, nowhere).refused[nowhere.event_id].startswith("place: ")


def test_a_fact_of_another_with_a_known_id_is_refused(lived: Engine, hash_: str) -> None:
    """Who sends an id that somebody else used learns nothing, and changes nothing."""
    own = thought(OTHERS[0], ABOUT, "een", content_hash=hash_)
    take(lived, OTHERS[0], own)
    stolen = replace(own, person=OTHERS[1].code, by=OTHERS[1].code)

    assert own.event_id in take(lived, OTHERS[1], stolen).refused


def test_paper_is_keyed_in_by_who_may(lived: Engine) -> None:
    """A coach keys in for the own organisation, also without a name; a project leader for all."""
    named = thought(COACH, ABOUT, "papier-1", ZOHRA, source="papier", batch="stapel")
    nobody = replace(named, person="", event_id=made_id(ZOHRA, "papier-2"))
    far = thought(LEADER, ABOUT, "papier-3", STRANGER, source="papier")

    assert len(take(lived, COACH, named, nobody).stored) == 2
    assert take(lived, LEADER, far).stored == [far.event_id]
    with reading(lived) as connection:
        where = {one.event_id: organisation for organisation, one in pilot_events(connection)}
    assert [where[one.event_id] for one in (named, nobody, far)] == ["org", "org", "elders"]


def test_a_clock_ahead_is_set_to_the_moment_of_receipt(lived: Engine, hash_: str) -> None:
    """A device that is an hour ahead tells nothing from the future."""
    fact = thought(ZOHRA, ABOUT, "vroeg", content_hash=hash_)
    take(lived, ZOHRA, replace(fact, occurred_at=NOW + timedelta(hours=1)))

    assert kept(lived)[-1].occurred_at == NOW


def test_a_batch_is_taken_back_whole_and_may_come_again(lived: Engine) -> None:
    """Its facts go, with what was read and coded of them; the rest stays; its ids are free."""
    facts = [thought(COACH, ABOUT, f"rij-{n}", ZOHRA, source="papier", batch="lijst") for n in "ab"]
    before = kept(lived)
    with writing(lived) as connection:
        append_pilot(connection, facts, "org", NOW)
        keep_batch(connection, "lijst", "org", COACH.code, "lijst", "f" * 64, 2, NOW)
        row = {"event_id": facts[0].event_id, "item": ""}
        connection.execute(
            tables.cleared_text.insert().values(
                row | {"words": "x", "cleared_by": COACH.code, "cleared_at": NOW}
            )
        )
        connection.execute(
            tables.given_code.insert().values(
                row | {"coder": COACH.code, "code": "taal", "given_at": NOW}
            )
        )
        n_taken = take_back(connection, "lijst", NOW + timedelta(hours=1))

    assert n_taken == 2
    assert kept(lived) == before
    with writing(lived) as connection:
        assert take_back(connection, "lijst", NOW + timedelta(hours=2)) == 0
        (found,) = [one for one in batches(connection, "org") if one.batch == "lijst"]
        assert found.taken_back_at == NOW + timedelta(hours=1)
        assert connection.scalars(select(tables.cleared_text.c.words)).all().count(QUOTED) == 1
        append_pilot(connection, facts, "org", NOW)
        keep_batch(connection, "lijst", "org", COACH.code, "lijst", "f" * 64, 2, NOW)
        (found,) = [one for one in batches(connection, "org") if one.batch == "lijst"]
        assert found.taken_back_at is None
        with pytest.raises(ValueError, match="batch"):
            take_back(connection, "", NOW)
