"""Small pilots for the tests of the extract; everybody in them is verzonnen."""

import pytest

from tests.pilot.extract.small import ORGANISATIONS, SmallPilot, X, small_catalogue
from wpo.catalogue.loading import Catalogue
from wpo.model.people import Role
from wpo.store.database import open_database


@pytest.fixture
def fresh(catalogue: Catalogue) -> SmallPilot:
    """Three organisations that test two opdrachten, with nobody in them."""
    return SmallPilot(open_database("sqlite://"), small_catalogue(catalogue))


@pytest.fixture(scope="module")
def pilot(catalogue: Catalogue) -> SmallPilot:
    """Three organisations where everybody did everything; it is only read."""
    found = SmallPilot(open_database("sqlite://"), small_catalogue(catalogue))
    for organisation, number in zip(ORGANISATIONS, (8, 9, 10), strict=False):
        people = found.come(organisation, number, work="groen")
        found.practise(people, X)
        found.rate(people)
        found.live(people)
        staff = found.come(organisation, 2, Role.COACH)
        found.rate(staff, words="De eerste zin is lang.")
        found.remark(people[:2], words="Wat is een pauze?")
    return found
