"""The pages about the pilot as ipywidgets, without a browser: choices, addresses, bad days."""

from pathlib import Path

import pytest

from tests.apps.evaluating.viewing import QUOTE, charts, opened, source, text
from tests.figures import made
from wpo.apps.evaluating import source as sources
from wpo.apps.evaluating.choice import Choice
from wpo.apps.evaluating.revisions import marked
from wpo.apps.evaluating.warm import PAGES
from wpo.apps.evaluating.ways import has_addresses
from wpo.catalogue.loading import Catalogue
from wpo.model.people import EVALUATION

NAME = "wpo-extract-2026-11-24-0123abcd"
FIRST, SECOND, _ = (one[0] for one in made.ASSIGNMENTS)


@pytest.fixture
def there(monkeypatch: pytest.MonkeyPatch) -> None:
    """The set that was made by hand is the only one."""
    known = source()
    monkeypatch.setattr(sources, "names", lambda _: (known.extract.name,))
    monkeypatch.setattr(sources, "read", lambda _: known)


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

    assert screen.ways.query == f"set={NAME}&opdracht={SECOND}"
    assert again.fields["one"].value == SECOND
    assert [one.shown["title"] for one in charts(again)] == [
        one.shown["title"] for one in charts(screen)
    ]


@pytest.mark.usefixtures("there")
def test_what_is_assumed_of_people_stands_with_what_it_would_change(catalogue: Catalogue) -> None:
    """Under the loupe: who is alike, each organisation counted the same, and who is missing."""
    told = text(opened("loupe", catalogue))

    assert "Dan ligt dat deel tussen 24% en 56%. Aangenomen is 0,10;" in told
    assert "Als elke organisatie even zwaar telt, is 38% meteen goed (tussen 26% en 50%)." in told
    assert "minstens 35% meteen goed. Als alles goed was: hooguit 45%." in told
    assert "Met het toeval erbij ligt het tussen 20% en 65%." in told


@pytest.mark.usefixtures("there")
def test_an_address_that_asks_for_nothing_known(catalogue: Catalogue) -> None:
    """It shows the first view instead, names what was let go, and says so in the address."""
    query = "set=oud&opdracht=weg&vaardigheid=../..&rol=baas&versie=9&person=jan"
    screen = opened("loupe", catalogue, query)

    assert screen.choice == Choice(extract=NAME, assignment=FIRST)
    assert charts(screen)
    assert "Set, Vaardigheid, Opdracht, Tekst, Rol." in screen.told.value
    assert "jan" not in screen.ways.query
    assert "niet (meer)" not in opened("loupe", catalogue, screen.ways.query).told.value


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
def test_one_organisation_is_a_dot_with_how_many(catalogue: Catalogue) -> None:
    """Where one opdracht is chosen, each of its questions has a dot for each organisation."""
    screen = opened("organisations", catalogue, f"opdracht={FIRST}")
    titles = [one.shown["title"] for one in charts(screen)]
    (dots,) = [one for one in charts(screen) if one.shown["name"] == "organisaties-p"]
    words = [text for one in dots.shown["figure"]["data"] for text in one["text"]]

    assert "Vragen: meteen goed, per organisatie" in titles
    assert words[:2] == ["A (10)", "A (10)"]
    assert not any(one.startswith("G") for one in words)  # too small: in the table only
    assert ["q1: Wat doe je bij 1?", "G", "te weinig"] in [
        row[:3] for row in dots.shown["table"]["rows"]
    ]


@pytest.mark.usefixtures("there")
@pytest.mark.parametrize("name", [one for one in PAGES if one != "report"])
def test_a_filter_with_nothing_left(name: str, catalogue: Catalogue) -> None:
    """A skill without an opdracht of this level shows words, and no figure of something else."""
    screen = opened(name, catalogue, "vaardigheid=s2&niveau=2&rol=begeleider")
    for chart in charts(screen):
        everything = chart.shown["name"] in {"organisaties", "codes", "samen-kijken", "weken"}
        everything |= chart.shown["name"] in {"trechter", "redenen"}
        assert everything or not chart.shown["figure"] or name == "loupe"

    assert text(screen)


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
