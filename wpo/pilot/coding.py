"""Who codes which text, and how far two coders agree.

Two people code the same part of the texts, apart from each other; then they talk about what they
did differently, and the rest is done by one of them. Which part is decided by a hash of the text's
id, so it does not hang on who begins or what somebody picks.
"""

import hashlib
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from math import ceil

from wpo.stats.agreement import FEWEST_ROWS, alpha, interval

SHARE_DOUBLE = 0.2
FEWEST_DOUBLE = FEWEST_ROWS + 10  # so that a coefficient can be given

Key = tuple[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class CodeAgreement:
    """How far two coders agree about one code: both gave it, one did, neither did.

    ``alpha`` is Krippendorff's nominal alpha with its 95 % interval over texts, -1 to 1; None
    where there are too few texts, or nobody gave this code.
    """

    code: str
    n_both: int
    n_one: int
    n_neither: int
    alpha: float | None = None
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreement:
    """How far two coders agree.

    Attributes
    ----------
    n
        Texts that two coders coded.
    n_same
        Texts to which both gave exactly the same codes.
    alpha, low, high
        Nominal alpha over the whole sets of codes, as in :class:`CodeAgreement`.
    codes
        The same for each code by itself.
    differences
        The texts that were coded differently: key, and the codes of one and of the other.
    """

    n: int
    n_same: int
    alpha: float | None
    low: float | None
    high: float | None
    codes: tuple[CodeAgreement, ...]
    differences: tuple[tuple[Key, frozenset[str], frozenset[str]], ...]


def both_code(keys: Collection[Key]) -> frozenset[Key]:
    """Return the texts that two coders code: a fifth of all, and thirty where there are as many.

    The same texts whoever asks; with more texts there are more.
    """
    n = min(len(keys), max(ceil(SHARE_DOUBLE * len(keys)), FEWEST_DOUBLE))
    return frozenset(sorted(keys, key=lambda one: _hash("two", *one))[:n])


def to_code(
    keys: Collection[Key], coder: str, own: Collection[Key], others: Mapping[Key, int]
) -> tuple[Key, ...]:
    """Return which texts are left for a coder, in an order of the coder's own.

    First what two are to code, then what nobody coded.

    Parameters
    ----------
    keys
        Every text.
    own
        What this coder coded already.
    others
        How many other coders coded a text.
    """
    double = both_code(keys)
    left = [
        key for key in keys if key not in own and others.get(key, 0) < (2 if key in double else 1)
    ]
    return tuple(sorted(left, key=lambda one: (one not in double, _hash(coder, *one))))


def code_agreement(
    compared: Mapping[Key, Sequence[frozenset[str]]], codes: Sequence[str]
) -> Agreement:
    """Compare the first two coders of each text.

    Parameters
    ----------
    compared
        The codes that each coder gave, by text; texts with fewer than two coders do not count.
    codes
        Every code of the code book, in its order.

    Notes
    -----
    Nominal alpha (:func:`wpo.stats.agreement.alpha`), once over whole sets of codes (two sets
    are the same or they are not), and once for each code as given or not given. Intervals:
    :func:`wpo.stats.agreement.interval`, each text a group of its own.
    """
    pairs = {key: (sets[0], sets[1]) for key, sets in compared.items() if len(sets) > 1}
    whole = [(_spelled(one), _spelled(other)) for one, other in pairs.values()]
    value, low, high = _alpha(whole)
    return Agreement(
        n=len(pairs),
        n_same=sum(one == other for one, other in whole),
        alpha=value,
        low=low,
        high=high,
        codes=tuple(_of_code(code, list(pairs.values())) for code in codes),
        differences=tuple(
            (key, one, other) for key, (one, other) in sorted(pairs.items()) if one != other
        ),
    )


def _of_code(code: str, pairs: Sequence[tuple[frozenset[str], frozenset[str]]]) -> CodeAgreement:
    given = [(code in one, code in other) for one, other in pairs]
    value, low, high = _alpha([(str(one), str(other)) for one, other in given])
    n_both, n_one = given.count((True, True)), sum(one != other for one, other in given)
    return CodeAgreement(
        code=code,
        n_both=n_both,
        n_one=n_one,
        n_neither=len(given) - n_both - n_one,
        alpha=value,
        low=low,
        high=high,
    )


def _alpha(pairs: Sequence[tuple[str, str]]) -> tuple[float | None, float | None, float | None]:
    scale = sorted({one for pair in pairs for one in pair})
    if len(pairs) < FEWEST_ROWS or len(scale) < 2:
        return None, None, None
    units: list[Counter[tuple[str, ...]]] = [Counter([pair]) for pair in pairs]
    whole: Counter[tuple[str, ...]] = Counter(pairs)

    def estimate(counts: Counter[tuple[str, ...]]) -> float | None:
        return alpha(counts, scale, "nominal")

    value, bounds = estimate(whole), interval(units, estimate)
    return (None, None, None) if value is None or bounds is None else (value, *bounds)


def _spelled(codes: frozenset[str]) -> str:
    return "+".join(sorted(codes))


def _hash(*parts: str) -> str:
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()
