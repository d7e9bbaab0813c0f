"""The documents tell the truth: what they name exists, what they show runs."""

import re
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from wpo.cli import main
from wpo.errors import all_errors

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")
CONTRIBUTING = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
FOR_KERNELS = {"WPO_PERSON", "WPO_ROLE", "WPO_ROOM"}  # the server says these to its own kernels
MAKEFILE = (ROOT / "Makefile").read_text(encoding="utf-8")


@pytest.mark.parametrize("document", ["README.md", "CONTRIBUTING.md"])
def test_every_file_a_document_names_exists(document: str) -> None:
    """Paths in code marks and links are real."""
    text = (ROOT / document).read_text(encoding="utf-8")
    named = re.findall(r"`((?:wpo|content|tests|notebooks)/[\w./-]+)`", text)
    named += re.findall(r"\]\((?!http|#)([^)]+)\)", text)

    assert named
    for path in named:
        assert (ROOT / path).exists(), path


def test_every_command_is_named_in_the_readme() -> None:
    """Each `wpo` command and each target of the menu stands in the README."""
    for command in main.commands:
        assert f"wpo {command}" in README, command
    targets = re.search(r"^\.PHONY: help (.*)$", MAKEFILE, re.MULTILINE)
    assert targets
    for target in set(targets.group(1).split()) - {"clean", "debian", "lock"}:
        assert f"make {target}" in README, target


def test_every_setting_is_named_in_contributing() -> None:
    """Each environment variable that the code reads is explained."""
    code = "\n".join(path.read_text(encoding="utf-8") for path in (ROOT / "wpo").rglob("*.py"))
    for setting in set(re.findall(r'"(WPO_[A-Z]+)"', code)) - FOR_KERNELS:
        assert setting in CONTRIBUTING, setting


def test_the_readme_names_five_files_to_read_first() -> None:
    """A newcomer knows where to begin."""
    part = README.split("## Lees eerst")[1].split("\n## ")[0]

    assert len(re.findall(r"^\d\. ", part, re.MULTILINE)) == 5


def test_the_house_in_contributing_names_every_room() -> None:
    """The picture and the tree are the same house."""
    rooms = {
        path.name
        for path in (ROOT / "wpo").iterdir()
        if path.is_dir() and (path / "__init__.py").exists()
    }
    for room in rooms:
        assert re.search(rf"\b{room}/", CONTRIBUTING), room


def test_every_error_explains_itself() -> None:
    """`wpo explain` prints cause and remedy for every slug, and the list without one."""
    runner = CliRunner()
    slugs = [one.slug for one in all_errors()]
    everything = runner.invoke(main, ["explain"])

    assert len(set(slugs)) == len(slugs)
    for slug in slugs:
        one = runner.invoke(main, ["explain", slug])
        assert one.exit_code == 0
        assert "Oorzaak" in one.output
        assert slug in everything.output
    assert runner.invoke(main, ["explain", "bestaat-niet"]).exit_code != 0


def test_check_runs_as_the_readme_says() -> None:
    """`wpo check` on the real content ends well and shows the matrix of 48."""
    done = subprocess.run(
        [sys.executable, "-m", "wpo", "check"], capture_output=True, text=True, check=False
    )

    assert done.returncode == 0, done.stdout + done.stderr
    assert "van 48 opdrachten" in done.stdout


def test_a_content_mistake_stops_the_server_with_every_problem(tmp_path: Path) -> None:
    """Starting on broken content prints file and line, no traceback, and ends."""
    done = subprocess.run(
        [sys.executable, "-m", "wpo", "serve"],
        capture_output=True,
        text=True,
        check=False,
        env={"PATH": "/usr/bin", "WPO_CONTENT": str(tmp_path), "WPO_DATA": str(tmp_path)},
    )

    assert done.returncode == 1
    assert "skills.yaml:1: bestand: kan niet worden gelezen" in done.stderr
    assert "[inhoud]" in done.stderr
    assert "Traceback" not in done.stderr
