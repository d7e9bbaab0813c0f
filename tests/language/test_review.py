"""All rules together."""

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.language.made import (
    LEXICON,
    UNHANDY,
    assignment,
    choice,
    dialogue,
    everything,
    feedback,
    find,
    option,
    order,
    with_feedback,
    with_stem,
)
from wpo.language import RULES, Severity, review
from wpo.language.sentences import word_set

# Letters, signs and words that the rules look for, so that chance often hits something.
_BITS = st.sampled_from(
    sorted(
        word_set(
            "niet geen wordt gedaan u men twee half negen 03-03 Goed zo! fout dom want 's ' . ? ! "
            '" Als dan onder de knie was en kijk Kies verantwoordelijkheid een één İstanbul ß doet '
            "Wat \u2018 \u2019 \u201c \u2026 collega's"
        )
    )
)
_TEXTS = st.one_of(st.text(max_size=60), st.lists(_BITS, max_size=25).map(" ".join))

C1 = (
    "Naar aanleiding van de geconstateerde onvolkomenheden wordt door de organisatie verwacht dat "
    "men zich vergewist van de consequenties."
)


def test_plain_text_passes() -> None:
    """No rule has anything to say about a plain and good assignment."""
    good = assignment(choice(), dialogue(), order())

    assert review(good, LEXICON) == ()


def test_c1_sentence() -> None:
    """A planted C1 sentence is caught by its length, its passive, its 'men' and its words."""
    found = {finding.rule for finding in review(with_stem(C1, "Wat doe je?"), LEXICON)}

    assert {"T1", "T5", "T7"} <= found
    assert any(one.blocks for one in find("T1", with_stem(C1)))


def test_rules_are_listed() -> None:
    """Every finding names a rule of the table, with a severity that the table gives it."""
    awful = replace(
        assignment(
            choice(
                option(C1, feedback=feedback(C1, "Goed zo!", "Je bent dom.")),
                option(f"{C1} Ja.", UNHANDY, feedback=feedback(C1, "Goed zo!", "Je bent dom.")),
                stem=(C1, "Twee keer niet zonder iets onder de knie."),
            )
        ),
        behaviour=("Je doet iets.",),
    )
    found = review(awful, LEXICON)

    assert len({finding.rule for finding in found}) > 12
    assert all(one.severity in RULES[one.rule].severities for one in found)


def test_one_line() -> None:
    """A finding prints as one line: the rule, the words, what is wrong and what to do."""
    (finding,) = find("P3", with_feedback(said="Dat is\nhelaas zo."))

    assert str(finding) == "P3: 'helaas': dit doet pijn; zeg wat er gebeurt en wat helpt"
    assert finding.severity is Severity.ERROR


@settings(deadline=None)  # a busy machine is not a wrong rule
@given(_TEXTS, _TEXTS, _TEXTS)
def test_any_text(stem: str, text: str, said: str) -> None:
    """Whatever the text, the rules answer, twice the same, with words that stand in the text."""
    strange = assignment(
        choice(
            option(text, feedback=feedback(said=said)), option("Ik kijk.", UNHANDY), stem=(stem,)
        ),
        dialogue(says=(text, stem)),
    )
    found = review(strange, LEXICON)
    texts = list(everything(strange))

    assert found == review(strange, LEXICON)
    assert all("\n" not in str(one) for one in found)
    assert all(any(word in one for one in texts) for finding in found for word in finding.words)
