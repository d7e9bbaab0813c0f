"""Documents are complete in themselves, and say what the content says."""

import itertools
import re
from html import escape
from pathlib import Path

import pytest
from click.testing import CliRunner

from wpo.catalogue.loading import Catalogue
from wpo.cli import main
from wpo.publish.cards import assignment_name, cards_body
from wpo.publish.documents import document
from wpo.publish.manual import manual_body


def _write(tmp_path: Path, what: str) -> str:
    """Write a document as the README says, and return it."""
    file = tmp_path / f"{what}.html"
    done = CliRunner().invoke(main, ["publish", what, str(file)], catch_exceptions=False)
    assert done.exit_code == 0
    assert list(tmp_path.iterdir()) == [file]
    return file.read_text(encoding="utf-8")


@pytest.mark.parametrize("what", ["handleiding", "kaarten", "plaatjes"])
def test_complete_in_itself(tmp_path: Path, what: str) -> None:
    """A document has a language, a title, one first heading, and fetches nothing."""
    text = _write(tmp_path, what)

    assert text.startswith('<!doctype html><html lang="nl">')
    assert text.count("<h1>") == 1
    assert text.count("<main>") == 1
    assert not re.search(r"<script|<link|@import|src=\"(?!data:)|url\(", text)
    assert "http://" not in text.replace("http://www.w3.org/2000/svg", "")
    assert "https://" not in text


def test_every_picture_is_on_the_sheet(tmp_path: Path, catalogue: Catalogue) -> None:
    """Each picture of each opdracht stands there with its name and what is on it."""
    text = _write(tmp_path, "plaatjes")

    for name in catalogue.pictures:
        assert f"<b>{name}</b>" in text
    names = catalogue.art.names
    alphabet = len(catalogue.art.cast) + len(names["mood"]) + len(names["pose"])
    assert text.count("<img ") == len(catalogue.pictures) + alphabet


def test_every_card_is_there(catalogue: Catalogue) -> None:
    """Each opdracht has its card, under its skill, with three points to look for."""
    text = cards_body(catalogue)

    assert text.count('<article class="card">') == len(catalogue.assignments)
    for one in catalogue.assignments.values():
        assert escape(assignment_name(catalogue, one)) in text
    assert text.count('class="boxes"') == len(catalogue.assignments)


def test_contents_lead_somewhere(catalogue: Catalogue) -> None:
    """Every line of the contents leads to a page of the manual, and every page has one."""
    text = manual_body(catalogue)
    led, there = (
        re.findall(r'href="#([^"]+)"', text),
        re.findall(r'<section[^>]* id="([^"]+)"', text),
    )

    assert led == there
    assert len(there) == len(catalogue.manual) > 8


def test_headings_stand_in_order(catalogue: Catalogue) -> None:
    """No heading skips a step: the manual can be walked by its headings."""
    steps = [int(step) for step in re.findall(r"<h(\d)>", manual_body(catalogue))]

    assert steps[0] == 1
    assert all(after <= before + 1 for before, after in itertools.pairwise(steps))


def test_what_is_written_cannot_do_anything() -> None:
    """A title is a text, whatever signs stand in it."""
    assert "<title>&lt;b&gt; | Werken aan groei</title>" in document("<b>", "")


def test_a_place_that_cannot_be_written(tmp_path: Path) -> None:
    """A folder that does not exist is said, and nothing half is left behind."""
    file = tmp_path / "weg" / "kaarten.html"
    done = CliRunner().invoke(main, ["publish", "kaarten", str(file)])

    assert done.exit_code == 1
    assert "is niet te schrijven" in str(done.exception)
    assert list(tmp_path.iterdir()) == []
