"""The paper twin: every question with its id, room for a code and none for a name, one A4 each."""

import json
import re
from dataclasses import asdict, replace
from pathlib import Path

import pytest
import typst
from click.testing import CliRunner

from wpo.catalogue.loading import Catalogue
from wpo.catalogue.private_columns import squeezed
from wpo.cli import main
from wpo.pilot.importing.forms import forms
from wpo.pilot.importing.values import named_assignments, read_assignment, read_place
from wpo.publish import paper
from wpo.publish.paper import Sheet, paper_body, paper_pdf, sheets


@pytest.fixture(scope="module")
def every(catalogue: Catalogue) -> tuple[Sheet, ...]:
    """Every paper of every opdracht."""
    return sheets(catalogue, catalogue.assignments.values())


def _n_pages(pdf: bytes) -> int:
    return len(re.findall(rb"/Type\s*/Page[^s]", pdf))


def test_each_is_one_side(catalogue: Catalogue, every: tuple[Sheet, ...]) -> None:
    """However long its texts are, each paper is one side of A4; the same papers, the same bytes."""
    pdf = paper_pdf("Papier", every)
    longest = max(every, key=lambda one: len(str(one)))

    assert len(every) == len(catalogue.assignments) * (len(catalogue.questionnaires) + 1)
    assert _n_pages(pdf) == len(every)
    assert _n_pages(paper_pdf("Papier", [longest])) == 1
    assert b"/StructTreeRoot" in pdf
    assert b"pdfuaid:part" in pdf
    assert paper_pdf("Papier", every[:4]) == paper_pdf("Papier", every[:4])


def test_the_same_ids(catalogue: Catalogue, every: tuple[Sheet, ...]) -> None:
    """A paper has every question of its questionnaire, by an id that an import knows."""
    for form in forms(catalogue.questionnaires):
        if form.questionnaire is None:
            continue
        wanted = [f"{form.id}/{item.id}" for item in form.questionnaire.items]
        for sheet in every:
            if sheet.kind == form.id:
                asked = [one.id for one in (*sheet.asked, *sheet.closing) if "/" in one.id]

                assert asked == wanted
        assert [form.target_of(one) for one in wanted] == [
            f"vraag:{item.id}" for item in form.questionnaire.items
        ]


def test_typst_prints_what_it_is_given(every: tuple[Sheet, ...]) -> None:
    """What stands in the PDF is what the papers say, in their order."""
    inputs = {"title": "x", "sheets": json.dumps([asdict(one) for one in every[:4]])}
    told = json.loads(typst.query(paper._SHEET, "<paper>", field="value", sys_inputs=inputs))

    assert [one["kind"] for one in told] == [one.kind for one in every[:4]]
    assert [one["ids"] for one in told] == [
        [asked.id for asked in (*one.asked, *one.closing)] for one in every[:4]
    ]


def test_codes_on_paper_are_read_back(catalogue: Catalogue, every: tuple[Sheet, ...]) -> None:
    """The code of an opdracht, and a place as it is printed, mean the same when they come back."""
    named = named_assignments(catalogue.assignments.values())
    for sheet in every:
        assignment = read_assignment(sheet.code, named)

        assert assignment.title in sheet.assignment
        for one in sheet.closing:
            if one.id.endswith("/waar"):
                places = [read_place(label, assignment) for label in one.labels]

                assert places == [question.id for question in assignment.practice]


def test_room_for_a_code_and_none_for_a_name(every: tuple[Sheet, ...]) -> None:
    """No paper asks for a name, and a participant's does not offer the own trainer as helper."""
    for sheet in every:
        assert not any(squeezed(one).startswith(("naam", "voornaam")) for one in sheet.blanks)
        assert "geen namen" in sheet.never
        helped = [one.labels for one in sheet.closing if one.id == "hielp"]
        assert not sheet.big or helped == [("niemand", "een collega", "de coach")]


def test_html_says_the_same(every: tuple[Sheet, ...]) -> None:
    """The HTML has every paper with every question, and what people wrote is no markup."""
    body = paper_body("Papier", every[:4])

    assert body.count('<section class="paper') == 4
    for sheet in every[:4]:
        assert all(f"<small>{one.id}</small>" in body for one in sheet.asked)
    assert "&lt;i&gt;" in paper_body("Papier", [_titled(every[0], "<i>")])


def _titled(sheet: Sheet, title: str) -> Sheet:
    return replace(sheet, title=title)


@pytest.mark.parametrize("name", ["papier.html", "papier.pdf"])
def test_published(tmp_path: Path, name: str) -> None:
    """``wpo publish papier`` writes HTML or PDF, of all opdrachten or of some."""
    file = tmp_path / name
    done = CliRunner().invoke(main, ["publish", "papier", str(file), "--only", "meedoen-1"])

    assert done.exit_code == 0, done.output
    data = file.read_bytes()
    assert data.startswith(b"%PDF" if name.endswith("pdf") else b"<!doctype html>")
    nothing = CliRunner().invoke(main, ["publish", "papier", str(file), "--only", "bestaat-niet"])
    assert nothing.exit_code != 0
