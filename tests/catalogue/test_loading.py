"""All of content/ as one value, or every problem of every file at once."""

import shutil
from pathlib import Path

import pytest

from tests.catalogue.breaking import FILE, Content
from wpo.catalogue.loading import Catalogue, content_root, load, read
from wpo.errors import ContentError
from wpo.model.questions import Model
from wpo.model.skills import LEVELS

OTHER = "opdrachten/overleggen/zeggen/niveau-2.yaml"


@pytest.fixture
def content(tmp_path: Path) -> Content:
    """A content folder with one opdracht."""
    return Content(tmp_path)


def test_real_content(catalogue: Catalogue) -> None:
    """The real content can be read, and every opdracht stands in its own cell of the matrix."""
    cells = {(sub.id, level.level) for _, sub, level in catalogue.skills.cells()}

    assert {(one.sub_skill, one.level) for one in catalogue.assignments.values()} <= cells
    assert len(cells) == 48
    assert list(catalogue.assignments) == [one.id for one in catalogue.assignments.values()]


def test_order(catalogue: Catalogue) -> None:
    """Opdrachten stand in the order of the matrix, whatever their files are called."""
    cells = [(sub.id, level.level) for _, sub, level in catalogue.skills.cells()]
    found = [cells.index((one.sub_skill, one.level)) for one in catalogue.assignments.values()]

    assert found == sorted(found)


def test_no_assignments(content: Content) -> None:
    """Content without a single opdracht is content."""
    shutil.rmtree(content.root / "opdrachten")
    catalogue, problems = read(content.root)

    assert problems == ()
    assert catalogue is not None
    assert dict(catalogue.assignments) == {}


def test_load(content: Content) -> None:
    """Loading gives the catalogue, or one error with every problem, a line each."""
    assert list(load(content.root).assignments) == ["overleggen-luisteren-2"]
    content.change("status: concept", "status: klaar")
    content.change("texts:", "texts:\n  x: 1", "interface/deelnemer.yaml")
    with pytest.raises(ContentError) as told:
        load(content.root)

    assert told.value.message.split("\n") == content.problems()
    assert len(content.problems()) == 2


def test_every_file_at_once(content: Content) -> None:
    """Problems of all files come together, by file and by line."""
    content.change("title:", "titel:")
    content.change("    kind: order\n", "    kind: volgorde\n")
    content.change("label: Groen", "naam: Groen", "werkplekken.yaml")
    content.change("means: Praten", "means: &x Praten", "woordenlijst.yaml")
    content.change("[24105]", "[1]", "skills.yaml")
    content.change("texts:", "texts:\n\t- x", "interface/deelnemer.yaml")
    content.write(OTHER, b"\xff\xfe")
    found = content.found()

    assert {one.file for one in found} == {
        FILE,
        OTHER,
        "interface/deelnemer.yaml",
        "skills.yaml",
        "werkplekken.yaml",
        "woordenlijst.yaml",
    }
    assert list(found) == sorted(found)
    assert len(found) == 9


@pytest.mark.parametrize(
    "name",
    [
        "skills.yaml",
        "werkplekken.yaml",
        "woordenlijst.yaml",
        "interface/deelnemer.yaml",
        "interface/deuren.yaml",
        "interface/staf.yaml",
    ],
)
@pytest.mark.parametrize("way", ["gone", "empty", "dashes", "list", "folder"])
def test_needed(content: Content, name: str, way: str) -> None:
    """Without one of the files that everything needs there is no catalogue, and it says why."""
    path = content.path(name)
    path.unlink()
    if way == "folder":
        path.mkdir()
    elif way != "gone":
        path.write_text({"empty": "", "dashes": "---\n", "list": "- x\n"}[way])

    assert [one.file for one in content.found()] == [name]


def test_dashes_in_assignment(content: Content) -> None:
    """An opdracht of which only dashes are left is missed, not skipped."""
    content.write(FILE, "---\n")

    assert content.problems() == [f"{FILE}:2: bestand: is leeg; vul het bestand of haal het weg"]


def test_half_written(content: Content) -> None:
    """A file of which an editor wrote only half is a problem, wherever it was cut off."""
    text = content.text().encode()
    for end in range(0, len(text) - 300, 401):
        content.write(FILE, text[:end])
        assert content.found(), end


def test_twice(content: Content) -> None:
    """One id in two files is said at the second, with the name of the first."""
    content.write(OTHER, content.text())
    line = 1

    assert (
        f"{OTHER}:{line}: id: overleggen-luisteren-2 is al de id van {FILE}; kies een andere"
        in content.problems()
    )


@pytest.mark.parametrize(
    "name",
    [
        "opdrachten/x.yaml",
        "opdrachten/overleggen/luisteren/niveau-3.yaml",
        "opdrachten/a/b/c/d.yaml",
    ],
)
def test_wrong_folder(content: Content, name: str) -> None:
    """An opdracht in the wrong place says where it belongs."""
    content.write(name, content.text())
    content.path(FILE).unlink()

    assert content.problems() == [
        f"{name}:1: bestand: staat op de verkeerde plek; zet het in {FILE}"
    ]


def test_wrong_id(content: Content) -> None:
    """The id of an opdracht follows from its place in the matrix."""
    content.change("id: overleggen-luisteren-2", "id: luisteren-2")

    assert content.problems() == [
        f"{FILE}:1: id: luisteren-2 past niet; maak er overleggen-luisteren-2 van"
    ]


@pytest.mark.parametrize(("old", "new"), [("level: 2", "level: 4"), ("s1a", "s9a")])
def test_unknown_cell(content: Content, old: str, new: str) -> None:
    """A cell that the skill model does not have is named."""
    content.change(old, new)
    (problem,) = content.found()

    assert (problem.line, problem.field) == (4, "sub_skill")
    assert problem.message.endswith("staat niet in skills.yaml")


def test_unknown_workplace(content: Content) -> None:
    """Every kind of work that is not in the list is named at its question."""
    lines = [content.change("workplace: winkel", "workplace: mars")]
    lines.append(content.change("workplace: metaal", "workplace: maan"))

    assert [(one.line, one.field) for one in content.found()] == [
        (lines[0], "practice[1].workplace"),
        (lines[1], "practice[4].workplace"),
    ]
    assert "mars staat niet in werkplekken.yaml: fietsen, groen" in content.problems()[0]


@pytest.mark.parametrize("wrong", ["a+b", "+", "''", ".", "x" * 101])
def test_ids(content: Content, wrong: str) -> None:
    """An id is one short word: answers are spelled with a plus, and a dot closes an example."""
    line = content.change("      - id: c\n", f"      - id: {wrong}\n")
    (problem,) = content.found()

    assert (problem.line, problem.field) == (line, "practice[1].options[3].id")
    assert "gebruik letters, cijfers, - en _" in problem.message


def test_directory(content: Content) -> None:
    """A folder that is called like a file is a problem."""
    (content.root / "opdrachten" / "x.yaml").mkdir()

    assert content.problems() == [
        "opdrachten/x.yaml:1: bestand: kan niet worden gelezen: het is een map"
    ]


def test_deep(content: Content) -> None:
    """Brackets in brackets without end are a problem, wherever they stand."""
    content.change("title: Luisteren", "title: " + "[" * 10_000 + "]" * 10_000 + " #")

    assert len(content.found()) == 1
    assert content.found()[0].line == 6


def test_no_folder(tmp_path: Path) -> None:
    """A folder without anything misses what everything needs."""
    catalogue, problems = read(tmp_path / "weg")

    assert catalogue is None
    assert len(problems) == 7
    assert all("het bestaat niet" in one.message for one in problems)


def test_unknown_assignment(catalogue: Catalogue) -> None:
    """Asking for an opdracht that is not there names those that are."""
    with pytest.raises(
        ContentError, match=r"Er is geen opdracht 'weg'\. Wel: overleggen-luisteren-1"
    ):
        catalogue.assignment("weg")


def test_frozen(catalogue: Catalogue) -> None:
    """Nobody changes the content by accident."""
    with pytest.raises(TypeError):
        catalogue.assignments["x"] = None  # type: ignore[index]
    with pytest.raises(TypeError):
        catalogue.interface["x"] = ""  # type: ignore[index]


def test_places(content: Content) -> None:
    """Later findings can point at the line of any field."""
    catalogue = load(content.root)
    line = content.text().split("      - In de winkel legt")[0].count("\n") + 1
    document = catalogue.places["overleggen-luisteren-2"]

    assert document.line(("practice", 0, "stem", 0)) == line
    assert document.file == FILE


def test_recordings(content: Content) -> None:
    """A recording is found by the hash in its name."""
    content.write("geluid/0123456789abcdef.mp3", b"")

    assert dict(load(content.root).recordings) == {"0123456789abcdef": "0123456789abcdef.mp3"}


def test_labels_are_free(content: Content) -> None:
    """Labels and texts may be renamed at any time; only ids and slugs hold things together."""
    for old, new, name in (
        ("label: Overleggen", "label: Samen praten", "skills.yaml"),
        ("label: Luisteren en vragen", "label: Goed horen", "skills.yaml"),
        ("label: Groen", "label: In het groen", "werkplekken.yaml"),
        ("title: Luisteren en een vraag stellen", "title: Vragen", FILE),
    ):
        content.change(old, new, name)

    assert content.problems() == []
    assert load(content.root).assignment("overleggen-luisteren-2").title == "Vragen"


def test_root(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """WPO_CONTENT says where content is, else it stands beside the package."""
    monkeypatch.setenv("WPO_CONTENT", str(tmp_path))
    own = content_root()
    monkeypatch.setenv("WPO_CONTENT", "")
    usual = content_root()
    monkeypatch.delenv("WPO_CONTENT")

    assert own == tmp_path
    assert usual == content_root()
    assert (usual / "skills.yaml").exists()


def test_first_level(catalogue: Catalogue) -> None:
    """On level 1 somebody shows it first."""
    first = [one for one in catalogue.assignments.values() if one.level == LEVELS[0]]

    assert first
    assert all(isinstance(one.practice[0], Model) for one in first)
