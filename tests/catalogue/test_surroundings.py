"""The texts around the assignments obey the rules too, and are found at their line."""

from pathlib import Path

import pytest

from tests.catalogue.breaking import Content
from wpo.catalogue.check import report

LONG = (
    "Dit is een heel erg lange zin die maar doorgaat en doorgaat en nooit meer ophoudt met praten."
)


@pytest.fixture
def content(tmp_path: Path) -> Content:
    """A content folder with one opdracht and one page of a manual."""
    content = Content(tmp_path)
    content.write("handleiding/1-begin.md", "# Begin\n\nU begint rustig.\n")
    return content


@pytest.mark.parametrize(
    ("file", "old", "new", "told"),
    [
        ("interface/deelnemer.yaml", "next: Verder", f"next: {LONG}", "T1"),
        ("interface/deelnemer.yaml", "next: Verder", "next: Onder de knie", "T8"),
        ("interface/deuren.yaml", "welcome: Welkom", "welcome: Authenticatie", "T4"),
        ("skills.yaml", "'Ik kijk de ander aan.'", "'Ik heb het onder de knie.'", "T8"),
        ("skills.yaml", "Hoe praat ik met anderen over het werk?", LONG, "T1"),
        ("woordenlijst.yaml", "means: Praten met elkaar over het werk.", f"means: {LONG}", "T1"),
        ("interface/staf.yaml", "made_up: ", f"made_up: {LONG} {LONG[:-1]} ", "S1"),
        ("handleiding/1-begin.md", "U begint rustig.", f"{LONG[:-1]} {LONG}", "S1"),
    ],
)
def test_planted(content: Content, file: str, old: str, new: str, told: str) -> None:
    """A bad text is told with file and line, wherever participants or staff read it."""
    before, _ = report(content.root)
    line = content.change(old, new, file)
    after, _ = report(content.root)

    assert f"{file}:{line}: " not in before
    assert any(
        one.startswith(f"{file}:{line}: ") and f" {told}: " in one for one in after.splitlines()
    ), after


def test_a_page_without_a_title(content: Content) -> None:
    """A page of the manual begins with its title."""
    content.write("handleiding/2-leeg.md", "Zomaar tekst.\n")
    content.write("handleiding/3-raar.md", b"\xff\xfe")

    assert content.problems() == [
        "handleiding/2-leeg.md:1: bestand: begint niet met een titel; zet '# Titel' op de eerste "
        "regel",
        "handleiding/3-raar.md:1: bestand: is niet te lezen; bewaar het opnieuw als UTF-8",
    ]
