"""A person decides about a row of the queue: it is kept, with why and by which role, and seen."""

from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from tests.apps.evaluating.viewing import opened, text
from tests.evaluation.test_evaluate import planted
from wpo.apps.evaluating.queue import Queue
from wpo.apps.evaluating.screen import Screen
from wpo.catalogue.loading import Catalogue, content_root
from wpo.pilot.decisions import read_decisions

REASON = "Het antwoord dat trekt, klopt in de winkel ook."


@pytest.fixture(scope="module")
def written() -> Iterator[Path]:
    """A made-up research set on disk, with something to decide about."""
    with TemporaryDirectory() as folder:
        planted().write(Path(folder))
        yield Path(folder)


@pytest.fixture
def sets(written: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The folder with that set, without decisions when the test begins and ends."""
    monkeypatch.setenv("WPO_EXTRACTS", str(written))
    yield written
    for one in (written / "revisies").glob("*.yaml"):
        one.unlink()


def queue_of(screen: Screen) -> Queue:
    """Return the queue on a page."""
    assert isinstance(screen._own, Queue)
    return screen._own


def decide(screen: Screen, rank: str, what: str, why: str) -> str:
    """Fill in the form, and return what it says then."""
    queue = queue_of(screen)
    queue.which.value, queue.what.value, queue.why.value = rank, what, why
    queue.record()
    return str(queue._told.value)


@pytest.mark.parametrize("role", ["projectleider", "onderzoeker"])
def test_a_decision_is_kept_and_shown(sets: Path, catalogue: Catalogue, role: str) -> None:
    """It stands in a file with role, set and reason, and at its row, here and elsewhere."""
    other = opened("overview", catalogue, role=role)
    screen = opened("overview", catalogue, role=role)
    said = decide(screen, "2", "herzien", REASON)
    (kept,) = read_decisions(sets)
    row = screen.view.evaluation.queue.set_index("rank").loc[2]

    assert "Het besluit is vastgelegd." in said
    assert (kept.by, kept.decision, kept.reason) == (role, "herzien", REASON)
    about = [row[one] for one in ("assignment", "item", "item_hash", "option", "trigger")]
    assert list(kept.about) == about
    assert kept.extract_hash == screen.view.source.extract.hash
    assert "Besloten: herzien" in text(screen)
    other.fields["level"].value = "1"  # somebody else, in another window, chooses something
    assert REASON in text(other)
    assert REASON in text(opened("overview", catalogue))


def test_the_last_decision_counts(sets: Path, catalogue: Catalogue) -> None:
    """Somebody who thinks again decides again; both files stay."""
    screen = opened("overview", catalogue, role="projectleider")
    decide(screen, "1", "herzien", "Meteen doen.")
    decide(screen, "1", "laten", "Het was een misverstand.")

    assert len(read_decisions(sets)) == 2
    assert "Het was een misverstand." in text(screen)
    assert "Meteen doen." not in text(screen)


@pytest.mark.parametrize(
    ("rank", "why", "said"),
    [
        ("", REASON, "Kies waarover het gaat"),
        ("1", "  ", "schrijf waarom"),
        ("1", "x" * 501, "te lang"),
        ("1", "Kevin de Vries zei het, bel 06-12345678", "zonder naam"),
    ],
)
def test_what_is_not_kept(sets: Path, catalogue: Catalogue, rank: str, why: str, said: str) -> None:
    """Without a row or a reason, or with a name in it, nothing is written; the words stay."""
    screen = opened("overview", catalogue, role="projectleider")

    assert said in decide(screen, rank, "herzien", why)
    assert queue_of(screen).why.value == why
    assert not list(sets.glob("revisies/*"))


def test_a_folder_that_cannot_be_written(sets: Path, catalogue: Catalogue) -> None:
    """The person hears that it is not kept, and keeps the words to try again."""
    screen = opened("overview", catalogue, role="projectleider")
    (sets / "revisies").rmdir() if (sets / "revisies").exists() else None
    (sets / "revisies").write_text("in de weg")
    try:
        said = decide(screen, "1", "laten", REASON)
    finally:
        (sets / "revisies").unlink()

    assert "niet bewaard" in said
    assert queue_of(screen).why.value == REASON


@pytest.mark.usefixtures("sets")
@pytest.mark.parametrize("role", ["", "coach"])
def test_who_decides_nothing_sees_no_form(catalogue: Catalogue, role: str) -> None:
    """Also in JupyterLab, where nobody is known to come from a role."""
    queue = queue_of(opened("overview", catalogue, role=role))

    assert queue._form.layout.display == "none"


@pytest.mark.usefixtures("sets")
def test_made_up_decisions_never_stand_among_content(catalogue: Catalogue) -> None:
    """What is decided about made-up data stays beside it."""
    before = read_decisions(content_root())
    decide(opened("overview", catalogue, role="projectleider"), "1", "laten", REASON)

    assert read_decisions(content_root()) == before
