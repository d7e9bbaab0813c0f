"""The content check: findings at a line of a file, one page about everything, a command."""

import json
import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from tests.language.made import UNHANDY, assignment, choice, option
from wpo.catalogue.check import check, lexicon, overview, report
from wpo.catalogue.loading import Catalogue, Word, WordList, content_root, load
from wpo.catalogue.shapes import plain
from wpo.model.assignments import Assignment

BAD = assignment(
    choice(
        option("Ik wacht en kijk."),
        option("Ik werk nog door.", UNHANDY),
        stem=("Je hebt het onder de knie.", "De implementatie is adequaat.", "Wat doe je?"),
    )
)


@pytest.fixture
def content(tmp_path: Path) -> Path:
    """Return a content folder with the skill model and no assignment yet."""
    for name in ("skills.yaml", "werkplekken.yaml", "woordenlijst.yaml", "interface", "beeld"):
        source = content_root() / name
        copy = shutil.copytree if source.is_dir() else shutil.copy
        copy(source, tmp_path / name)
    return tmp_path


def _write(content: Path, one: Assignment) -> Path:
    """Write an assignment as JSON, which is YAML too, one field a line."""
    path = content / "opdrachten/overleggen/luisteren" / f"niveau-{one.level}.yaml"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(plain(one), indent=1, ensure_ascii=False), encoding="utf-8")
    return path


@pytest.fixture
def catalogue(content: Path) -> Catalogue:
    """Return a catalogue with one assignment that has a saying and hard words in it."""
    _write(content, BAD)
    return load(content)


def test_line(catalogue: Catalogue) -> None:
    """A finding points at the line on which its words stand, and prints as one line."""
    (saying,) = (one for one in check(catalogue) if one.finding.rule == "T8")
    lines = (catalogue.root / saying.file).read_text(encoding="utf-8").splitlines()

    assert "onder de knie" in lines[saying.line - 1]
    assert str(saying) == (
        f"opdrachten/overleggen/luisteren/niveau-1.yaml:{saying.line}: practice[2].stem[1]: "
        "T8: 'onder de knie': beeldspraak; zeg het gewoon: goed kunnen"
    )
    assert saying.blocks


def test_in_order(catalogue: Catalogue) -> None:
    """Findings of one assignment come in the order of the file."""
    lines = [one.line for one in check(catalogue)]

    assert lines == sorted(lines)


def test_word_counts(catalogue: Catalogue) -> None:
    """Words are judged by how often they occur in Dutch."""
    rare = {
        word for one in check(catalogue) if one.finding.rule == "T4" for word in one.finding.words
    }

    assert {"implementatie", "adequaat"} <= rare
    assert "collega" not in rare


def test_lexicon() -> None:
    """The words of the word list are known, in all their forms and whatever their capital."""
    words = lexicon(
        WordList(words=(Word(word="muis", means="Een dier.", forms=("muizen",)),), known=("Fatma",))
    )

    assert {"muis", "muizen", "fatma"} <= words.known
    assert words.zipf("werk") > 5


def test_overview(catalogue: Catalogue) -> None:
    """One page shows the 16 rows of the matrix, the totals and the measures."""
    findings = check(catalogue)
    page = overview(catalogue, findings)
    errors = sum(one.blocks for one in findings)
    rows = [line for line in page.splitlines() if line.startswith("s")]

    assert len(rows) == 16
    assert f"concept {errors}E {len(findings) - errors}W" in rows[0]
    assert rows[1].split()[-3:] == ["-", "-", "-"]
    assert "1 van 48 opdrachten" in page
    assert "overleggen-luisteren-1 " in page


def test_report(content: Path) -> None:
    """The report names what blocks and what warns, and fails only when something blocks."""
    _write(content, BAD)
    printed, blocked = report(content, "overleggen-luisteren")
    _, elsewhere = report(content, "afspraak")
    _write(content, assignment())
    _, good = report(content)

    assert (blocked, elsewhere, good) == (True, False, False)
    assert "onder de knie" in printed


def test_half_written_neighbour(content: Path) -> None:
    """An author can check a file while another file has a wrong shape, and that one is named."""
    _write(content, BAD)
    _write(content, replace(BAD, level=2, id="overleggen-luisteren-2")).write_text("id: x\n")
    printed, mine = report(content, "luisteren-1")
    all_printed, both = report(content)

    assert (mine, both) == (True, True)
    assert "onder de knie" in printed
    assert "niveau-2" not in printed
    assert "niveau-2.yaml:1: version: ontbreekt" in all_printed
