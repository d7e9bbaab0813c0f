"""Bad days of the pages about the pilot: no set, a damaged one, an empty one, one of tomorrow."""

from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from shutil import copytree
from tempfile import TemporaryDirectory
from typing import Any

import nbformat
import pytest
from nbclient import NotebookClient

from tests.apps.evaluating.viewing import charts, every, opened, text
from tests.evaluation.made_up import Pilot, seal
from tests.evaluation.test_evaluate import planted
from wpo.apps.evaluating.screen import page_widget
from wpo.apps.evaluating.warm import PAGES, warm_up
from wpo.catalogue.loading import Catalogue
from wpo.figures.chart import Chart
from wpo.model.people import EVALUATION
from wpo.pilot.extract.reading import Extract

NOTEBOOKS = Path(__file__).parents[3] / "notebooks"


@pytest.fixture(scope="module")
def good() -> Iterator[Extract]:
    """A made-up research set on disk."""
    with TemporaryDirectory() as folder:
        yield planted().write(Path(folder))


def shown(catalogue: Catalogue, name: str = "overview") -> str:
    """Return what a page says; nothing may be drawn."""
    page: Any = page_widget(import_module(f"wpo.apps.evaluating.{name}").PAGE, catalogue)
    assert not [one for one in every(page) if isinstance(one, Chart)]
    return str(page.value)


@pytest.mark.parametrize("name", PAGES)
def test_no_set_yet(
    name: str, catalogue: Catalogue, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Every page says what to do, and shows no figure."""
    monkeypatch.setenv("WPO_EXTRACTS", str(tmp_path / "nog-niet"))
    monkeypatch.delenv("WPO_EXTRACT", raising=False)

    assert "wpo extract" in shown(catalogue, name)


@pytest.mark.parametrize("manifest", ["", "{}", '{"hash": "x", "date": "2026-01-01"}'])
def test_a_damaged_manifest(
    catalogue: Catalogue, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, manifest: str
) -> None:
    """A set that cannot be read is told in words, and nothing of it is shown."""
    folder = tmp_path / "wpo-extract-2026-11-24-0123abcd"
    folder.mkdir()
    (folder / "manifest.json").write_text(manifest)
    monkeypatch.setenv("WPO_EXTRACTS", str(tmp_path))

    assert "niet te lezen" in shown(catalogue)
    assert "extract-beschadigd" in shown(catalogue)


@pytest.mark.parametrize("harm", ["cut", "gone"])
def test_half_a_set(
    catalogue: Catalogue, good: Extract, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, harm: str
) -> None:
    """A file that was cut short or is missing makes the whole set unread; the warm parent lives."""
    file = copytree(good.path, tmp_path / good.name) / "answers.parquet"
    if harm == "cut":
        file.write_bytes(file.read_bytes()[:100])
    else:
        file.unlink()
    monkeypatch.setenv("WPO_EXTRACTS", str(tmp_path))
    warm_up()

    assert "answers.parquet" in shown(catalogue)


def test_a_set_of_another_version(
    catalogue: Catalogue, good: Extract, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A whole set with tables of another shape says that it is of another version of WPO."""
    place = copytree(good.path, tmp_path / "anders")
    (place / "answers.parquet").write_bytes((place / "words.parquet").read_bytes())
    seal(place, good.date)
    monkeypatch.setenv("WPO_EXTRACTS", str(tmp_path))

    assert "andere versie van WPO" in shown(catalogue)


def test_a_decision_that_cannot_be_read(
    catalogue: Catalogue, good: Extract, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is named, with its line, instead of being left out."""
    copytree(good.path, tmp_path / good.name)
    (tmp_path / "revisies").mkdir()
    (tmp_path / "revisies" / "2027-05-03-x-001.yaml").write_text("assignment: [")
    monkeypatch.setenv("WPO_EXTRACTS", str(tmp_path))

    assert "revisies/2027-05-03-x-001.yaml" in shown(catalogue)


@pytest.mark.parametrize("name", PAGES)
def test_a_set_with_nothing_in_it(
    name: str, catalogue: Catalogue, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Before the first answer every page opens, draws nothing, and says that it is too little."""
    Pilot().write(tmp_path)
    monkeypatch.setenv("WPO_EXTRACTS", str(tmp_path))
    screen = opened(name, catalogue)

    assert all(one.shown["figure"] is None for one in charts(screen))
    assert all("te weinig" in one.shown["means"] for one in charts(screen))
    assert text(screen)


def test_another_set_while_one_looks(
    catalogue: Catalogue, good: Extract, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A set that breaks is told and what was shown stays; the one that is whole is shown again."""
    copytree(good.path, tmp_path / good.name)
    newer = copytree(good.path, tmp_path / "wpo-extract-2028-01-01-0123abcd")
    (newer / "items.parquet").write_bytes(b"half")
    monkeypatch.setenv("WPO_EXTRACTS", str(tmp_path))
    screen = opened("overview", catalogue, f"set={good.name}")
    before = [one.shown["means"] for one in charts(screen)]
    screen.fields["extract"].value = newer.name

    assert "veranderd na het maken" in screen.told.value
    assert screen.fields["extract"].value == screen.choice.extract == good.name
    assert [one.shown["means"] for one in charts(screen)] == before


def test_every_notebook_runs_on_a_set(good: Extract, monkeypatch: pytest.MonkeyPatch) -> None:
    """All seven, from top to bottom, one behind the other in one kernel; each shows its page."""
    monkeypatch.setenv("WPO_EXTRACTS", str(good.path.parent))
    monkeypatch.delenv("WPO_EXTRACT", raising=False)
    whole = nbformat.v4.new_notebook()
    for door in EVALUATION:
        own = nbformat.read(NOTEBOOKS / door, as_version=4)
        sources = [one.source for one in own.cells if one.cell_type == "code"]
        whole.cells += [nbformat.v4.new_code_cell(one) for one in sources]
    done = NotebookClient(whole, timeout=120, kernel_name="python3").execute()
    states = done.metadata.widgets["application/vnd.jupyter.widget-state+json"]["state"]
    titles = [one["state"]["shown"]["title"] for one in states.values() if "shown" in one["state"]]

    assert all(one.outputs for one in done.cells)
    assert "Hoe vaak is het meteen goed, per opdracht?" in titles
    assert "Oefenen en de werkvloer naast elkaar" in titles
