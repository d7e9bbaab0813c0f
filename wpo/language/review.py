"""Let every rule speak about one assignment, or about other texts."""

from collections.abc import Callable, Iterator

from wpo.language import feedback, grammar, length, pedagogy, sayings, vocabulary
from wpo.language.blocks import AssignmentReading, Block, Reading, read
from wpo.language.findings import Finding
from wpo.language.lexicon import Lexicon
from wpo.model.assignments import Assignment

TEXT_CHECKS: tuple[Callable[[Reading], Iterator[Finding]], ...] = (
    *length.CHECKS,
    *vocabulary.CHECKS,
    *grammar.CHECKS,
    *sayings.CHECKS,
)
CHECKS: tuple[Callable[[AssignmentReading], Iterator[Finding]], ...] = (
    *TEXT_CHECKS,
    *feedback.CHECKS,
    *pedagogy.CHECKS,
)


def review(assignment: Assignment, lexicon: Lexicon) -> tuple[Finding, ...]:
    """Return everything the rules have to say about an assignment.

    Parameters
    ----------
    assignment
        The assignment, in any state: also a draft that is far from good.
    lexicon
        How common words are, and which words are explained or taken as known.

    Returns
    -------
    tuple of Finding
        Rule by rule; empty where the text is good. The same text always gives the same findings.
    """
    reading = read(assignment, lexicon)
    return tuple(finding for check in CHECKS for finding in check(reading))


def review_texts(blocks: tuple[Block, ...], lexicon: Lexicon) -> tuple[Finding, ...]:
    """Return what the rules about words and sentences have to say about texts of any kind.

    Parameters
    ----------
    blocks
        The texts, with their places.
    lexicon
        As for :func:`review`.
    """
    reading = Reading(blocks=blocks, lexicon=lexicon)
    return tuple(finding for check in TEXT_CHECKS for finding in check(reading))
