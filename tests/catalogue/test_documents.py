"""YAML read into plain values with the line of each, and nothing guessed."""

import os
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wpo.catalogue.documents import Document, Problem, read_document, spell

NOBODY = 65534


@pytest.fixture
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder for one file."""
    return tmp_path_factory.mktemp("documents")


def _read(folder: Path, text: str | bytes) -> Document:
    path = folder / "x.yaml"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return read_document(path, "x.yaml")


def _problems(folder: Path, text: str | bytes) -> list[str]:
    return [str(one) for one in _read(folder, text).problems]


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("12:30", "12:30"),
        ("NO", "NO"),
        ("no", "no"),
        ("yes", "yes"),
        ("on", "on"),
        ("True", "True"),
        ("'1'", "1"),
        ('"true"', "true"),
        ("'null'", "null"),
        ("''", ""),
        ("1", 1),
        ("-3", -3),
        ("0", 0),
        ("true", True),
        ("false", False),
        ("", None),
        ("null", None),
        ("~", None),
        ("1.5", "1.5"),
        ("1.0", "1.0"),
        ("+1", "+1"),
        ("007", "007"),
        ("0o7", "0o7"),
        ("0x1f", "0x1f"),
        ("1_000", "1_000"),
        ("1e3", "1e3"),
        (".inf", ".inf"),
        ("2026-01-01", "2026-01-01"),
        ("=", "="),
        ("Wat is dit?", "Wat is dit?"),
        ("[Wat is dit?]", ["Wat is dit?"]),
        ("'Zeg je het?'", "Zeg je het?"),
        ("|\n  1\n  2", "1\n2"),
        (">\n  een\n  twee", "een twee"),
        ("één € 😀", "één € 😀"),
        ('"\\u00e9\\n"', "é\n"),
        ("{b: [1, '2', {c: d}]}", {"b": [1, "2", {"c": "d"}]}),
    ],
)
def test_values(folder: Path, written: str, value: Any) -> None:
    """Only whole numbers, true, false and nothing are more than text."""
    document = _read(folder, f"a: {written}")

    assert document.problems == []
    assert document.data == {"a": value}
    assert type(document.data["a"]) is type(value)


@pytest.mark.parametrize(
    "text",
    [b"\xef\xbb\xbfa: b\nc:\n  - d\n", b"a: b\r\nc:\r\n  - d\r\n", b"a: b\rc:\r  - d\r"],
    ids=["byte order mark", "Windows", "old Mac"],
)
def test_line_ends(folder: Path, text: bytes) -> None:
    """How an editor ends its lines, or begins its files, changes neither values nor lines."""
    document = _read(folder, text)

    assert document.data == {"a": "b", "c": ["d"]}
    assert document.line(("c", 0)) == 3


def test_lines(folder: Path) -> None:
    """Every field knows its line; what does not exist has the line of what is around it."""
    document = _read(folder, "# kop\na:\n  b: 1\n  c:\n    - x\n\n    - y: z\n")
    places: list[tuple[str | int, ...]] = [
        (),
        ("a",),
        ("a", "b"),
        ("a", "c"),
        ("a", "c", 0),
        ("a", "c", 1, "y"),
        ("a", "c", 1, "weg"),
        ("weg", 3),
    ]

    assert [document.line(place) for place in places] == [2, 2, 3, 4, 5, 7, 7, 2]


@pytest.mark.parametrize(
    ("place", "said"),
    [
        ((), "bestand"),
        (("title",), "title"),
        (("practice", 1, "options", 0, "text"), "practice[2].options[1].text"),
        ((0, "a"), "[1].a"),
    ],
)
def test_spell(place: tuple[str | int, ...], said: str) -> None:
    """A place is said as an author counts: from one."""
    assert spell(place) == said


def test_problem() -> None:
    """A problem is one line: file, line, field, message."""
    problem = Problem(file="a/b.yaml", line=3, field="x[1]", message="is leeg")

    assert str(problem) == "a/b.yaml:3: x[1]: is leeg"


YAML = "bestand: is geen geldige YAML"
MISTAKES = {
    "duplicate key": ("a: 1\nb: 2\na: 3\n", "x.yaml:3: a: staat twee keer in hetzelfde blok"),
    "duplicate deep": ("a:\n- b: 1\n  b: [2]\n", "x.yaml:3: a[1].b: staat twee keer"),
    "empty": ("", "x.yaml:1: bestand: is leeg"),
    "comment": ("# niets\n", "x.yaml:1: bestand: is leeg"),
    "dashes": ("---\n", "x.yaml:2: bestand: is leeg"),
    "tilde": ("~\n", "x.yaml:1: bestand: is leeg"),
    "not UTF-8": (b"a: b\nc: caf\xe9\n", "x.yaml:2: bestand: is geen UTF-8-tekst"),
    "UTF-16": ("a: b".encode("utf-16"), "x.yaml:1: bestand: is geen UTF-8-tekst"),
    "binary": (b"a: b\nc: d\x00\n", "x.yaml:2: bestand: bevat een teken dat niet mag (#x00)"),
    "bell": ("é: b\nc: d\x07\n", "x.yaml:2: bestand: bevat een teken dat niet mag (#x07)"),
    "tab": ("a:\n\t- b\n", f"x.yaml:2: {YAML}: een tab; spring in met spaties"),
    "tab in map": ("a:\n  b: 1\n\tc: 2\n", f"x.yaml:3: {YAML}: een tab; spring in met spaties"),
    "indentation": ("a:\n  b: 1\n c: 2\n", f"x.yaml:3: {YAML}: de regels springen niet gelijk in"),
    "colon": ("a: b\nc: Let op: nu\n", f"x.yaml:2: {YAML}: een dubbele punt in een tekst"),
    "half": ('a: b\nc: "half\nd: e\n', f"x.yaml:2: {YAML}: de tekst houdt op voor het einde"),
    "half list": ("a: [b,\n", f"x.yaml:2: {YAML}"),
    "anchor": ("a: &x tekst\n", "x.yaml:1: a: gebruikt een anker (&x)"),
    "alias": ("a: b\nc: *x\n", "x.yaml:2: c: gebruikt een anker (*x)"),
    "itself": ("a: &x [*x]\n", "x.yaml:1: a[1]: gebruikt een anker (*x)"),
    "merge": ("a:\n  <<: *x\n", "x.yaml:2: a.<<: gebruikt een anker (*x)"),
    "tag": ("a: b\nc: !ruby/object x\n", "x.yaml:2: c: gebruikt een tag (!ruby/object)"),
    "core tag": ("a: !!str 1\n", "x.yaml:1: a: gebruikt een tag (tag:yaml.org,2002:str)"),
    "bare tag": ("a: !Let op\n", "x.yaml:1: a: gebruikt een tag (!Let)"),
    "list tag": ("a: !!set [b]\n", "x.yaml:1: a: gebruikt een tag (tag:yaml.org,2002:set)"),
    "documents": ("a: b\n---\nc: d\n", "x.yaml:2: bestand: begint hier opnieuw (---)"),
    "list as key": ("a: b\n? [c, d]\n: e\n", "x.yaml:2: ?: is geen naam van een veld"),
    "alias as key": ("*x : e\n", "x.yaml:1: ?: is geen naam van een veld"),
    "half character": ('a: "\\ud800"\n', "x.yaml:1: a: bevat een half teken"),
    "deep": ("a:\n  " + "[" * 10_000 + "]" * 10_000, f"x.yaml:2: {YAML}: meer dan 50 blokken"),
    "deeper": ("[" * 300_000, f"x.yaml:1: {YAML}: meer dan 50 blokken"),
    "deep keys": (
        "\n".join(" " * n + "a:" for n in range(10_000)),
        f"x.yaml:51: {YAML}: meer dan 50 blokken",
    ),
}


@pytest.mark.parametrize(("text", "said"), MISTAKES.values(), ids=MISTAKES)
def test_mistakes(folder: Path, text: str | bytes, said: str) -> None:
    """Every slip of the pen is reported on its own line, in Dutch, and nothing crashes."""
    assert any(one.startswith(said) for one in _problems(folder, text)), _problems(folder, text)


def test_laughs(folder: Path) -> None:
    """Anchors in anchors do not grow: a billion laughs are as many problems as there are signs."""
    lines = ["a0: &a0 [x, x]"]
    lines += [f"a{n}: &a{n} [*a{n - 1}, *a{n - 1}]" for n in range(1, 30)]

    assert len(_problems(folder, "\n".join(lines))) == 30 + 2 * 29


def test_endless_number(folder: Path) -> None:
    """A row of thousands of digits is no number."""
    document = _read(folder, "a: " + "1" * 5000)

    assert document.data == {"a": "1" * 5000}


def test_all_at_once(folder: Path) -> None:
    """What comes after a mistake is read all the same."""
    document = _read(folder, "a: 1\na: 2\nb: &x c\nd: !y e\nf: goed\n")

    assert [one.line for one in document.problems] == [2, 3, 4]
    assert document.data["f"] == "goed"


@pytest.mark.parametrize(
    ("make", "said"),
    [
        (lambda path: path.mkdir(), "het is een map"),
        (lambda path: path.symlink_to(path.parent / "weg.yaml"), "het bestaat niet"),
        (lambda _path: None, "het bestaat niet"),
        (lambda path: path.symlink_to(path), "Too many levels of symbolic links"),
    ],
    ids=["folder", "broken link", "missing", "circle"],
)
def test_unreadable(folder: Path, make: Any, said: str) -> None:
    """A file that cannot be read is a problem like any other."""
    path = folder / "x.yaml"
    make(path)
    (problem,) = read_document(path, "x.yaml").problems

    assert str(problem) == f"x.yaml:1: bestand: kan niet worden gelezen: {said}"


def test_forbidden(folder: Path) -> None:
    """A file that one may not read is named as such."""
    path = folder / "x.yaml"
    path.write_text("a: b")
    path.chmod(0)
    root = os.geteuid() == 0
    try:
        if root:
            os.seteuid(NOBODY)
        (problem,) = read_document(path, "x.yaml").problems
    finally:
        if root:
            os.seteuid(0)

    assert problem.message == "kan niet worden gelezen: u mag het niet lezen"


SIGNS = st.text(st.sampled_from("ab:-[]{}\"'#&*!|>?, \n\t%@é1~"), max_size=60)


@given(text=st.one_of(SIGNS, st.text(max_size=40), st.binary(max_size=40)))
@settings(max_examples=300, deadline=None)
def test_anything(tmp_path_factory: pytest.TempPathFactory, text: str | bytes) -> None:
    """Whatever stands in a file, it is read or it is a problem of one line."""
    path = tmp_path_factory.getbasetemp() / "anything.yaml"
    path.write_bytes(
        text if isinstance(text, bytes) else text.encode("utf-8", errors="surrogatepass")
    )
    document = read_document(path, "x.yaml")

    assert document.problems or document.data is not None
    for problem in document.problems:
        assert problem.line >= 1
        assert "\n" not in str(problem)
