"""Roles and their doors: the one place where it is decided who may open what."""

import pytest

from wpo.catalogue.loading import content_root
from wpo.model.people import DOORS, Person, Role


def _somebody(role: Role) -> Person:
    return Person(code="x", organisation="y", role=role)


def test_every_role_is_decided() -> None:
    """For every role it is written down which doors it has."""
    assert set(DOORS) == set(Role)


def test_words() -> None:
    """Roles are called what companies call them."""
    assert {one.value for one in Role} == {
        "deelnemer",
        "werkplekopleider",
        "coach",
        "projectmanager",
        "projectleider",
        "onderzoeker",
        "beheerder",
    }


@pytest.mark.parametrize("role", list(Role))
def test_every_door(role: Role) -> None:
    """Every role opens its own doors, and no door of another role."""
    person = _somebody(role)
    every = {door for doors in DOORS.values() for door in doors}

    assert {door for door in every if person.may_open(door)} == set(DOORS[role])
    for other in ("", "x.ipynb", "../x", *(f"/{door}" for door in every)):
        assert not person.may_open(other)


@pytest.mark.parametrize("role", list(Role))
def test_answers(role: Role) -> None:
    """Only participants answer."""
    assert _somebody(role).may_answer == (role is Role.PARTICIPANT)


def test_unknown_role() -> None:
    """There is no role that is not named."""
    with pytest.raises(ValueError, match="tovenaar"):
        Role("tovenaar")


def test_doors_exist() -> None:
    """Behind every door is a notebook, where notebooks are made already."""
    folder = content_root().parent / "notebooks"
    doors = [door for doors in DOORS.values() for door in doors]

    assert all(door.endswith(".ipynb") and door.count("/") == 1 for door in doors)
    assert not folder.exists() or all((folder / door).exists() for door in doors)
