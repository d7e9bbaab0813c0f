"""Notebooks are thin doors: a Dutch title, one import, one call, no outputs."""

import ast
from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient

from wpo.serving.pages import LIVE as LIVE_PAGES

ROOT = Path(__file__).parents[2] / "notebooks"
LIVE = "application/vnd.jupyter.widget-view+json"
NOTEBOOKS = sorted(path for path in ROOT.rglob("*.ipynb") if ".ipynb_checkpoints" not in str(path))


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_notebook_is_thin(path: Path) -> None:
    """It imports wpo alone, defines nothing, decides nothing, and is stored without outputs."""
    notebook = nbformat.read(path, as_version=4)
    code = [cell for cell in notebook.cells if cell.cell_type == "code"]

    assert notebook.cells[0].cell_type == "markdown"
    assert notebook.cells[0].source.startswith("# ")
    assert notebook.metadata.kernelspec.name == "python3"
    for cell in code:
        assert cell.outputs == []
        assert cell.execution_count is None
        for node in ast.walk(ast.parse(cell.source)):
            assert not isinstance(node, ast.FunctionDef | ast.For | ast.Try | ast.If | ast.While)
            if isinstance(node, ast.ImportFrom):
                assert (node.module or "").split(".")[0] == "wpo"
            assert not isinstance(node, ast.Import)


@pytest.fixture(scope="module")
def ran() -> dict[Path, list[nbformat.NotebookNode]]:
    """What each notebook put out, all in one kernel: starting one costs more than most of them."""
    whole, places = nbformat.v4.new_notebook(), {}
    for path in NOTEBOOKS:
        code = [one for one in nbformat.read(path, as_version=4).cells if one.cell_type == "code"]
        places[path] = slice(len(whole.cells), len(whole.cells) + len(code))
        whole.cells += code
    done = NotebookClient(whole, timeout=120, kernel_name="python3", allow_errors=True).execute()
    return {
        path: [one for cell in done.cells[place] for one in cell.outputs]
        for path, place in places.items()
    }


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_notebook_runs_top_to_bottom(
    path: Path, ran: dict[Path, list[nbformat.NotebookNode]]
) -> None:
    """Outside our server it shows a live player, a document or why there is none; nothing fails."""
    outputs = ran[path]

    assert [one for one in outputs if one.output_type == "error"] == []
    shown = {kind for one in outputs for kind in one.get("data", {})}
    name = path.relative_to(ROOT).as_posix()
    live = name in LIVE_PAGES or name == "deelnemer/oefenen.ipynb"
    assert (LIVE if live else "text/html") in shown
