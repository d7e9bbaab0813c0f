"""The map of the test: bands, what is thin, and what that costs."""

from hypothesis import given
from hypothesis import strategies as st

from wpo.catalogue.loading import Catalogue
from wpo.pilot.coverage import Time, band, coverage
from wpo.stats.planning import half_width


@given(n=st.integers(0, 10_000))
def test_a_band_holds_its_number(n: int) -> None:
    """Nobody, one to four, or five in a row: a band of people never names one number."""
    found = band(n)

    assert found.low <= n <= found.high
    assert (found.high == found.low) == (n == 0)


def test_one_person_more_is_not_seen(catalogue: Catalogue) -> None:
    """Within a band nothing on the map changes, also not what it costs."""
    plan, ids = catalogue.test_plan, list(catalogue.assignments)
    keys = [(one.organisation, one.assignment) for one in plan.tests]

    assert coverage(plan, ids, dict.fromkeys(keys, 5), 20) == coverage(
        plan, ids, dict.fromkeys(keys, 9), 20
    )
    assert coverage(plan, ids, dict.fromkeys(keys, 1), 20) == coverage(
        plan, ids, dict.fromkeys(keys, 4), 20
    )


def test_seven_by_forty_eight(catalogue: Catalogue) -> None:
    """Every place is on the map; outside the plan nothing is missing."""
    plan = catalogue.test_plan
    found = coverage(plan, list(catalogue.assignments), {}, 1)
    outside = [one for one in found.cells.values() if one.test is None]

    assert len(found.cells) == 7 * 48
    assert len(outside) == 7 * 48 - len(plan.tests)
    assert not any(one.n_missing for one in outside)


def test_only_what_began_is_thin(catalogue: Catalogue) -> None:
    """Before its first week a place is later, not thin; after its last week it still can be."""
    plan, ids = catalogue.test_plan, list(catalogue.assignments)
    test = next(one for one in plan.tests if one.first_week == 3)
    key = (test.organisation, test.assignment)
    by_week = {week: coverage(plan, ids, {}, week).cells[key] for week in (2, 3, 20)}

    assert [one.time for one in by_week.values()] == [Time.LATER, Time.NOW, Time.OVER]
    assert [one.is_thin for one in by_week.values()] == [False, True, True]
    assert not coverage(plan, ids, {}, 0).asks


def test_what_helps_most_comes_first(catalogue: Catalogue) -> None:
    """Asks are in the order of what they gain; the widths are those of wpo.stats."""
    plan, ids = catalogue.test_plan, list(catalogue.assignments)
    counts = {(one.organisation, one.assignment): n % 13 for n, one in enumerate(plan.tests)}
    found = coverage(plan, ids, counts, 20)
    gains = [one.now - one.then for one in found.asks]
    first = found.asks[0]
    lows = [found.cells[code, first.cell.assignment].band.low for code in plan.organisations]

    assert gains == sorted(gains, reverse=True)
    assert min(gains) > 0
    assert first.now == half_width(lows, 0.7)
    assert all(found.certainty[one].full <= found.certainty[one].now for one in ids)


def test_a_full_plan_asks_nothing(catalogue: Catalogue) -> None:
    """When everybody came, nothing is thin."""
    plan = catalogue.test_plan
    full = {(one.organisation, one.assignment): plan.n_wanted for one in plan.tests}
    found = coverage(plan, list(catalogue.assignments), full, 20)

    assert not found.asks
    assert all(one.full == one.now for one in found.certainty.values())
