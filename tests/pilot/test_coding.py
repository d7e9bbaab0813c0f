"""Who codes which text, and how far two coders agree."""

from hypothesis import given
from hypothesis import strategies as st

from wpo.pilot.coding import both_code, code_agreement, to_code
from wpo.stats.agreement import alpha

KEYS = [(f"tekst-{n:04d}", "") for n in range(200)]


@given(n=st.integers(0, 200))
def test_a_fifth_is_coded_twice(n: int) -> None:
    """At least a fifth, and thirty where there are as many; the same whoever asks in what order."""
    keys = KEYS[:n]
    found = both_code(keys)

    assert len(found) >= 0.2 * n
    assert len(found) >= min(n, 30)
    assert found == both_code(keys[::-1])


def test_coders_have_an_order_of_their_own() -> None:
    """Both begin with what they code both, each in another order; the rest is done once."""
    double = both_code(KEYS)
    one, two = (to_code(KEYS, coder, (), {}) for coder in ("een", "twee"))

    assert set(one[:40]) == set(two[:40]) == double
    assert one[:40] != two[:40]
    assert one == to_code(KEYS[::-1], "een", (), {})


def test_what_is_left() -> None:
    """One's own are not asked again; a single text of another neither; a double one still is."""
    double = both_code(KEYS)
    single = next(one for one in KEYS if one not in double)
    twice = next(iter(double))

    assert single not in to_code(KEYS, "een", (), {single: 1})
    assert twice in to_code(KEYS, "een", (), {twice: 1})
    assert twice not in to_code(KEYS, "een", (), {twice: 2})
    assert twice not in to_code(KEYS, "een", (twice,), {})


def test_agreement() -> None:
    """Counts, the differences to talk about, and alpha with its interval."""
    same = {key: (frozenset("a"), frozenset("a")) for key in KEYS[:12]}
    other = {key: (frozenset("b"), frozenset("b")) for key in KEYS[12:24]}
    apart = {KEYS[24]: (frozenset("ab"), frozenset("b"))}
    found = code_agreement({**same, **other, **apart}, "abc")
    by_code = {one.code: one for one in found.codes}
    expected = alpha({("a", "a"): 12, ("b", "b"): 12, ("ab", "b"): 1}, ["a", "ab", "b"], "nominal")

    assert (found.n, found.n_same) == (25, 24)
    assert found.differences == ((KEYS[24], frozenset("ab"), frozenset("b")),)
    assert found.alpha == expected
    assert found.low is not None
    assert found.high is not None
    assert found.low <= found.alpha <= found.high
    assert (by_code["a"].n_both, by_code["a"].n_one, by_code["a"].n_neither) == (12, 1, 12)
    assert by_code["b"].alpha == 1
    assert by_code["b"].low is not None
    assert 0.5 < by_code["b"].low < 0.95  # twenty-five of twenty-five the same is no certainty
    assert by_code["c"].alpha is None


def test_too_few_for_a_coefficient() -> None:
    """With fewer than twenty texts there are counts only."""
    found = code_agreement({KEYS[0]: (frozenset("a"), frozenset("b"))}, "ab")

    assert (found.n, found.n_same, found.alpha) == (1, 0, None)
