"""Everything that is kept about a person: to see it, and to take it along.

What a person takes along leaves out secrets (and their hashes) and names nobody else: other people
are their role. What a member of staff told about participants is about those participants: of it
only goes along that it was told, and when.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, Boolean, Column, Connection, Integer, Table, select

from wpo.store import tables
from wpo.store.database import aware
from wpo.store.traces import CODES, rows_about, tables_with_people

Row = Mapping[str, Any]

SELF, SOMEBODY = "ik", "iemand"

# Secrets are never handed out, numbers only count rows. Of a picture key: that there is one.
_LEFT_OUT: Mapping[str, frozenset[str]] = {
    "door_key": frozenset({"secret_hash"}),
    "session": frozenset({"secret_hash", "card_hash"}),
    "account": frozenset({"password_hash", "totp_secret", "totp_step"}),
    "picture_key": frozenset({"hash", "nine", "failed", "locked_until"}),
}
_NUMBER = "number"
_FACTS = frozenset({"floor_event", "pilot_event"})  # tables with facts that may be about others

_ABOUT_TABLES: Mapping[str, str] = {
    "person": "Wie iemand is: een code, de organisatie, de rol en sinds wanneer.",
    "first_name": "De voornaam op de schermen.",
    "placement": "Op welke afdeling iemand werkt of werkte.",
    "former_role": "Welke rol iemand had, en tot wanneer.",
    "guidance": "Door wie iemand begeleid wordt of werd, of wie iemand begeleidt.",
    "event": "Wat iemand antwoordde bij het oefenen: elk antwoord, met wanneer en hoe.",
    "event_mark": "Antwoorden die nog op een ander antwoord wachten, of die niet konden.",
    "floor_event": "Wat er op het werk gebeurde: gekozen, gezien, teruggekeken en gezegd.",
    "standing": "Hoe ver iemand is met elke deelskill.",
    "told_in_month": "Hoe vaak er in een maand iets gebeurde op het werk.",
    "pilot_event": "Wat iemand van een opdracht vond, en wat daarin niet klopte.",
    "cleared_text": "Wat iemand daarbij schreef, zoals het is nagelezen.",
    "given_code": "Waar dat over gaat, volgens wie het las.",
    "released": "Over welke opdrachten iets, zonder naam, in een set voor onderzoekers staat.",
    "import_batch": "Wat een medewerker invoerde van papier of uit een bestand.",
    "door_key": "Kaarten om mee binnen te komen. Het geheim staat alleen op de kaart.",
    "session": "Wanneer iemand binnen was.",
    "account": "De gebruikersnaam van een begeleider. Het wachtwoord geven we nooit.",
    "picture_key": "Dat iemand na de kaart twee plaatjes tikt.",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Everything:
    """Every row in which a person stands, as it is kept.

    Attributes
    ----------
    rows
        By name of the table, oldest first. Moments are aware UTC.
    roles
        The role of each other person in those rows who is known here, by code.
    """

    code: str
    rows: Mapping[str, tuple[Row, ...]]
    roles: Mapping[str, str]

    @property
    def own_thoughts(self) -> frozenset[str]:
        """The ids of what this person thought of opdrachten, not of what they keyed in."""
        rows = self.rows["pilot_event"]
        return frozenset(one["event_id"] for one in rows if one["person"] == self.code)

    @property
    def is_anything(self) -> bool:
        """Tell whether anything is kept about this person at all."""
        return any(self.rows.values())


def everything_on(connection: Connection, code: str) -> Everything:
    """Return every row of every table in which this person stands."""
    rows = {one.name: _rows(connection, one, code) for one in tables_with_people()}
    others = {
        row[column]
        for name, columns in CODES.items()
        for row in rows[name]
        for column in columns
        if row[column] != code
    }
    person = tables.person
    known = connection.execute(
        select(person.c.code, person.c.role).where(person.c.code.in_(sorted(others)))
    )
    return Everything(code=code, rows=rows, roles={row.code: row.role for row in known})


def portable(everything: Everything) -> dict[str, list[dict[str, Any]]]:
    """Return what a person takes along, as JSON values, by name of the table."""
    return {
        name: [_portable_row(everything, name, row) for row in rows]
        for name, rows in everything.rows.items()
    }


def shape_of_portable() -> dict[str, Any]:
    """Return the shape of :func:`portable` as JSON Schema, with a line about each table."""
    shapes = {one.name: _shape(one) for one in tables_with_people()}
    return {
        "type": "object",
        "properties": shapes,
        "required": list(shapes),
        "additionalProperties": False,
    }


def _rows(connection: Connection, table: Table, code: str) -> tuple[Row, ...]:
    order = [table.c[_NUMBER]] if _NUMBER in table.c else list(table.primary_key.columns)
    found = connection.execute(select(table).where(rows_about(table, code)).order_by(*order))
    return tuple({one: _kept(row[one]) for one in row} for row in found.mappings())


def _kept(value: Any) -> Any:
    return aware(value) if isinstance(value, datetime) else value


def _portable_row(everything: Everything, name: str, row: Row) -> dict[str, Any]:
    values = {one.name: _plain(row[one.name]) for one in _columns(tables.metadata.tables[name])}
    if name == "person":
        return values  # the one place with the person's own code
    for column in CODES.get(name, ()):
        values[column] = _called(everything, name, row, column)
    if name in _FACTS and row["person"] != everything.code:
        values["facts"] = {"name": row["name"]}
    if name == "cleared_text" and row["event_id"] not in everything.own_thoughts:
        values["words"] = ""
    return values


def _called(everything: Everything, name: str, row: Row, column: str) -> str:
    if row[column] == everything.code:
        return SELF
    if name == "floor_event" and column == "told_by":
        return str(row["as_role"])
    return everything.roles.get(row[column], SOMEBODY)


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value


def _columns(table: Table) -> Iterable[Column[Any]]:
    out = _LEFT_OUT.get(table.name, frozenset()) | {_NUMBER}
    return [one for one in table.columns if one.name not in out]


def _shape(table: Table) -> dict[str, Any]:
    columns = {one.name: {"type": _kinds(one)} for one in _columns(table)}
    return {
        "type": "array",
        "description": _ABOUT_TABLES[table.name],
        "items": {
            "type": "object",
            "properties": columns,
            "required": list(columns),
            "additionalProperties": False,
        },
    }


def _kinds(column: Column[Any]) -> list[str]:
    match column.type:
        case Boolean():
            kinds = ["boolean"]
        case Integer():
            kinds = ["integer"]
        case JSON():
            kinds = ["object", "array"]
        case _:
            kinds = ["string"]
    return [*kinds, "null"] if column.nullable else kinds
