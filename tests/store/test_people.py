"""Who may come in: keys are kept as hashes, and open nothing once revoked."""

import pytest
from sqlalchemy import Engine, insert, select, update

from tests.store.making import ANNA, BRAM, NOW
from wpo.errors import StoreError
from wpo.model.people import DOORS, Person, Role
from wpo.store import tables
from wpo.store.database import reading, writing
from wpo.store.people import (
    add_person,
    find_person,
    keep_key,
    new_key,
    person_with_key,
    revoke_keys,
)


@pytest.fixture
def engine(engine: Engine) -> Engine:
    """A database with two people."""
    with writing(engine) as connection:
        add_person(connection, ANNA, NOW)
        add_person(connection, BRAM, NOW)
    return engine


def test_key(engine: Engine) -> None:
    """A new key lets in the one whom it was made for, and only with the whole secret."""
    with writing(engine) as connection:
        secret = new_key(connection, "anna", NOW)

        assert person_with_key(connection, secret) == ANNA
        assert len(secret) >= 32
        for wrong in ("", secret[:-1], secret + "x", secret.swapcase(), "' OR 1=1 --"):
            assert person_with_key(connection, wrong) is None


def test_only_hashes(engine: Engine) -> None:
    """Nothing in the database is a secret that opens a door."""
    with writing(engine) as connection:
        secret = new_key(connection, "anna", NOW)
        rows = connection.execute(select(tables.door_key)).all()
        hashes = [row.secret_hash for row in rows]

        assert secret not in str(rows)
        assert all(person_with_key(connection, one) is None for one in hashes)


def test_keys_differ(engine: Engine) -> None:
    """Every key is another, and each of them works."""
    with writing(engine) as connection:
        secrets = [new_key(connection, "anna", NOW) for _ in range(20)]

        assert len(set(secrets)) == 20
        assert {person_with_key(connection, one) for one in secrets} == {ANNA}


def test_revoked(engine: Engine) -> None:
    """Revoked keys let nobody in, also not when they are kept again; others still work."""
    with writing(engine) as connection:
        keep_key(connection, "anna", "sesam-1", NOW)
        keep_key(connection, "anna", "sesam-2", NOW)
        keep_key(connection, "bram", "sesam-3", NOW)
        closed = revoke_keys(connection, "anna", NOW)
        keep_key(connection, "anna", "sesam-1", NOW)

        assert closed == 2
        assert revoke_keys(connection, "anna", NOW) == 0
        assert person_with_key(connection, "sesam-1") is None
        assert person_with_key(connection, "sesam-3") == BRAM


def test_kept_twice(engine: Engine) -> None:
    """A secret that opens one person's door is never given to another."""
    with writing(engine) as connection:
        keep_key(connection, "anna", "sesam", NOW)
        keep_key(connection, "bram", "sesam", NOW)

        assert person_with_key(connection, "sesam") == ANNA


def test_added_twice(engine: Engine) -> None:
    """Adding somebody again changes nothing about them."""
    with writing(engine) as connection:
        add_person(connection, Person(code="anna", organisation="x", role=Role.COACH), NOW)

        assert find_person(connection, "anna") == ANNA
        assert find_person(connection, "niemand") is None


def test_key_for_nobody(engine: Engine) -> None:
    """There is no key without a person."""
    with (
        pytest.raises(StoreError, match="niets worden bewaard"),
        writing(engine) as connection,
    ):
        new_key(connection, "niemand", NOW)


def test_unknown_role(engine: Engine) -> None:
    """Somebody whose role this version does not know comes in nowhere."""
    with writing(engine) as connection:
        secret = new_key(connection, "anna", NOW)
        connection.execute(
            update(tables.person).where(tables.person.c.code == "anna").values(role="tovenaar")
        )

        assert person_with_key(connection, secret) is None


@pytest.mark.parametrize("role", list(Role))
def test_every_role(engine: Engine, role: Role) -> None:
    """Every role is kept as its Dutch word, and read back with its doors."""
    person = Person(code="iemand", organisation="org", role=role)
    with writing(engine) as connection:
        connection.execute(
            insert(tables.person).values(
                code="iemand", organisation="org", role=role.value, created_at=NOW
            )
        )
        found = find_person(connection, "iemand")

    assert found == person
    assert all(found.may_open(one) for one in DOORS[role])


def test_unknown_door(engine: Engine) -> None:
    """A door that is not named is shut."""
    with reading(engine) as connection:
        anna = find_person(connection, "anna")

    assert anna is not None
    for path in ("", "deelnemer/", "../deelnemer/oefenen.ipynb", "deelnemer/Oefenen.ipynb", "x"):
        assert not anna.may_open(path)
