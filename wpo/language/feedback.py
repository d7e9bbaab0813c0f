"""What is said after an answer: it explains, it does not judge, and it leads on."""

import re
from collections.abc import Iterator

from wpo.language.blocks import AssignmentReading, Block, Role, Text
from wpo.language.findings import Finding, error, warning
from wpo.language.grammar import IMPERATIVES
from wpo.language.sentences import lower_words, outer_sentences, outside_quotes, word_set, words
from wpo.model.questions import Choice, Dialogue, Feedback, Multi, Order, Plan, Quality, Question

QUESTIONS_PER_PRAISE = 2

# 'door' explains in 'door te kijken', not in 'je werkt door'.
_LINK = re.compile(
    r"\b(?:want|omdat|doordat|daarom|daardoor|hierdoor|zodat|zo|dan|dus|door(?=\s+(?!en\b|of\b)\w))\b",
    re.IGNORECASE,
)
_PRAISE = word_set(
    "goed slim knap top super prima mooi geweldig fantastisch uitstekend perfect netjes klasse "
    "bravo topper kanjer held hartstikke fijn sterk lekker keurig juist"
)
_FILLER = word_set(
    "zo gedaan bezig heel erg echt wat dat is heb hebt je jij het ben bent een ga door van gekozen "
    "antwoord keuze weer hoor ja wel dit deed doe doet gaat ging werk goede goeie mooie slimme "
    "knappe uit zeg ook nu jou"
)
_COMPLIMENT = word_set(
    "slim slimme knap top super prima geweldig fantastisch uitstekend perfect netjes klasse bravo "
    "topper kanjer held keurig"
)
_COMPLIMENT_PHRASE = re.compile(
    r"\bgoed (?:zo|gedaan|bezig|van je|gekozen)\b|\b(?:heel|erg|wat) goed\b|^goed[!.,]"
    r"|\bdat (?:is|was) (?:heel |erg )?(?:goed|mooi|sterk)\b",
    re.IGNORECASE,
)
_HARM = word_set(
    "dom domme dommer stom stomme helaas jammer slecht slechte slechter lui luie onjuist onjuiste "
    "incorrect mislukt gefaald faal faalt zwak zwakke teleurstellend onhandig"
)
_HARM_ABOUT_FAULTS = word_set("fout foute fouten foutje foutjes verkeerd verkeerde")
_NO_ACTION = word_set(
    "je jij jouw dit dat de het een zo dan daardoor daarom maar want als er hij zij ze we wij "
    "iedereen iemand misschien ook ik mijn jullie omdat hier daar deze die alles niets"
)
_YOU_DO = re.compile(
    r"\b(?:ga|kun|kan|mag|moet|doe|kies|probeer) (?:je|jij)\b|\bje (?:kunt|kan|mag|gaat)\b"
)
_LONG = re.compile(r"aa|ee|oo|uu")
_SMALL_WORDS = word_set(
    "mijn naar voor door over onder tegen iets niet geen deze jouw zelf doen goed heel veel maar "
    "want omdat wordt word worden heeft heb hebben ben bent zijn kan kunnen moet moeten mag gaat "
    "daar hier eerst altijd wat wie hoe dat ander andere anderen iemand persoon werk collega"
)


def links(reading: AssignmentReading) -> Iterator[Finding]:
    """T11: feedback explains."""
    for block in reading.of(Role.FEEDBACK):
        if block.text.strip() and not _LINK.search(block.text):
            yield error(
                "T11",
                block.texts[1].place,
                "geen uitleg te vinden; verbind de zinnen met want, omdat, daardoor, zo of dan",
                block.texts[1].text,
            )


def empty_praise(reading: AssignmentReading) -> Iterator[Finding]:
    """T12: praise names what somebody did."""
    for _, text in reading.participant(Role.FEEDBACK, Role.RESPONSE):
        for sentence in outer_sentences(text.text):
            if _is_empty_praise(sentence):
                yield error(
                    "T12",
                    text.place,
                    "een compliment zonder taak; noem wat de deelnemer deed",
                    sentence,
                )


def harm(reading: AssignmentReading) -> Iterator[Finding]:
    """P3: feedback does not hurt; only skill 6 speaks of a fault."""
    about_faults = reading.assignment.sub_skill.startswith("s6")
    barred = _HARM if about_faults else _HARM | _HARM_ABOUT_FAULTS
    for _, text in reading.participant(Role.FEEDBACK, Role.RESPONSE):
        found = [word for word in words(outside_quotes(text.text)) if word.lower() in barred]
        if found:
            yield error("P3", text.place, "dit doet pijn; zeg wat er gebeurt en wat helpt", *found)


def much_praise(reading: AssignmentReading) -> Iterator[Finding]:
    """P4: praise stays worth something."""
    asked = [
        (index, question)
        for index, question in enumerate(reading.assignment.practice)
        if not isinstance(question, Plan)
    ]
    praised = [(index, said) for index, question in asked if (said := _praise_in(question))]
    most = (len(asked) + 1) // QUESTIONS_PER_PRAISE
    if len(praised) > most:
        index, said = praised[-1]
        yield warning(
            "P4",
            ("practice", index),
            f"een compliment bij {len(praised)} vragen; zeg soms gewoon wat iemand deed "
            f"(hoogstens {most})",
            said,
        )


def actions(reading: AssignmentReading) -> Iterator[Finding]:
    """P6: the last sentence says what to do.

    Known verbs cannot be listed in full, so this looks from the other side: a sentence that
    begins with a word that is no verb, and holds none of the common instructions, tells
    something instead of asking for it.
    """
    for block, text in _next_sentences(reading):
        spoken = lower_words(text.text)
        if (
            spoken
            and spoken[0] in _NO_ACTION
            and not _YOU_DO.search(text.text.lower())
            and not IMPERATIVES.intersection(spoken[1:])
        ):
            yield warning(
                "P6",
                text.place,
                f"geen actie in {block.role}; begin met wat je kunt doen: 'Kijk …', 'Vraag …'",
                text.text,
            )


def behaviour_named(reading: AssignmentReading) -> Iterator[Finding]:
    """P12: feedback on a good answer repeats a word of the behaviour."""
    for index, question in enumerate(reading.assignment.practice):
        if isinstance(question, Choice | Multi | Order | Dialogue):
            keys = _key_stems(question.behaviour)
            heard = _short(" ".join(lower_words(" ".join(_good_feedback(question)))))
            if keys and not any(re.search(rf"\b\w*{key}", heard) for key in keys):
                yield warning(
                    "P12",
                    ("practice", index, "behaviour"),
                    "geen woord hieruit komt terug in de feedback bij een goed antwoord; herhaal "
                    "het gedrag",
                    question.behaviour,
                )


def _is_empty_praise(sentence: str) -> bool:
    spoken = set(lower_words(sentence))
    return bool(spoken & _PRAISE) and spoken <= _PRAISE | _FILLER


def _praise_in(question: Question) -> str:
    """Return the first sentence with praise that may be said in this question, or nothing."""
    for feedback in _good_ones(question):
        said = outside_quotes(feedback.said)
        if _COMPLIMENT.intersection(lower_words(said)) or _COMPLIMENT_PHRASE.search(said):
            return feedback.said
    return ""


def _next_sentences(reading: AssignmentReading) -> Iterator[tuple[Block, Text]]:
    for block, text in reading.participant(Role.FEEDBACK):
        if text.place[-1] == "next":
            yield block, text


def _good_ones(question: Question) -> Iterator[Feedback]:
    match question:
        case Choice(options=options) | Multi(options=options):
            yield from (one.feedback for one in options if one.quality is Quality.GOOD)
        case Dialogue(turns=turns):
            for turn in turns:
                yield from (one.feedback for one in turn.options if one.quality is Quality.GOOD)
    if isinstance(question, Multi | Order):
        yield question.done


def _good_feedback(question: Question) -> Iterator[str]:
    for feedback in _good_ones(question):
        yield from feedback.sentences()


def _key_stems(behaviour: str) -> tuple[str, ...]:
    """Return how the telling words of a behaviour begin, inflection left off."""
    telling = [
        word for word in lower_words(behaviour) if len(word) >= 4 and word not in _SMALL_WORDS
    ]
    return tuple(_short(word)[: 4 if len(word) >= 6 else 3] for word in telling)


def _short(text: str) -> str:
    """Write long vowels single, so that *laat* and *laten* begin alike."""
    return _LONG.sub(lambda found: found.group()[0], text)


CHECKS = (links, empty_praise, harm, much_praise, actions, behaviour_named)
