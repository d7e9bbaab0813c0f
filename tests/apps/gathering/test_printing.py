"""Whoever takes papers in gets them from the screen, the same as the command writes."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from sqlalchemy import Engine

from tests.apps.gathering.company import ERIK, RACHID, company
from tests.apps.gathering.pressing import every, field
from wpo.apps.files import Download
from wpo.apps.gathering.importing import ImportScreen
from wpo.apps.gathering.keying import KeyingScreen
from wpo.apps.gathering.printing import Printing
from wpo.catalogue.filling import fill_text
from wpo.catalogue.loading import Catalogue
from wpo.cli import main
from wpo.publish.paper import paper_pdf, sheets


class _Page:
    """What a page gets when the button is pressed."""

    def __init__(self, catalogue: Catalogue, monkeypatch: pytest.MonkeyPatch) -> None:
        self.box = Printing(
            lambda key, *told: fill_text(catalogue.staff[key], *told), catalogue
        ).box
        (self._button,) = [one for one in every(self.box) if isinstance(one, Download)]
        self._got: list[tuple[str, bytes]] = []
        monkeypatch.setattr(self._button, "send", self._take)

    def _take(self, told: Any, buffers: Sequence[bytes]) -> None:
        self._got.append((told["name"], buffers[0]))

    def press(self) -> tuple[str, bytes]:
        """Return the name and the bytes of the file."""
        self._button.receive(None, {"make": True}, [])
        return self._got.pop()


def test_the_same_bytes_as_the_command(
    catalogue: Catalogue, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """All papers of one opdracht, or of every, are what ``wpo publish papier`` writes."""
    page, file = _Page(catalogue, monkeypatch), tmp_path / "papier.pdf"
    for only, name in (("aanpassen-meedoen-1", "papier-2b-1.pdf"), ("", "papier.pdf")):
        field(page.box, "Bij welke opdracht?").value = only
        done = CliRunner().invoke(main, ["publish", "papier", str(file), "--only", only])

        assert done.exit_code == 0, done.output
        assert page.press() == (name, file.read_bytes())


def test_one_kind(catalogue: Catalogue, monkeypatch: pytest.MonkeyPatch) -> None:
    """One paper of one opdracht can be had alone."""
    page = _Page(catalogue, monkeypatch)
    field(page.box, "Bij welke opdracht?").value = "aanpassen-meedoen-1"
    field(page.box, "Welk papier?").value = "observaties"
    card = sheets(catalogue, [catalogue.assignments["aanpassen-meedoen-1"]])[-1]
    title = catalogue.staff["paper_title"]

    assert page.press() == ("papier-2b-1-observaties.pdf", paper_pdf(title, [card]))


@pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
def test_where_papers_come_in(engine: Engine, catalogue: Catalogue) -> None:
    """The coach who keys in and the projectleider who brings in have the choice on their page."""
    intake = company(engine, catalogue, RACHID)
    keying = KeyingScreen(intake)
    bringing = ImportScreen(replace(intake, by=ERIK))

    for screen in (keying, bringing):
        assert field(screen.box, "Bij welke opdracht?").value in catalogue.assignments
