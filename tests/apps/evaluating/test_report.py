"""The page *Rapport*: what its buttons make is what the command writes."""

import base64
import re
from collections.abc import Iterator
from html import unescape
from pathlib import Path

import pytest
from click.testing import CliRunner

from tests.apps.evaluating.viewing import every, opened, text
from tests.evaluation.made_up import ordinary
from tests.publish.reporting import MANIFEST
from wpo.apps.evaluating.screen import Screen
from wpo.catalogue.loading import Catalogue
from wpo.cli import main
from wpo.pilot.extract.reading import Extract

LINK = re.compile(r'download="([^"]+)" href="data:(text/html|application/pdf);base64,([^"]+)"')


@pytest.fixture(scope="module")
def extract(tmp_path_factory: pytest.TempPathFactory) -> Extract:
    """A set of a made-up pilot."""
    pilot = ordinary(people=10, hard={"opdracht-2/q3": 0.15})
    return pilot.write(tmp_path_factory.mktemp("sets"), **MANIFEST)


@pytest.fixture(autouse=True)
def chosen(extract: Extract, monkeypatch: pytest.MonkeyPatch) -> None:
    """The set is the only one there is."""
    monkeypatch.setenv("WPO_EXTRACTS", str(extract.path.parent))
    monkeypatch.delenv("WPO_EXTRACT", raising=False)


def makers(screen: Screen) -> Iterator[tuple[str, object]]:
    """Yield the buttons that make something, with what stands on them."""
    for one in every(screen.box):
        if str(getattr(one, "description", "")).startswith("Maak een "):
            yield one.description, one


def test_each_button_makes_what_the_command_writes(catalogue: Catalogue, tmp_path: Path) -> None:
    """For each kind of subject and each form the bytes and the name are those of the command."""
    ran = CliRunner().invoke(main, ["report", str(tmp_path / "out")])
    written = {one.name: one.read_bytes() for one in (tmp_path / "out").iterdir()}
    screen = opened("report", catalogue, role="onderzoeker")
    about = next(one for one in every(screen.box) if ("", "B") in _values(one))
    made = {}
    for subject in (("", ""), ("", "B"), ("opdracht-2", "")):
        about.value = subject
        assert not LINK.search(text(screen))
        for _, button in makers(screen):
            button.click()
            name, _, data = LINK.search(text(screen)).groups()
            made[unescape(name)] = base64.b64decode(data)

    assert ran.exit_code == 0
    assert [name for name, _ in makers(screen)] == ["Maak een webpagina", "Maak een pdf"]
    assert len(made) == 6
    assert made == {name: written[name] for name in made}


def test_every_subject_can_be_chosen(catalogue: Catalogue) -> None:
    """The whole pilot, seven organisations and three opdrachten; nothing is made beforehand."""
    screen = opened("report", catalogue, role="onderzoeker")
    (about,) = (one for one in every(screen.box) if ("", "B") in _values(one))

    assert len(_values(about)) == 1 + 7 + 3
    assert not LINK.search(text(screen))


def _values(widget: object) -> list[object]:
    options = getattr(widget, "options", None) or ()
    return [one[1] if isinstance(one, tuple) else one for one in options]
