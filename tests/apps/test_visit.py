"""What every page says by itself, to each role in its own words."""

import pytest

from wpo.apps.visit import page_texts
from wpo.catalogue.loading import Catalogue
from wpo.model.people import Role

STATES = ("away", "back", "login", "refused", "memory")


def test_participants_keep_their_own_words(catalogue: Catalogue) -> None:
    """A participant reads the texts for participants."""
    assert page_texts(catalogue, Role.PARTICIPANT) == catalogue.interface


@pytest.mark.parametrize("role", [one for one in Role if one is not Role.PARTICIPANT])
def test_staff_are_spoken_to_as_staff(catalogue: Catalogue, role: Role) -> None:
    """Whatever the connection does, staff read their own text, and the other texts stay."""
    texts = page_texts(catalogue, role)

    for state in STATES:
        assert texts[f"net_{state}"] == catalogue.staff[f"net_{state}"]
        assert " je " not in f" {texts[f'net_{state}'].lower()} "
    assert texts.keys() == catalogue.interface.keys()
    assert texts["read"] == catalogue.interface["read"]
