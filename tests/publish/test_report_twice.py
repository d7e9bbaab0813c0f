"""The same set gives the same report, whoever makes it, where and when."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from click.testing import CliRunner, Result

from tests.evaluation.made_up import ordinary
from tests.publish.reporting import MANIFEST
from wpo.catalogue.loading import Catalogue
from wpo.cli import main
from wpo.errors import ContentError, SetupError
from wpo.evaluation.evaluate import evaluate
from wpo.pilot.extract.reading import Extract
from wpo.publish.report import report_html, report_name, report_pdf, report_subjects


@pytest.fixture(scope="module")
def extract() -> Iterator[Extract]:
    """A set of a made-up pilot in which one question is too hard."""
    with TemporaryDirectory() as folder:
        pilot = ordinary(people=10, hard={"opdracht-2/q3": 0.15})
        yield pilot.write(Path(folder), **MANIFEST)


def ran(extract: Extract, *words: str) -> Result:
    """Run ``wpo report`` beside a folder of sets."""
    surroundings = {"WPO_EXTRACTS": str(extract.path.parent), "WPO_EXTRACT": ""}
    return CliRunner().invoke(main, ["report", *words], env=surroundings)


def test_elsewhere(extract: Extract, catalogue: Catalogue, tmp_path: Path) -> None:
    """Another process, in another time zone and language, writes every report byte for byte."""
    strange = {"TZ": "Pacific/Kiritimati", "LC_ALL": "C", "LANG": "tr_TR.UTF-8"}
    strange |= {"PYTHONHASHSEED": "7", "SOURCE_DATE_EPOCH": "0"}
    out = tmp_path / "elders"
    words = [sys.executable, "-m", "wpo", "report", str(out), "--extract", str(extract.path)]
    subprocess.run(words, env=os.environ | strange, check=True, capture_output=True, timeout=300)
    says = evaluate(extract)
    expected = {}
    for about, of in report_subjects(says):
        name = report_name(extract, assignment=about, organisation=of)
        chosen = {"assignment": about, "organisation": of}
        expected[f"{name}.html"] = report_html(says, extract, catalogue, **chosen).encode()
        expected[f"{name}.pdf"] = report_pdf(says, extract, catalogue, **chosen)

    assert len(expected) == 2 * (1 + 3 + 7)
    assert {one.name: one.read_bytes() for one in out.iterdir()} == expected
    whole = expected[f"{report_name(extract)}.html"].decode()
    assert whole.count('<section class="card">') == 1
    assert "Over opdracht-2 (verzonnen)" in whole


def test_newest(extract: Extract, tmp_path: Path) -> None:
    """Without a set the newest is told of; the ending says which form, whatever its case."""
    assert ran(extract, str(tmp_path / "a.html")).exit_code == 0
    assert ran(extract, str(tmp_path / "b.PDF"), "--organisation", "b").exit_code == 0

    assert extract.name in (tmp_path / "a.html").read_text(encoding="utf-8")
    assert (tmp_path / "b.PDF").read_bytes().startswith(b"%PDF")


def test_refused(extract: Extract, tmp_path: Path) -> None:
    """Another form, an unknown opdracht and a folder without sets are told; nothing is written."""
    form = ran(extract, str(tmp_path / "a.docx"))
    unknown = ran(extract, str(tmp_path / "b"), "--assignment", "opdracht-9")
    nowhere = CliRunner().invoke(
        main,
        ["report", str(tmp_path / "c.html")],
        env={"WPO_EXTRACTS": str(tmp_path), "WPO_EXTRACT": ""},
    )

    assert form.exit_code == 2
    assert ".docx" in form.output
    assert isinstance(unknown.exception, ContentError)
    assert isinstance(nowhere.exception, SetupError)
    assert "wpo extract" in str(nowhere.exception)
    assert not list(tmp_path.iterdir())
