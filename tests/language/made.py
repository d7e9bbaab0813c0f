"""Small made-up assignments and a small made-up lexicon for the tests of the language rules.

``assignment()`` is plain and good: no rule has anything to say about it. Each test changes one
thing and looks at what one rule then finds.
"""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from wpo.language import Finding, Lexicon, review
from wpo.language.blocks import blocks
from wpo.model.assignments import (
    Assignment,
    IfThen,
    Moment,
    ObservationPoint,
    Status,
    TrainerCard,
    WorkTask,
)
from wpo.model.questions import (
    Choice,
    Dialogue,
    Feedback,
    Model,
    ModelStep,
    Multi,
    Option,
    Order,
    Plan,
    Quality,
    Reply,
    Scene,
    Step,
    Turn,
)

GOOD, POSSIBLE, UNHANDY = Quality.GOOD, Quality.POSSIBLE, Quality.UNHANDY

# How rare words begin; what begins like one (a guessed base form) is as rare.
_RARE = {"tuinslan": 3.2, "wrang": 2.1}
LEXICON = Lexicon(
    zipf=lambda word: next((rare for begin, rare in _RARE.items() if word.startswith(begin)), 5.0),
    known=frozenset({"fatma"}),
)


def find(rule: str, assignment: Assignment, lexicon: Lexicon = LEXICON) -> tuple[Finding, ...]:
    """Return what one rule finds."""
    return tuple(one for one in review(assignment, lexicon) if one.rule == rule)


def words(findings: tuple[Finding, ...]) -> list[tuple[str, ...]]:
    """Return the offending words of each finding."""
    return [finding.words for finding in findings]


def severities(findings: tuple[Finding, ...]) -> str:
    """Return the severities, one letter each."""
    return "".join(finding.severity for finding in findings)


def feedback(
    said: str = "Je kijkt naar de ander.",
    because: str = "Daardoor hoor je alles.",
    then: str = "Kijk vandaag ook zo.",
) -> Feedback:
    """Return a good feedback, or one with a bad sentence in it."""
    return Feedback(said=said, because=because, next=then)


def option(text: str, quality: Quality = GOOD, **changes: Any) -> Option:
    """Return an option; its id and its feedback follow from its text."""
    given = changes.pop("feedback", None)
    return Option(
        id=text,
        text=text,
        quality=quality,
        feedback=given or feedback(because=f"Dan hoor je dit: {text.lower()}"),
        **changes,
    )


def choice(
    *options: Option,
    question_id: str = "q2",
    workplace: str = "groen",
    stem: tuple[str, ...] = ("Je collega praat.", "Wat doe je?"),
    behaviour: str = "Ik kijk de ander aan.",
    alt: str = "Je collega praat met jou",
) -> Choice:
    """Return a choice between two reactions, or between the given ones."""
    return Choice(
        id=question_id,
        workplace=workplace,
        behaviour=behaviour,
        scene=Scene(alt=alt, things=("doos",)),
        stem=stem,
        options=options or (option("Ik wacht en kijk."), option("Ik werk nog door.", UNHANDY)),
    )


def model(workplace: str = "kantine") -> Model:
    """Return a worked example in two steps."""
    scene = Scene(alt="Fatma luistert", things=("doos",))
    return Model(
        id="q1",
        workplace=workplace,
        stem=("Kijk wat Fatma doet.",),
        steps=(
            ModelStep(id="a", scene=scene, text=("Fatma wacht even.",)),
            ModelStep(id="b", scene=scene, text=("Fatma kijkt.",)),
        ),
        feedback=feedback(said="Fatma keek de ander aan."),
    )


def multi(*options: Option, done: Feedback | None = None) -> Multi:
    """Return a question with two good reactions."""
    missed = feedback(said="Er is nog meer.")
    return Multi(
        id="q3",
        workplace="post",
        behaviour="Ik kijk de ander aan.",
        scene=Scene(alt="Je collega praat", things=("doos",)),
        stem=("Je collega praat.", "Kies alles wat past."),
        options=options
        or (
            option("Ik kijk op.", missed=missed),
            option("Ik wacht even.", missed=missed),
            option("Ik loop weg.", UNHANDY),
        ),
        done=done or feedback(),
    )


def order(*steps: str) -> Order:
    """Return steps to put in order."""
    return Order(
        id="q4",
        workplace="post",
        behaviour="Ik kijk de ander aan.",
        scene=Scene(alt="Je collega praat", things=("doos",)),
        stem=("Wat doe je eerst?",),
        steps=tuple(
            Step(id=text, text=text, feedback=feedback())
            for text in steps or ("Ik stop.", "Ik kijk.", "Ik zeg iets.")
        ),
        done=feedback(),
    )


def dialogue(
    *replies: Reply, says: tuple[str, ...] = ("Kun je even komen?",), answer: str = "Fijn!"
) -> Dialogue:
    """Return a talk of two turns."""
    last = (reply("Ik kom."), reply("Nu niet.", UNHANDY))
    return Dialogue(
        id="q5",
        workplace="post",
        behaviour="Ik kijk de ander aan.",
        scene=Scene(alt="Je collega praat", things=("doos",)),
        stem=("Je collega praat met jou.",),
        turns=(
            Turn(
                id="a",
                who="je collega",
                says=says,
                options=replies or (reply("Ja, hoor.", leads_to="b"), reply("Nee.", UNHANDY)),
            ),
            Turn(id="b", who="je collega", says=(answer,), options=last),
        ),
    )


def reply(
    text: str, quality: Quality = GOOD, *, answer: str = "Dank je.", leads_to: str = ""
) -> Reply:
    """Return something to say in a talk."""
    return Reply(
        id=text,
        text=text,
        quality=quality,
        answer=answer,
        feedback=feedback(because=f"Dan hoort de ander dit: {text.lower()}"),
        next=leads_to,
    )


def plan() -> Plan:
    """Return the question every assignment ends with."""
    return Plan(
        id="q9",
        stem=("Kies jouw zin.",),
        ask_when=("Wanneer doe je dit?",),
        ask_with_whom=("Met wie doe je dit?",),
    )


def work_task(*sentences: IfThen) -> WorkTask:
    """Return an aan-de-slag-opdracht."""
    return WorkTask(
        why=("Dan weet je wat je moet doen.",),
        sentences=sentences or (if_then(), if_then("b", "Als ik klaar ben")),
        when=(
            Moment(id="a", text="Na de pauze.", reply="Dat past, want dan begin je."),
            Moment(id="b", text="Bij de start.", reply="Dan hoor je wat je gaat doen."),
        ),
        with_whom=(
            Moment(id="a", text="Met een collega.", reply="Vertel het aan je collega."),
            Moment(id="b", text="Alleen.", reply="Zeg de zin nu een keer."),
        ),
    )


def if_then(
    plan_id: str = "a", when: str = "Als iemand praat", then: str = "dan kijk ik de ander aan."
) -> IfThen:
    """Return an als-dan sentence."""
    return IfThen(id=plan_id, when=when, then=then, why="Dan hoor je alles.")


def trainer(**changes: Any) -> TrainerCard:
    """Return a card for the werkplekopleider."""
    card = TrainerCard(
        show="Laat zien hoe u luistert.",
        together="Leg samen één ding uit.",
        alone="Kijk of de deelnemer stopt.",
        tips=("Ga naast de deelnemer staan.", "Houd de uitleg kort."),
        observe=(
            ObservationPoint(id="o1", text="Stopt met werken."),
            ObservationPoint(id="o2", text="Kijkt naar de ander."),
            ObservationPoint(id="o3", text="Wacht met praten."),
        ),
        compliment="Ik zag dat je stopte. Daardoor hoorde je alles.",
        adaptation="Geef uitleg op een rustige plek.",
    )
    return replace(card, **changes)


def assignment(*questions: Any, **changes: Any) -> Assignment:
    """Return an assignment with these questions between the example and the plan."""
    middle = questions or (choice(), multi())
    filler = [choice(question_id=f"extra{n}", workplace="post") for n in range(2 - len(middle))]
    given: dict[str, Any] = {
        "id": "overleggen-luisteren-1",
        "version": "1.0",
        "status": Status.DRAFT,
        "sub_skill": "s1a",
        "level": 1,
        "title": "Luisteren naar je collega",
        "behaviour": ("Ik kijk de ander aan.",),
        "work_task": work_task(),
        "trainer": trainer(),
    }
    return Assignment(practice=(model(), *middle, *filler, plan()), **(given | changes))


def with_stem(*stem: str, **changes: Any) -> Assignment:
    """Return an assignment with this stem."""
    return assignment(choice(stem=stem), **changes)


def with_feedback(**sentences: str) -> Assignment:
    """Return an assignment with these sentences in a feedback."""
    good = option("Ik wacht en kijk.", feedback=feedback(**sentences))
    return assignment(choice(good, option("Ik werk nog door.", UNHANDY)))


def with_option(text: str) -> Assignment:
    """Return an assignment with this option."""
    return assignment(choice(option("Ik wacht en kijk."), option(text, UNHANDY)))


def everything(assignment: Assignment) -> Iterator[str]:
    """Yield every text of an assignment, to look in for the words of a finding."""
    for block in blocks(assignment):
        yield from (text.text for text in block.texts)
    yield from (one.workplace for one in assignment.practice if not isinstance(one, Plan))
