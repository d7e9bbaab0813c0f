"""A life at work in the tables: somebody about whom every table holds something, among others."""

import hashlib
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Engine, insert

from tests.store.making import NOW, Walk, practice_of, reader
from wpo.catalogue.hashing import assignment_hash
from wpo.catalogue.loading import Catalogue
from wpo.model.assignments import Assignment
from wpo.model.floor import (
    Adapted,
    Agreed,
    Asked,
    FloorEvent,
    FloorFacts,
    Goal,
    Helped,
    Noticed,
    Observed,
    PracticeBegan,
    Recognised,
    Replied,
    SaidMastered,
    Wished,
)
from wpo.model.people import Person, Role
from wpo.model.pilot import Answer, NotDone, PilotEvent, PilotFacts, Rated, Remarked
from wpo.store import tables
from wpo.store.access import ask_picture, give_account
from wpo.store.database import writing
from wpo.store.facts import take_in
from wpo.store.floor import append_floor
from wpo.store.guidance import guide
from wpo.store.names import name_person
from wpo.store.people import add_person, new_key
from wpo.store.pilot import append_pilot, keep_batch
from wpo.store.placement import place
from wpo.store.sessions import open_session

ZOHRA = Person(code="zohra7qx", organisation="org", role=Role.PARTICIPANT)
TRAINER = Person(code="teun5mlk", organisation="org", role=Role.TRAINER)
COACH = Person(code="cora9hgf", organisation="org", role=Role.COACH)
OTHERS = tuple(
    Person(code=f"ander{n}wvt", organisation="org", role=Role.PARTICIPANT) for n in range(1, 7)
)

NAME = "Zohraïda"
WORDS = {  # what was said by whom about Zohra, or by Teun about nobody
    "wished": "Ik wil beter luisteren bij de inpaktafel",
    "noticed": "je wacht tot de ander klaar is",
    "observed": "Bij het uitladen keek zij de chauffeur aan",
    "adapted": "Een rustige plek naast het raam",
    "asked": "Hoe help ik haar als het druk is bij de poort",
    "replied": "Doe het één keer samen voor de lunch",
    "mastered": "Nu lukt het mij ook met klanten",
    "own_question": "Hoe vraag ik zelf om meer tijd",
    "remarked": "Op dat plaatje staat een kar die wij niet hebben",
}
THOUGHT = "Laat de chauffeur eerst iets vragen"  # what Teun thinks of an opdracht
QUOTED = "Op het plaatje staat een andere kar"  # Zohra's words as somebody cleared them
GOAL = Goal(sub_skill="s1a", level=1)
PASSWORD = "$argon2id$nep"  # made up


def made_id(about: Person, name: str) -> str:
    """Return an id that says nothing, as a device makes it; the same for the same."""
    return hashlib.sha256(f"{about.code} {name}".encode()).hexdigest()[:20]


def told(by: Person, about: Person, facts: FloorFacts, name: str, at: datetime = NOW) -> FloorEvent:
    """Return a fact about somebody."""
    return FloorEvent(
        event_id=made_id(about, name),
        occurred_at=at,
        person=about.code,
        by=by.code,
        as_role=by.role,
        facts=facts,
    )


def story_of(who: Person) -> list[FloorEvent]:
    """Return what happened around somebody at work, with the words of Zohra's story."""
    wish = Wished(question="groeien", sub_skills=("s1a",), words=WORDS["wished"])
    seen = Observed(
        goal=GOAL,
        point="o1",
        value="gezien",
        situation="gewoon",
        day=date(2026, 11, 2),
        note=WORDS["observed"],
    )
    mastered = SaidMastered(
        goal=GOAL, yes=True, behaviours=("Ik kijk de ander aan.",), words=WORDS["mastered"]
    )
    return [
        told(who, who, wish, "wished"),
        told(TRAINER, who, Noticed(sub_skill="s1a", words=WORDS["noticed"]), "noticed"),
        told(who, who, Recognised(noticed=made_id(who, "noticed"), answer="ja"), "recognised"),
        told(TRAINER, who, Agreed(goals=(GOAL,), until=date(2026, 12, 24)), "agreed"),
        told(who, who, PracticeBegan(goal=GOAL), "began"),
        told(TRAINER, who, seen, "observed"),
        told(COACH, who, seen, "observed-too"),
        told(TRAINER, who, Adapted(goal=GOAL, words=WORDS["adapted"]), "adapted"),
        told(who, who, Helped(adapted=made_id(who, "adapted"), answer="beetje"), "helped"),
        told(TRAINER, who, Asked(words=WORDS["asked"], goal=GOAL), "asked"),
        told(COACH, who, Replied(asked=made_id(who, "asked"), words=WORDS["replied"]), "replied"),
        told(who, who, mastered, "mastered"),
    ]


def live(engine: Engine, catalogue: Catalogue, people: Sequence[Person] = OTHERS) -> None:
    """Let Zohra and others work and practise; every table with people holds Zohra or Teun."""
    with writing(engine) as connection:
        for person in (ZOHRA, TRAINER, COACH, *people):
            add_person(connection, person, NOW - timedelta(days=1))
            new_key(connection, person.code, NOW)
            place(connection, person.code, "Inpak", NOW)
            open_session(connection, person.code, NOW, shared=False)
        for person in (ZOHRA, *people):
            guide(connection, TRAINER.code, person.code, NOW)
            append_floor(connection, _in_order(person), {person.code: "org"}, NOW)
            _practise(connection, catalogue, person)
        name_person(connection, ZOHRA.code, NAME)
        ask_picture(connection, ZOHRA.code, True)
        give_account(connection, TRAINER.code, "teun.teunissen", PASSWORD)
        connection.execute(
            insert(tables.former_role),
            [
                {"person": one.code, "role": Role.TRAINER.value, "until_at": NOW}
                for one in (ZOHRA, TRAINER)
            ],
        )
        _think(connection, catalogue.assignment("overleggen-luisteren-1"))
        _release(connection)
        question = told(TRAINER, TRAINER, Asked(words=WORDS["own_question"]), "own")
        append_floor(connection, [question], {TRAINER.code: "org"}, NOW)


def thought(
    by: Person, facts: PilotFacts, name: str, about: Person | None = None, **more: Any
) -> PilotEvent:
    """Return what somebody thinks of the first opdracht, told by themselves on a screen."""
    who = about or by
    return PilotEvent(
        event_id=made_id(who, name),
        occurred_at=NOW,
        person=who.code,
        by=by.code,
        as_role=who.role,
        assignment="overleggen-luisteren-1",
        facts=facts,
        **more,
    )


def _think(connection: Connection, assignment: Assignment) -> None:
    """Zohra and Teun say what they think; Cora keys in what Zohra wrote, and reads it."""
    text = {"content_hash": assignment_hash(assignment)}
    snapped = Rated(questionnaire="deelnemer", answers=(Answer(item="snapte", value=2),))
    wrote = Rated(
        questionnaire="werkplekopleider", answers=(Answer(item="anders", value=0, words=THOUGHT),)
    )
    remarked = Remarked(kind="plaatje", place="q2", words=WORDS["remarked"])
    on_paper: dict[str, Any] = {"source": "papier", "batch": "partij-cora"}
    events = [
        thought(ZOHRA, snapped, "rated", **text),
        thought(ZOHRA, remarked, "remarked", **text),
        thought(COACH, NotDone(reason="geen_tijd"), "not-done", ZOHRA, **on_paper),
        thought(TRAINER, wrote, "rated", **text),
    ]
    append_pilot(connection, events, "org", NOW)
    keep_batch(connection, "partij-cora", "org", COACH.code, "vragenlijst", "0" * 64, 1, NOW)
    for about, item, words in ((ZOHRA, "", QUOTED), (TRAINER, "anders", "")):
        event_id = made_id(about, "remarked" if about is ZOHRA else "rated")
        read = {"event_id": event_id, "item": item}
        connection.execute(
            insert(tables.cleared_text),
            [read | {"words": words, "cleared_by": COACH.code, "cleared_at": NOW}],
        )
        connection.execute(
            insert(tables.given_code),
            [
                read | {"coder": one.code, "code": "plaatje", "given_at": NOW}
                for one in (COACH, TRAINER)
            ],
        )


def _release(connection: Connection) -> None:
    """Something of Zohra stands in a set for researchers."""
    connection.execute(
        insert(tables.released).values(
            person=ZOHRA.code,
            paper="",
            family="ratings",
            assignment="overleggen-luisteren-1",
            extract=1,
            first=1,
            shown_as="A",
        )
    )


def _in_order(person: Person) -> list[FloorEvent]:
    return (
        story_of(person) if person is ZOHRA else [one for one in story_of(person) if _counts(one)]
    )


def _counts(one: FloorEvent) -> bool:
    """Tell whether a fact is one without words of Zohra's story."""
    return isinstance(one.facts, PracticeBegan | Agreed | Recognised)


def _practise(connection: Connection, catalogue: Catalogue, person: Person) -> None:
    practice = practice_of(catalogue.assignment("overleggen-luisteren-1"))
    walk = Walk(person, practice, made_id(person, "poging"))
    walk.answer()
    walk.answer()
    late = walk.answer()
    take_in(connection, person, [*walk.events[:2], late], reader(practice), NOW)
