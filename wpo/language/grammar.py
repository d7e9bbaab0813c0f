"""How a sentence is built: what is not (T6), who does it (T7), to whom and when (T9)."""

import re
from collections.abc import Iterator

from wpo.language.blocks import Reading, Role
from wpo.language.findings import Finding, error, warning
from wpo.language.passive import passive
from wpo.language.sentences import clauses, lower_words, outside_quotes, sentences, word_set, words

_NOT = word_set("niet geen nooit niemand niets nergens")
_DOUBLE = _NOT | {"zonder"}

_THING_WORD = re.compile(r"\w{3,}(?:ing|ingen|heid|heden)")
_EVERYDAY_THINGS = word_set(
    "afdeling afdelingen beloning helling instelling kantelling ketting kettingen kleding koning "
    "leiding leidingen lening mening meningen oefening oefeningen omgeving oplossing oplossingen "
    "rekening rekeningen stelling stellingen tekening tekeningen training trainingen vergadering "
    "vergaderingen verpakking verpakkingen verwarming wasruimte woning zitting morgenochtend "
    "leerling leerlingen ochtendvergadering werkkleding bestelling bestellingen planning opleiding "
    "lading ladingen gelegenheden toiletreiniging eenheid gezondheid"
)

# Who is spoken to stands outside quotations; in a shop a participant may well say 'u'.
_DISTANT = word_set("u uw men uzelf")
_SPOKEN = (Role.SPEECH, Role.REPLY, Role.ALT)
_PAST = word_set(
    "was waren had hadden ging gingen kwam kwamen deed deden zei zeiden kon konden moest moesten "
    "wilde wilden wou mocht mochten werd werden liep liepen stond stonden zag zagen keek keken gaf "
    "gaven nam namen bleef bleven hoorde hoorden vergat vergaten dacht dachten wist wisten bracht "
    "brachten kreeg kregen legde legden zette riep riepen begon hielp hielpen vond "
    "vonden sprak spraken las lazen schreef schreven reed sloot verloor vertelde vertelden "
    "maakte maakten werkte werkten praatte praatten stopte stopten luisterde luisterden "
    "wachtte wachtten viel vielen belde belden gebeurde gebeurden probeerde probeerden "
    "pakte pakten lachte lachten voelde voelden gooide gooiden ruimde ruimden"
)
_NOUN_BEFORE = word_set("de het een mijn je jouw zijn haar ons onze hun die deze schone vuile")

IMPERATIVES = word_set(
    "begin bekijk bel bedenk blijf controleer denk doe draai druk ga geef gebruik help herhaal "
    "hoor houd hou kies kijk klik kom laat leer leg lees let loop luister maak meld neem noem "
    "oefen onthoud open pak pas plan plak praat probeer raak reageer ruim rust schrijf sluit speel "
    "spreek sta start stel steek stop stuur teken tel tik til toon trek veeg vertel vergelijk volg "
    "vraag vul wacht was wees werk wijs zeg zet zie zit zoek zorg"
)
_JOINED = re.compile(r"\ben\b(?:\s+(?:dan|daarna|ook|zeg|ga)\b)*\s+(\w+)", re.IGNORECASE)


def negations(reading: Reading) -> Iterator[Finding]:
    """T6: a stem says what is, not what is not."""
    for _, text in reading.participant(Role.STEM):
        for sentence in sentences(outside_quotes(text.text)):
            found = [word for word in words(sentence) if word.lower() in _NOT]
            double = next(filter(None, map(_double_negation, clauses(sentence))), None)
            if double:
                yield error("T6", text.place, "twee keer nee; zeg het één keer en recht", *double)
            elif found:
                yield warning("T6", text.place, "een ontkenning; zeg liever wat er wél is", *found)


def passives(reading: Reading) -> Iterator[Finding]:
    """T7: somebody does something."""
    for _, text in reading.participant():
        for sentence in sentences(outside_quotes(text.text)):
            found = passive(sentence)
            if found:
                yield warning("T7", text.place, "lijdende vorm; zeg wie het doet", *found)


def things(reading: Reading) -> Iterator[Finding]:
    """T7: verbs stay verbs."""
    for block in reading.blocks:
        if not block.for_participants:
            continue
        found = [
            word
            for text in block.texts
            for word in words(outside_quotes(text.text))
            if _is_thing_word(reading, word.lower())
        ]
        if len(set(found)) >= 2:
            yield warning(
                "T7",
                block.place,
                "veel woorden op -ing of -heid bij elkaar; zeg met een werkwoord wat iemand doet",
                *dict.fromkeys(found),
            )


def persons(reading: Reading) -> Iterator[Finding]:
    """T7 and T9: the text says 'ik' and 'je', not 'u' or 'men'."""
    for block, text in reading.participant():
        if block.role in _SPOKEN:
            continue
        for word in words(outside_quotes(text.text)):
            if word.lower() == "men":
                yield warning(
                    "T7", text.place, "zeg wie het doet: 'je', 'iemand' of een naam", word
                )
            elif word.lower() in _DISTANT:
                yield warning("T9", text.place, "zeg 'je' of 'jouw'", word)


def past_tense(reading: Reading) -> Iterator[Finding]:
    """T9: what happens in a question happens now."""
    for _, text in reading.participant(Role.STEM, Role.OPTION, Role.STEP):
        spoken = words(outside_quotes(text.text))
        for before, word in zip(("", *spoken), spoken, strict=False):
            small = word.lower()
            if small not in _PAST or before.lower() in _NOUN_BEFORE:
                continue
            if small == "was" and not before:  # 'Was je handen.'
                continue
            yield warning("T9", text.place, "verleden tijd; zeg het alsof het nu gebeurt", word)


def two_instructions(reading: Reading) -> Iterator[Finding]:
    """T9: one instruction a sentence."""
    for _, text in reading.participant(Role.STEM, Role.ASK, Role.FEEDBACK, Role.RESPONSE):
        if text.place[-1] in ("said", "because"):
            continue
        for sentence in sentences(outside_quotes(text.text)):
            pair = _two_imperatives(sentence)
            if pair:
                yield warning(
                    "T9", text.place, "twee opdrachten in één zin; maak er twee zinnen van", *pair
                )


def starts_with_instruction(sentence: str) -> bool:
    """Whether the sentence begins with a verb that says what to do."""
    first = lower_words(sentence)[:1]
    return bool(first) and first[0] in IMPERATIVES


def _double_negation(clause: str) -> tuple[str, ...]:
    found = tuple(word for word in words(clause) if word.lower() in _DOUBLE)
    return found if len(found) >= 2 else ()


def _is_thing_word(reading: Reading, word: str) -> bool:
    return (
        bool(_THING_WORD.fullmatch(word))
        and word not in _EVERYDAY_THINGS
        and word not in reading.lexicon.known
    )


def _two_imperatives(sentence: str) -> tuple[str, str] | None:
    if not starts_with_instruction(sentence):
        return None
    for found in _JOINED.finditer(sentence):
        if found.group(1).lower() in IMPERATIVES:
            return words(sentence)[0], found.group(1)
    return None


CHECKS = (negations, passives, things, persons, past_tense, two_instructions)
