"""Databases for the tests of the store: whoever asks for one is run on SQLite and on PostgreSQL."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.postgresql import Cluster

BOTH = ("sqlite", "postgresql")


@pytest.fixture(params=BOTH)
def address(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The address of a database without a table, for any number of processes.

    On SQLite neither the file nor its folder is there yet.
    """
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'nieuw' / 'wpo.sqlite'}"
        return
    with request.getfixturevalue("postgresql").new_database() as address:
        yield address


@pytest.fixture
def postgresql_address(postgresql: Cluster) -> Iterator[str]:
    """The address of a database with every table, where a test is about PostgreSQL itself."""
    with postgresql.database() as address:
        yield address
