"""Reading one text before it may be quoted: what is replaced, what was looked at, what is left.

Pure: a reading and a step in, the next reading out. A text may be quoted when nothing hard is left
in it and every soft finding was looked at; whoever reads may also take out what nothing found.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from wpo.pilot.scanning import MASKS, Finding, Kind, Lists, masked, scan

# What stands in place of words that the reader took out; the first letter is its key.
OWN_MASKS: Sequence[str] = ("[naam]", "[ziekte]", "[plek]", "[weg]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """A text as it stands now; ``left`` holds soft words that the reader left standing."""

    words: str
    left: frozenset[tuple[Kind, str]] = frozenset()


def findings(reading: Reading, lists: Lists) -> tuple[Finding, ...]:
    """Return what is still to be looked at, in order."""
    return tuple(
        one
        for one in scan(reading.words, lists)
        if one.is_hard or (one.kind, _word(reading, one)) not in reading.left
    )


def may_quote(reading: Reading, lists: Lists) -> bool:
    """Tell whether this text may be quoted as it stands; a text of nothing but masks may not."""
    rest = reading.words
    for mask in {*OWN_MASKS, *MASKS.values()}:
        rest = rest.replace(mask, "")
    return any(one.isalnum() for one in rest) and not findings(reading, lists)


def take_out(reading: Reading, finding: Finding, mask: str = "") -> Reading:
    """Replace what was found, by the word of its kind or by one of ``OWN_MASKS``."""
    if not mask:
        return replace(reading, words=masked(reading.words, finding))
    return take_out_words(reading, finding.start, finding.end, mask)


def take_out_words(reading: Reading, start: int, end: int, mask: str) -> Reading:
    """Replace ``words[start:end]`` by one of ``OWN_MASKS``.

    Raises
    ------
    ValueError
        If there is no such place, or no such mask.
    """
    if not 0 <= start < end <= len(reading.words) or mask not in OWN_MASKS:
        raise ValueError("deze woorden zijn niet te vervangen")
    return replace(reading, words=reading.words[:start] + mask + reading.words[end:])


def leave(reading: Reading, finding: Finding) -> Reading:
    """Let a soft finding stand, and the same word elsewhere in this text.

    Raises
    ------
    ValueError
        If it is a hard one: those never stay.
    """
    if finding.is_hard:
        raise ValueError(f"{finding.kind.value}: dit kan niet blijven staan")
    return replace(reading, left=reading.left | {(finding.kind, _word(reading, finding))})


def _word(reading: Reading, finding: Finding) -> str:
    return reading.words[finding.start : finding.end].casefold()
