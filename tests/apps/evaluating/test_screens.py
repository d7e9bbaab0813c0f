"""The pages about the pilot as ipywidgets, without a browser: choices, addresses, bad days."""

from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

import ipywidgets as widgets
import pytest

from tests.apps.evaluating.viewing import QUOTE, source
from tests.figures import made
from wpo.apps.evaluating import source as sources
from wpo.apps.evaluating.choice import Choice
from wpo.apps.evaluating.queue import Queue
from wpo.apps.evaluating.revisions import marked
from wpo.apps.evaluating.screen import Screen, page_widget
from wpo.apps.evaluating.warm import PAGES
from wpo.apps.evaluating.ways import has_addresses
from wpo.catalogue.loading import Catalogue
from wpo.errors import ExtractDamaged
from wpo.figures.chart import Chart
from wpo.model.people import EVALUATION

FIRST, SECOND, _ = (one[0] for one in made.ASSIGNMENTS)


@pytest.fixture
def there(monkeypatch: pytest.MonkeyPatch) -> None:
    """The set that was made by hand is the only one."""
    known = source()
    monkeypatch.setattr(sources, "names", lambda _: (known.extract.name,))
    monkeypatch.setattr(sources, "read", lambda _: known)


def opened(name: str, catalogue: Catalogue, query: str = "") -> Screen:
    """Return a page, opened at an address."""
    page = import_module(f"wpo.apps.evaluating.{name}").PAGE
    return Screen(page, catalogue, Choice.from_query(query))


def every(widget: Any) -> Iterator[Any]:
    """Yield a widget and what is in it."""
    yield widget
    for one in getattr(widget, "children", ()):
        yield from every(one)


def charts(screen: Screen) -> list[Chart]:
    """Return the figures that a page shows."""
    return [one for one in screen.parts.children if isinstance(one, Chart)]


def text(screen: Screen) -> str:
    """Return what stands between the figures."""
    return "\n".join(one.value for one in every(screen.box) if isinstance(one, widgets.HTML))


@pytest.mark.usefixtures("there")
@pytest.mark.parametrize("name", PAGES)
def test_every_figure_has_what_belongs_to_it(name: str, catalogue: Catalogue) -> None:
    """A figure says what it means, of how many, from which set, and that this is made up."""
    screen = opened(name, catalogue)

    assert "Verzonnen gegevens" in screen.told.value
    for chart in charts(screen):
        shown = chart.shown
        assert shown["means"].startswith("Dit betekent: ")
        assert "organisatie" in shown["basis"]
        assert "wpo-extract-2026-11-24-0123abcd (verzonnen)" in shown["source"]
        assert shown["table"]["rows"]
        assert shown["csv"].count("\r\n") > 1
        assert "significant" not in str(shown).lower()


@pytest.mark.usefixtures("there")
def test_the_address_opens_the_same_view(catalogue: Catalogue) -> None:
    """What is chosen stands in the address, and the address chooses the same."""
    screen = opened("loupe", catalogue)
    screen.fields["one"].value = SECOND
    again = opened("loupe", catalogue, screen.ways.query)

    assert screen.ways.query == f"opdracht={SECOND}"
    assert again.fields["one"].value == SECOND
    assert [one.shown["title"] for one in charts(again)] == [
        one.shown["title"] for one in charts(screen)
    ]


@pytest.mark.usefixtures("there")
def test_an_address_that_asks_for_nothing_known(catalogue: Catalogue) -> None:
    """It shows the first view instead, and says so in the address."""
    screen = opened("loupe", catalogue, "opdracht=weg&vaardigheid=../..&rol=baas&versie=9")

    assert screen.choice == Choice(assignment=FIRST)
    assert charts(screen)


@pytest.mark.usefixtures("there")
def test_a_choice_moves_the_same_figures(catalogue: Catalogue) -> None:
    """Figures are filled again, and not made anew."""
    screen = opened("overview", catalogue)
    before = charts(screen)
    screen.fields["skill"].value = "s2"

    assert charts(screen) == before
    assert "Een collega helpen" in str(before[0].shown["table"])
    assert "Luisteren" not in str(before[0].shown["table"])


@pytest.mark.usefixtures("there")
def test_three_verdicts_are_equal(catalogue: Catalogue) -> None:
    """Each stands in a part of its own, with how many and why, the third as the others."""
    shown = text(opened("overview", catalogue))

    assert shown.count("<section><h3>") == 3
    assert shown.count("<p class='number'>1</p>") == 3
    assert "nog niet genoeg gegevens</h3>" in shown


@pytest.mark.usefixtures("there")
def test_what_people_wrote_is_escaped(catalogue: Catalogue) -> None:
    """Cleared words are read as words, with the code that was given; never run."""
    shown = text(opened("remarks", catalogue))

    assert "Ik snap &lt;b&gt;overleg&lt;/b&gt; niet." in shown
    assert QUOTE not in shown
    assert "Woord is moeilijk" in shown


@pytest.mark.usefixtures("there")
def test_a_decision_needs_a_reason(catalogue: Catalogue) -> None:
    """What a person decides is recorded with why, and not without."""
    kept: list[tuple[str, str, str]] = []
    screen = opened("overview", catalogue)
    queue = Queue(screen, lambda row, what, why: kept.append((row["item"], what, why)))
    queue.draw()
    queue._which.value = "1"
    queue._what.value = "herzien"
    queue.record()
    assert kept == []
    queue._why.value = "Het antwoord klopt ook."
    queue.record()

    assert kept == [(f"{FIRST}/q1", "herzien", "Het antwoord klopt ook.")]


def test_no_set_yet(catalogue: Catalogue, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The page says what to do, and shows no figure."""
    monkeypatch.setenv("WPO_EXTRACTS", str(tmp_path))
    monkeypatch.delenv("WPO_EXTRACT", raising=False)
    shown = page_widget(import_module("wpo.apps.evaluating.overview").PAGE, catalogue)

    assert "wpo extract" in shown.value
    assert not [one for one in every(shown) if isinstance(one, Chart)]


@pytest.mark.parametrize("manifest", ["", "{}", '{"hash": "x", "date": "2026-01-01"}'])
def test_a_damaged_set(
    catalogue: Catalogue, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, manifest: str
) -> None:
    """A set that cannot be read is told in words, and nothing of it is shown."""
    folder = tmp_path / "wpo-extract-2026-11-24-0123abcd"
    folder.mkdir()
    (folder / "manifest.json").write_text(manifest)
    monkeypatch.setenv("WPO_EXTRACTS", str(tmp_path))
    shown = page_widget(import_module("wpo.apps.evaluating.overview").PAGE, catalogue)

    assert "niet te lezen" in shown.value
    assert "extract-beschadigd" in shown.value


@pytest.mark.usefixtures("there")
def test_a_set_that_breaks_later(catalogue: Catalogue, monkeypatch: pytest.MonkeyPatch) -> None:
    """The page keeps what it showed, and tells."""
    screen = opened("overview", catalogue)

    def broken(_: Path) -> sources.Source:
        raise ExtractDamaged("Deze set is weg.")

    monkeypatch.setattr(sources, "read", broken)
    screen.fields["skill"].value = "s2"

    assert "Deze set is weg." in screen.told.value
    assert screen.choice.skill == ""


def test_the_newest_set_comes_first(tmp_path: Path) -> None:
    """A set is found by its name; a name outside of the folder is no way out of it."""
    for name in ("wpo-extract-2026-11-23-ffffffff", "wpo-extract-2026-11-24-00000000"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "manifest.json").write_text("{}")
    newest = tmp_path / "wpo-extract-2026-11-24-00000000"

    assert sources.chosen(tmp_path, "", {}) == newest
    assert sources.chosen(tmp_path, "../elders", {}) == newest
    assert sources.chosen(tmp_path, "wpo-extract-2026-11-23-ffffffff", {}) != newest
    assert sources.chosen(tmp_path / "leeg", "", {}) is None
    assert sources.chosen(tmp_path, "", {"WPO_EXTRACT": "/mijn/set"}) == Path("/mijn/set")


def test_a_changed_text_is_marked() -> None:
    """What went and what came is marked, and escaped."""
    assert marked("Wat doe je?", "Wat doe <i>jij</i> nu?") == (
        "Wat doe <del>je?</del>",
        "Wat doe <ins>&lt;i&gt;jij&lt;/i&gt; nu?</ins>",
    )


def test_no_addresses_in_jupyterlab(monkeypatch: pytest.MonkeyPatch) -> None:
    """Only our server has other pages to go to."""
    monkeypatch.delenv("SCRIPT_NAME", raising=False)
    assert not has_addresses()
    monkeypatch.setenv("SCRIPT_NAME", f"/voila/render/{EVALUATION[0]}")

    assert has_addresses()
