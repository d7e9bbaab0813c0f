"""Say of every row of a file what becomes of it: new, here already, or why it is left out."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from wpo.catalogue.private_columns import squeezed
from wpo.model.floor import FloorEvent
from wpo.model.pilot import PilotEvent
from wpo.pilot.importing import values
from wpo.pilot.importing.alike import Came, Here, InThisFile
from wpo.pilot.importing.forms import ITEM, Field, Form, Target
from wpo.pilot.importing.identity import Printing, Prints, here_already
from wpo.pilot.importing.reading import Reading, Setting, Told
from wpo.pilot.importing.table import Table, TableRow


class Fate(StrEnum):
    """What becomes of a row."""

    NEW = "nieuw"
    KNOWN = "was er al"
    REFUSED = "kan niet"
    ALIKE = "lijkt al binnen"

    @property
    def is_left_out(self) -> bool:
        """Tell whether such a row has a reason for not going along."""
        return self in (Fate.REFUSED, Fate.ALIKE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """Why a row cannot be taken: what is wrong, and what to do.

    ``column`` is as the file calls it; empty where it is the whole row.
    """

    column: str
    text: str

    def __str__(self) -> str:
        return f"{self.column}: {self.text}" if self.column else self.text


@dataclass(frozen=True, slots=True, kw_only=True)
class JudgedRow:
    """A row with its fate.

    Attributes
    ----------
    event
        The fact that it tells, None where it is refused.
    problems
        Why it is left out; empty where it is not.
    like
        Why it is likely here already, also where it is taken all the same.
    """

    number: int
    fate: Fate
    event: PilotEvent | FloorEvent | None = None
    problems: tuple[Problem, ...] = ()
    like: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Columns:
    """What the columns of a file mean, and what is the same for every row.

    ``targets`` has one meaning a column, empty where nobody asks for it. ``for_all`` tells fields
    that no column tells, spelled as a cell would be.
    """

    targets: tuple[Target, ...]
    for_all: Mapping[Field, str] = field(default_factory=dict)


def judge(
    table: Table,
    form: Form,
    columns: Columns,
    setting: Setting,
    *,
    file: str = "",
    known: Collection[Prints] = (),
    came: Iterable[Came] = (),
    also_alike: bool = False,
) -> tuple[JudgedRow, ...]:
    """Return the fate of every row, in their order.

    Parameters
    ----------
    file
        The hash of the file.
    known
        The prints of what was brought in before.
    came
        What is here about the people of the file, however it came in.
    also_alike
        Whether a row that is likely here already is new all the same.
    """
    printing = Printing(setting.organisation, form.id, file)
    month_first = _month_first(table, columns)
    judged: dict[int, JudgedRow] = {}
    read: list[tuple[int, Reading, Told, Prints]] = []
    for n, row in enumerate(table.rows):
        cells = {
            target: text for target, text in zip(columns.targets, row.cells, strict=True) if target
        }
        reading = Reading(form, cells, columns.for_all, setting, month_first=month_first)
        told = reading.read()
        if told is None:
            problems = tuple(
                Problem(column=_called(table, columns, target), text=text)
                for target, text in reading.problems
            )
            judged[n] = JudgedRow(number=row.number, fate=Fate.REFUSED, problems=problems)
        else:
            prints = printing.of(_named(table, row), reading.content(told), row.mark)
            read.append((n, reading, told, prints))
    are_here = here_already([prints for *_, prints in read], known)
    here = Here(came)
    for (n, reading, told, prints), is_here in zip(read, are_here, strict=True):
        number, event = table.rows[n].number, reading.event(told, prints.id)
        if is_here:
            judged[n] = JudgedRow(number=number, fate=Fate.KNOWN, event=event)
            continue
        judged[n] = _compared(here, number, event, also_alike=also_alike)
        if judged[n].fate is Fate.NEW:
            here.add(InThisFile(fact=event, number=number))
    return tuple(judged[n] for n in range(len(table.rows)))


def _compared(
    here: Here, number: int, event: PilotEvent | FloorEvent, *, also_alike: bool
) -> JudgedRow:
    """Return the fate of a row that was not brought in before."""
    like = here.like(event)
    if like is None:
        return JudgedRow(number=number, fate=Fate.NEW, event=event)
    if also_alike:
        return JudgedRow(number=number, fate=Fate.NEW, event=event, like=str(like))
    return JudgedRow(
        number=number,
        fate=Fate.ALIKE,
        event=event,
        problems=(Problem(column="", text=str(like)),),
        like=str(like),
    )


def _named(table: Table, row: TableRow) -> list[tuple[str, str]]:
    """Return the cells of a row by header, as they are compared."""
    return [
        (squeezed(header), _plainly(text))
        for header, text in zip(table.headers, row.cells, strict=True)
    ]


def _plainly(text: str) -> str:
    """Return a cell so that the same list kept in another way has the same cells."""
    try:
        return values.read_day(text, date.max).isoformat()
    except ValueError:
        return " ".join(text.casefold().split())


def _month_first(table: Table, columns: Columns) -> bool:
    if Field.DATE not in columns.targets:
        return False
    place = columns.targets.index(Field.DATE)
    return values.has_month_first(row.cells[place] for row in table.rows)


def _called(table: Table, columns: Columns, target: Target) -> str:
    if target and target in columns.targets:
        return table.headers[columns.targets.index(target)]
    return target.removeprefix(ITEM)


def counts(rows: Sequence[JudgedRow]) -> Mapping[Fate, int]:
    """Return how many rows have each fate."""
    return {fate: sum(one.fate is fate for one in rows) for fate in Fate}
