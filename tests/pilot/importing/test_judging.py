"""Every row of a file is taken for what it says, was here already, or is refused with a reason."""

import hashlib
import io
from collections import Counter
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.pilot.importing.files import (
    ASKED,
    GOOD,
    brought_in,
    csv,
    form_named,
    judged,
    judged_file,
    reasons,
    setting,
    table_of,
    xlsx,
)
from wpo.catalogue.loading import Catalogue
from wpo.model.floor import FloorEvent, Observed
from wpo.model.people import Role
from wpo.model.pilot import Answer, NotDone, PilotEvent, Rated, Remarked
from wpo.pilot.importing.forms import Field, forms, guess_columns, guess_form
from wpo.pilot.importing.identity import Prints, known_prints
from wpo.pilot.importing.judging import Columns, Fate, judge
from wpo.pilot.importing.mending import to_mend


def _with(**changes: str) -> tuple[str, ...]:
    names = ("opdracht", "datum", "code", "snapte", "werk", "fijn", "helpt", "moeilijk", "hielp")
    return tuple(changes.get(name, cell) for name, cell in zip(names, GOOD, strict=True))


def _facts(rows: Any) -> list[Any]:
    return [one.event.facts for one in rows if one.event]


def _otherwise(catalogue: Catalogue, data: bytes, known: Sequence[Prints]) -> Any:
    """Return the fate of rows of which two columns have changed places in the mapping."""
    table = table_of(catalogue, data)
    form = form_named(catalogue, "deelnemer")
    targets = list(guess_columns(form, table.headers))
    targets[3], targets[4] = targets[4], targets[3]
    columns = Columns(targets=tuple(targets))
    file = hashlib.sha256(data).hexdigest()
    return judge(table, form, columns, setting(catalogue), file=file, known=known)


def test_a_good_row(catalogue: Catalogue) -> None:
    """Labels, numbers and exclamation marks are read as the questionnaire spells them."""
    (row,) = judged(catalogue, GOOD)
    event = row.event

    assert row.fate is Fate.NEW
    assert isinstance(event, PilotEvent)
    assert event.facts == Rated(
        questionnaire="deelnemer",
        answers=tuple(
            Answer(item=item, value=value)
            for item, value in zip(
                ("snapte", "werk", "fijn", "helpt", "moeilijk"), (3, 2, 3, 3, 1), strict=True
            )
        ),
    )
    assert (event.person, event.by, event.as_role) == ("k7p2m4xq", "erik", Role.PARTICIPANT)
    assert (event.assignment, event.source) == ("aanpassen-meedoen-1", "papier")
    assert event.occurred_at.date() == date(2026, 11, 20)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"snapte": "best wel"}, "'best wel' is geen antwoord op deze vraag. Kies: nee"),
        ({"snapte": "4"}, "'4' is geen antwoord"),
        ({"snapte": "1 - ja"}, "'1 - ja' is geen antwoord"),
        ({"opdracht": "9z-1"}, "'9z-1' is geen opdracht"),
        ({"opdracht": ""}, "Opdracht: Leeg."),
        ({"datum": "31-11-2026"}, "is geen datum"),
        ({"datum": "25-11-2026"}, "nog niet geweest"),
        ({"datum": "20-11-1926"}, "te lang geleden"),
        ({"datum": "4634"}, "is geen datum"),
        ({"datum": "46366"}, "nog niet geweest"),
        ({"datum": "12345"}, "te lang geleden"),
        ({"code": "onbekend"}, "in deze organisatie niet bekend"),
        ({"code": "karin"}, "Dit is een werkplekopleider"),
        ({"hielp": "Werkplekopleider"}, "vult niet in met een deelnemer"),
        ({"hielp": "de buurman"}, "'de buurman' is geen hulp"),
        ({"snapte": "=A1"}, "Hier staat een formule"),
        (dict.fromkeys(("snapte", "werk", "fijn", "helpt", "moeilijk"), ""), "geen enkele vraag"),
    ],
)
def test_what_is_refused(catalogue: Catalogue, change: dict[str, str], said: str) -> None:
    """What cannot be read is never guessed: the row is refused, in words that help."""
    rows = judged(catalogue, _with(**change), GOOD)

    assert [one.fate for one in rows] == [Fate.REFUSED, Fate.NEW]
    assert rows[0].event is None
    assert any(said in one for one in reasons(rows)), reasons(rows)


@pytest.mark.parametrize(
    "text",
    [
        "20-11-2026",
        "20/11/2026",
        "2026-11-20",
        "20 november 2026",
        "vrijdag 20 nov 2026",
        "46346",
        "46346.58",
    ],
)
def test_dates(catalogue: Catalogue, text: str) -> None:
    """A day is read in every way in which people and forms write it."""
    (row,) = judged(catalogue, _with(datum=text))

    assert row.event is not None
    assert row.event.occurred_at.date() == date(2026, 11, 20)


def test_months_first(catalogue: Catalogue) -> None:
    """Where one date has its month first, no date with slashes in that column is trusted."""
    rows = judged(catalogue, _with(datum="11/20/2026"), _with(datum="03/04/2026"), GOOD)

    assert [one.fate for one in rows] == [Fate.REFUSED, Fate.REFUSED, Fate.NEW]
    assert "ergens de maand eerst" in reasons(rows)[1]


def test_every_mistake_of_a_row(catalogue: Catalogue) -> None:
    """All that is wrong in a row is told at once, with the number of the row in the file."""
    rows = judged(catalogue, GOOD, _with(snapte="?", werk="?", datum="gisteren"))

    assert (rows[1].number, len(rows[1].problems)) == (3, 3)
    assert {one.column for one in rows[1].problems} == {ASKED[1], ASKED[3], ASKED[4]}


def test_a_second_time(catalogue: Catalogue) -> None:
    """Rows that were here already are known: as CSV or XLSX, with a column more, or mapped anew."""
    rows = [GOOD, GOOD, _with(snapte="nee")]
    data = csv(*rows, header=ASKED)
    first = judged_file(catalogue, data)
    known = brought_in((data, first))
    as_dates = [(row[0], datetime(2026, 11, 20), *row[2:]) for row in rows]  # noqa: DTZ001

    assert len({one.event.event_id for one in first if one.event}) == 3
    for again in (
        judged_file(catalogue, data, known),
        judged(catalogue, *as_dates, known=known, make=xlsx),
        judged(catalogue, *[(*row, "extra") for row in rows], header=(*ASKED, "X"), known=known),
        _otherwise(catalogue, data, known),
    ):
        assert [one.fate for one in again] == [Fate.KNOWN] * 3
    assert [one.fate for one in judged(catalogue, *rows, GOOD, known=known)][-1] is Fate.NEW
    longer = [(*row, "extra") for row in (*rows, GOOD)]
    fates = [one.fate for one in judged(catalogue, *longer, header=(*ASKED, "X"), known=known)]
    assert sorted(fates) == [Fate.NEW, *[Fate.KNOWN] * 3]


ALIKE = ("2b-1", "20-11-2026", "", "ja", "ja", "ja", "ja", "nee", "")  # many papers say just this
SPOILT = ("2b-1", "20-11-2026", "", "ja!?x", "ja", "ja", "ja", "nee", "")


@pytest.mark.parametrize("rows", [(SPOILT, ALIKE), (ALIKE, SPOILT), (SPOILT, ALIKE, SPOILT)])
def test_mended_in_the_list_itself(catalogue: Catalogue, rows: Any) -> None:
    """A row that says the same as its neighbours once it is mended is one more, wherever it is."""
    data = csv(*rows, header=ASKED)
    known = brought_in((data, judged_file(catalogue, data)))
    again = judged(catalogue, *[ALIKE] * len(rows), known=known)

    assert Counter(one.fate for one in again) == {Fate.KNOWN: 1, Fate.NEW: len(rows) - 1}
    assert len({one.event.event_id for one in again if one.event}) == len(rows)


@pytest.mark.parametrize("mended_first", [True, False])
def test_mended_in_a_file_of_its_own(catalogue: Catalogue, mended_first: bool) -> None:
    """Refused rows that come back mended are new, once, though their neighbours say the same."""
    data = csv(ALIKE, SPOILT, _with(datum="46346"), header=ASKED)
    first = judged_file(catalogue, data)
    mended = _mended(_to_mend(catalogue, data, first))
    file = hashlib.sha256(data).hexdigest()
    whole = csv(ALIKE, ALIKE, _with(datum="46346"), header=ASKED)

    known: tuple[Prints, ...] = ()
    steps = [(mended, 1, 0), (data, 2, 0)] if mended_first else [(data, 2, 0), (mended, 1, 0)]
    for step, n_new, n_known in (*steps, (mended, 0, 1), (data, 0, 2), (whole, 0, 3)):
        rows = judged_file(catalogue, step, known)
        found = Counter(one.fate for one in rows)

        assert (found[Fate.NEW], found[Fate.KNOWN]) == (n_new, n_known)
        fresh = [one.event.event_id for one in rows if one.fate is Fate.NEW and one.event]
        known += known_prints((one, file) for one in fresh)  # as the intake does with a mended file


def test_other_kinds(catalogue: Catalogue) -> None:
    """Remarks, why not done, and cards of observation are read from lists of their own."""
    remark = judged(
        catalogue,
        ("2b-1", "20-11-2026", "coach", "Moeilijk woord", "vraag 1", "wat is 'montage'?"),
        header=("opdracht", "datum", "rol", "soort", "plek", "opmerking"),
    )
    not_done = judged(
        catalogue,
        ("2b-1", "20-11-2026", "k7p2m4xq", "Ziek"),
        header=("opdracht", "datum", "code", "reden"),
    )
    seen = judged(
        catalogue,
        ("K7P2M4XQ", "2b-1", "20-11-2026", "karin", "o1", "Ja", "gewoon"),
        header=("code", "opdracht", "datum", "gezien door", "punt", "gezien", "situatie"),
    )

    assert _facts(remark) == [Remarked(kind="woord", place="q2", words="wat is 'montage'?")]
    assert remark[0].event is not None
    assert remark[0].event.as_role is Role.COACH
    assert _facts(not_done) == [NotDone(reason="ziek")]
    (event,) = (one.event for one in seen)
    assert isinstance(event, FloorEvent)
    assert isinstance(event.facts, Observed)
    assert (event.person, event.by, event.facts.point) == ("k7p2m4xq", "karin", "o1")
    assert (event.facts.value, event.facts.day) == ("gezien", date(2026, 11, 20))


@pytest.mark.parametrize(
    ("text", "place"),
    [("q2", "q2"), ("Vraag 1 (q2)", "q2"), ("het voorbeeld", "q1"), ("overal", ""), ("2", None)],
)
def test_places(catalogue: Catalogue, text: str, place: str | None) -> None:
    """A place is called as screen and paper call it; a bare number could be either, so is none."""
    (row,) = judged(
        catalogue,
        ("2b-1", "20-11-2026", "coach", "plaatje", text),
        header=("opdracht", "datum", "rol", "soort", "plek"),
    )

    assert [one.place for one in _facts([row])] == ([] if place is None else [place])


def test_only_who_guides_sees(catalogue: Catalogue) -> None:
    """A card is refused from a trainer who never guided that person, or by nobody."""
    header = ("code", "opdracht", "datum", "gezien door", "punt", "gezien", "situatie")
    rows = [
        ("k7p2m4xq", "2b-1", "20-11-2026", by, "o1", "gezien", "gewoon") for by in ("ron", "", "x")
    ]
    said = reasons(judged(catalogue, *rows, header=header))

    assert [one.split(":")[0] for one in said] == ["gezien door"] * 3
    assert "begeleidt deze deelnemer niet" in said[0]


def test_the_same_for_every_row(catalogue: Catalogue) -> None:
    """What no column tells may be told once for all rows; a cell says it for its own row."""
    header, row = ASKED[3:8], GOOD[3:8]
    for_all = {Field.ASSIGNMENT: "2b-1", Field.DATE: "2026-11-20"}
    (one,) = judged(catalogue, row, header=header, for_all=for_all)
    (other,) = judged(catalogue, _with(opdracht="2b-2"), for_all=for_all)

    assert (one.event.assignment, other.event.assignment) == (
        "aanpassen-meedoen-1",
        "aanpassen-meedoen-2",
    )
    assert "Opdracht" not in str(reasons(judged(catalogue, row, header=header)))
    assert "opdracht: Leeg" in str(reasons(judged(catalogue, row, header=header)))


def test_what_may_not_be_here_is_not_read(catalogue: Catalogue) -> None:
    """Names, addresses and illnesses are not in the table, whatever a form exports."""
    header = ("Naam", "E-mailadres", *ASKED, "Diagnose")
    table = table_of(catalogue, csv(("Jan Jansen", "j@x.nl", *GOOD, "x"), header=header))

    assert table.headers == ASKED
    assert [name for name, _ in table.private] == ["Naam", "E-mailadres", "Diagnose"]
    assert "Jansen" not in str(table)


def test_titles_merged_cells_and_empty_rows(catalogue: Catalogue) -> None:
    """A title above the header, empty rows, a merged opdracht and a formula do no harm."""

    def change(book: openpyxl.Workbook) -> None:
        sheet = book.active
        sheet.insert_rows(1, 3)
        sheet["A1"] = "Vragenlijsten van de afdeling groen"
        sheet.merge_cells("A1:F1")
        sheet.append([])
        sheet.append([None, *GOOD[1:]])
        sheet.merge_cells("A5:A7")
        sheet.append([*GOOD[:3], "=1+1", *GOOD[4:]])
        sheet["D5"].value, sheet["G5"].value = "3", 3

    table = table_of(catalogue, xlsx(GOOD, header=ASKED, change=change))
    form = guess_form(forms(catalogue.questionnaires), table.headers)

    assert table.headers == ASKED
    assert form.id == "deelnemer"
    assert [one.number for one in table.rows][:1] == [5]
    assert table.rows[-1].cells[3] == "=?"
    assert {one.cells[0] for one in table.rows} == {"2b-1"}


def _to_mend(catalogue: Catalogue, data: bytes, rows: Any, for_all: Any = None) -> bytes:
    table = table_of(catalogue, data)
    form = guess_form(forms(catalogue.questionnaires), table.headers)
    columns = Columns(targets=guess_columns(form, table.headers), for_all=for_all or {})
    return to_mend(table, form, columns, rows, hashlib.sha256(data).hexdigest())


def _mended(data: bytes, text: str = "ja!?x", by: str = "ja") -> bytes:
    """Return a workbook in which somebody typed something else."""
    book = openpyxl.load_workbook(io.BytesIO(data))
    for row in book.active:
        for cell in row:
            if cell.value == text:
                cell.value = by
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def test_refused_rows_go_out_to_be_mended(catalogue: Catalogue) -> None:
    """Only they go out, as text, with every reason; refused once more they keep their mark."""
    data = csv(GOOD, _with(snapte="weet niet", code="=cmd"), header=ASKED)
    out = _to_mend(catalogue, data, judged_file(catalogue, data))
    lines = [
        [str(one.value or "") for one in row]
        for row in openpyxl.load_workbook(io.BytesIO(out)).active
    ]
    again = table_of(catalogue, _mended(out, "weet niet", "ook niet"))

    assert len(lines) == 2
    assert lines[1][0].startswith("3 (")
    assert "formule" in lines[1][1]
    assert "'weet niet' is geen antwoord" in lines[1][1]
    assert "=cmd" in lines[1]
    assert {
        one.data_type for row in openpyxl.load_workbook(io.BytesIO(out)).active for one in row
    } <= {"s", "n"}
    assert again.headers == ASKED
    second = _to_mend(catalogue, _mended(out, "weet niet", "ook niet"), judged_file(catalogue, out))
    assert table_of(catalogue, second).rows[0].mark == again.rows[0].mark


def test_what_was_mapped_by_hand_is_known_when_it_comes_back(catalogue: Catalogue) -> None:
    """A column with a strange name, and what was chosen for all rows, need no choosing again."""
    data = csv(("misschien", "nee", "ja", "nee", "ja"), header=("Kolom A", *ASKED[4:8]))
    table = table_of(catalogue, data)
    form = form_named(catalogue, "deelnemer")
    columns = Columns(
        targets=("vraag:snapte", *guess_columns(form, table.headers)[1:]),
        for_all={Field.ASSIGNMENT: "2b-1", Field.DATE: "20-11-2026"},
    )
    rows = judge(table, form, columns, setting(catalogue))
    out = _mended(to_mend(table, form, columns, rows, "0" * 64), "misschien", "ja")

    assert [one.fate for one in judged_file(catalogue, out)] == [Fate.NEW]


CELLS = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), max_size=20)


@settings(deadline=None, max_examples=60)
@given(cells=st.lists(CELLS | st.sampled_from(GOOD), min_size=9, max_size=9))
def test_any_row(catalogue: Catalogue, cells: list[str]) -> None:
    """Any row at all is a fact or has a reason; never both, never a crash, never a guess."""
    rows = judged(catalogue, GOOD, cells)

    assert rows[0].fate is Fate.NEW
    for one in rows[1:]:
        assert bool(one.problems) == (one.event is None) == (one.fate is Fate.REFUSED)
        if one.event and isinstance(one.event.facts, Rated):
            assert all(1 <= answer.value <= 3 for answer in one.event.facts.answers)


@settings(deadline=None, max_examples=40)
@given(
    rows=st.lists(st.tuples(*[st.sampled_from(["ja", "nee", "beetje", ""])] * 5), max_size=8),
    n_more=st.integers(0, 3),
)
def test_a_list_that_grows(catalogue: Catalogue, rows: list[Any], n_more: int) -> None:
    """When rows are added below a list, exactly those are new: none doubles, none is lost."""
    every = [(*GOOD[:2], "", *one, "") for one in rows if any(one)]
    every += [(*GOOD[:2], "", *GOOD[3:])] * n_more
    if not every:
        return
    half = every[: len(every) // 2] or every[:1]
    data = csv(*half, header=ASKED)
    known = brought_in((data, judged_file(catalogue, data)))
    second = judged(catalogue, *every, known=known)

    assert [one.fate for one in second] == [Fate.KNOWN] * len(half) + [Fate.NEW] * (
        len(every) - len(half)
    )


def test_numbers_tell_papers_apart(catalogue: Catalogue) -> None:
    """Two files with papers that say the same are two papers where each has a number."""
    header = ("nummer", *ASKED)
    data = csv(("1", *GOOD), header=header)
    known = brought_in((data, judged_file(catalogue, data)))

    assert judged(catalogue, ("2", *GOOD), header=header, known=known)[0].fate is Fate.NEW
    assert judged(catalogue, ("1", *GOOD), header=header, known=known)[0].fate is Fate.KNOWN


def test_a_form_is_recognised(catalogue: Catalogue) -> None:
    """What kind of list it is shows from its headers; every questionnaire names its own."""
    every = forms(catalogue.questionnaires)
    for form in every:
        headers = [
            form.questionnaire.item(one.removeprefix("vraag:")).text if ":" in one else one
            for one in form.targets
        ]

        assert guess_form(every, headers) == form
        assert all(form.target_of(one) for one in headers), headers
