"""The same tables create on SQLite and on PostgreSQL."""

import pytest
from sqlalchemy import Table
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.schema import CreateIndex, CreateTable

from wpo.store import tables
from wpo.store.tables import event, metadata

DIALECTS = [postgresql.dialect(), sqlite.dialect()]


@pytest.mark.parametrize("dialect", DIALECTS, ids=lambda one: one.name)
@pytest.mark.parametrize("table", metadata.sorted_tables, ids=lambda one: one.name)
def test_compiles(table: Table, dialect: object) -> None:
    """Every table and every index can be created on both."""
    written = str(CreateTable(table).compile(dialect=dialect))

    assert written.strip().startswith("CREATE TABLE")
    for index in table.indexes:
        assert index.name in str(CreateIndex(index).compile(dialect=dialect))


def test_postgresql_types() -> None:
    """On PostgreSQL numbers count themselves, times have a zone, and facts are JSON."""
    written = str(CreateTable(event).compile(dialect=postgresql.dialect()))

    assert "number SERIAL" in written
    assert "occurred_at TIMESTAMP WITH TIME ZONE NOT NULL" in written
    assert "facts JSON NOT NULL" in written


def test_documented() -> None:
    """Every table stands in the picture at the top of the module."""
    picture = tables.__doc__ or ""

    assert all(f"\n{name} " in picture for name in metadata.tables)
