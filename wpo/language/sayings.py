"""Find figurative speech (T8): words that do not mean what they say."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from wpo.language.blocks import Reading
from wpo.language.figurative import LIST
from wpo.language.findings import Finding, error
from wpo.language.sentences import plain_quotes

_ARTICLE = "(?:de|het|een|je|jouw|mijn|m'n|zijn|z'n|haar|ons|onze|hun|iemands)"
_SOME_WORDS = r" (?:\w+ ){0,3}"
_END = "(?=[.!?]|$)"
# Whatever in a pattern is not letters to be found as they stand.
_NOT_LITERAL = re.compile(r"\((?:[^()]|\([^()]*\))*\)[?*]?|\[[^]]*\]|\\w[*+]|.\?|[~…^$]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Saying:
    """A saying: how to find it, and how to say it plainly.

    ``key`` is a piece of text that is in every match. Looking for it first makes the search fast.
    """

    key: str
    pattern: re.Pattern[str]
    plain: str


def _saying(line: str) -> Saying:
    written, plain = line.split(" = ")
    pattern = written.replace(" … ", _SOME_WORDS).replace("~", _ARTICLE).replace("$", _END)
    literal = max(_NOT_LITERAL.sub("\0", written).split("\0"), key=len)
    return Saying(
        key=literal.strip(),
        pattern=re.compile(rf"(?<!\w)(?:{pattern})\w*"),
        plain=plain,
    )


SAYINGS = tuple(
    _saying(line) for line in LIST.splitlines() if line.strip() and not line.startswith("#")
)


def figurative(text: str) -> tuple[tuple[str, Saying], ...]:
    """Return each figurative expression in a text, as it stands there, with its saying."""
    return tuple(_among(SAYINGS, text))


def sayings(reading: Reading) -> Iterator[Finding]:
    """T8: words mean what they say."""
    texts = [text for _, text in reading.participant()]
    everything = "\n".join(text.text for text in texts).lower()
    candidates = tuple(saying for saying in SAYINGS if saying.key in everything)
    for text in texts if candidates else ():
        for words, saying in _among(candidates, text.text):
            yield error("T8", text.place, f"beeldspraak; zeg het gewoon: {saying.plain}", words)


def _among(candidates: tuple[Saying, ...], text: str) -> Iterator[tuple[str, Saying]]:
    small = plain_quotes(text).lower()
    if len(small) != len(text):  # a letter whose small form is longer; places would shift
        small = text
    taken: set[int] = set()
    for saying in candidates:
        found = saying.pattern.search(small) if saying.key in small else None
        if found and not taken.intersection(range(*found.span())):
            taken.update(range(*found.span()))
            yield text[found.start() : found.end()], saying


CHECKS = (sayings,)
