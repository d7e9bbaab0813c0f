"""The house as design and style draw it: layers, sizes, docstrings, tests that are sentences."""

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
MODULES = sorted((ROOT / "wpo").rglob("*.py"))
TESTS = sorted((ROOT / "tests").rglob("test_*.py"))
FORBIDDEN_NAMES = {"utils", "helpers", "common", "core", "base", "manager"}


def name(path: Path) -> str:
    """Return a path as the tree shows it."""
    return path.relative_to(ROOT).as_posix()


def functions(path: Path) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    """Yield every function of a module."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def test_imports_run_downwards_only() -> None:
    """The layer contract of pyproject.toml holds, and every module has a place in it."""
    command = [
        sys.executable,
        "-c",
        "from importlinter.cli import lint_imports_command as run; run()",
    ]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)

    assert done.returncode == 0, done.stdout


def test_the_top_level_is_what_was_agreed() -> None:
    """No other folder stands at the root, hidden ones and what git ignores aside."""
    tracked = subprocess.run(
        ["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout.splitlines()
    tops = {path.split("/")[0] for path in tracked if "/" in path}

    assert {one for one in tops if not one.startswith(".")} <= {
        "notebooks",
        "wpo",
        "content",
        "data",
        "tests",
    }


@pytest.mark.parametrize("path", MODULES, ids=name)
def test_a_module_is_one_noun_of_a_readable_size(path: Path) -> None:
    """At most 400 lines, a docstring, and no name that says nothing."""
    text = path.read_text(encoding="utf-8")

    assert len(text.splitlines()) <= 400
    assert ast.get_docstring(ast.parse(text))
    assert path.stem not in FORBIDDEN_NAMES


def test_functions_are_short() -> None:
    """Half of them have at most 12 lines, and hardly one has over 60."""
    lengths = sorted(
        (one.end_lineno or 0) - one.lineno + 1 for path in MODULES for one in functions(path)
    )

    assert lengths[len(lengths) // 2] <= 12
    assert sum(length > 60 for length in lengths) <= 3


@pytest.mark.parametrize("path", TESTS, ids=name)
def test_every_test_is_a_sentence(path: Path) -> None:
    """Each test begins with one line that says what is true, and no test uses a mock."""
    text = path.read_text(encoding="utf-8")

    assert "mock" not in re.sub(r'"mock"|a mock', "", text)
    for one in functions(path):
        if one.name.startswith("test_"):
            sentence = ast.get_docstring(one) or ""
            assert sentence.split("\n")[0].endswith("."), f"{name(path)}: {one.name}"


def test_the_core_has_no_clock_and_no_dice() -> None:
    """Nothing below catalogue and store asks for the time or for chance."""
    for room in ("model", "practice", "language"):
        for path in (ROOT / "wpo" / room).rglob("*.py"):
            text = path.read_text(encoding="utf-8")
            assert not re.search(r"\.now\(|\.today\(|time\(\)|import random", text), name(path)


def test_no_document_names_a_registry() -> None:
    """Neither the lock nor a document says from which host packages come."""
    host = re.compile(
        r"pypi\.org|pythonhosted|registry\.npmjs|deb\.debian\.org|index-url", re.IGNORECASE
    )
    for file in ["requirements.txt", "tests/bench/requirements.txt", "pyproject.toml"]:
        text = re.sub(r"--no-emit-index-url", "", (ROOT / file).read_text(encoding="utf-8"))
        assert not host.search(text), file
    for file in ROOT.glob("*.md"):
        assert not host.search(file.read_text(encoding="utf-8")), file.name


def test_every_requirement_is_pinned_and_hashed() -> None:
    """Each package has one version and at least one hash."""
    text = (ROOT / "requirements.txt").read_text(encoding="utf-8")
    blocks = re.split(r"\n(?=[a-z0-9])", text)
    packages = [block for block in blocks if re.match(r"[a-z0-9]", block)]

    assert len(packages) > 100
    for block in packages:
        assert re.match(r"[a-z0-9._-]+(\[[a-z,]+\])?==\S+", block), block.split("\n")[0]
        assert "--hash=sha256:" in block, block.split("\n")[0]
