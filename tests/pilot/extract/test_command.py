"""``wpo extract`` as somebody types it: what it says, what it writes, and with which exit code."""

import resource
import shutil
import sys
from pathlib import Path

import pytest

from tests.pilot.extract.small import ORGANISATIONS, SmallPilot, X, small_catalogue
from wpo.catalogue.loading import Catalogue, content_root
from wpo.catalogue.testplan import FILE
from wpo.cli import run
from wpo.pilot.extract.reading import open_extract
from wpo.pilot.planning import plan_text
from wpo.store.database import open_database


class Desk:
    """A made-up pilot on a disk of its own, and somebody who types commands there."""

    def __init__(self, home: Path, catalogue: Catalogue, patch: pytest.MonkeyPatch) -> None:
        few = small_catalogue(catalogue)
        assert few.test_plan is not None
        plan = home / "content" / FILE
        _linked(content_root(), home / "content", (home / "content", plan.parent))
        plan.unlink(missing_ok=True)
        tasks, skill = home / "content" / "opdrachten", X.partition("-")[0]
        tasks.unlink()  # only what is tested: every command reads all that is there
        shutil.copytree(content_root() / tasks.name / skill, tasks / skill)
        plan.write_text(plan_text(few.test_plan), encoding="utf-8")
        self.sets, self._patch = home / "sets", patch
        patch.setenv("WPO_CONTENT", str(home / "content"))
        patch.setenv("WPO_SECRET", "s" * 32)
        self.turn_to(f"sqlite:///{home / 'wpo.sqlite'}")
        self.pilot = SmallPilot(open_database(f"sqlite:///{home / 'wpo.sqlite'}"), few)

    def turn_to(self, url: str) -> None:
        """Let the commands look for the facts elsewhere."""
        self._patch.setenv("WPO_DATABASE", url)

    def fill(self) -> None:
        """Let eight people of each of three organisations practise."""
        for organisation in ORGANISATIONS[:3]:
            self.pilot.practise(self.pilot.come(organisation, 8))

    def types(self, *words: str) -> int:
        """Type ``wpo extract`` with these words, and return the exit code."""
        self._patch.setattr(sys, "argv", ["wpo", "extract", *words])
        with pytest.raises(SystemExit) as ended:
            run()
        return int(ended.value.code or 0)


def _linked(source: Path, target: Path, own: tuple[Path, ...]) -> None:
    """Make a folder that is the same as another, by links; those in ``own`` may be changed."""
    target.mkdir(parents=True)
    for one in source.iterdir():
        there = target / one.name
        if there in own:
            _linked(one, there, own)
        else:
            there.symlink_to(one)


@pytest.fixture
def desk(catalogue: Catalogue, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Desk:
    """A desk where nobody has practised yet."""
    return Desk(tmp_path, catalogue, monkeypatch)


def test_it_writes_a_set_and_says_where(desk: Desk, capsys: pytest.CaptureFixture[str]) -> None:
    """The set stands in a folder of its own; a dry run shows the same counts and writes nothing."""
    desk.fill()
    dry = desk.types("--dry", str(desk.sets))
    shown = capsys.readouterr().out
    before = desk.sets.exists()
    code = desk.types(str(desk.sets))
    said = capsys.readouterr().out
    (folder,) = desk.sets.iterdir()

    assert (dry, code, before) == (0, 0, False)
    assert "er is niets geschreven" in shown
    assert f"Geschreven: {folder}" in said
    counts = [one for one in said.splitlines() if one.endswith(" regels")]
    assert counts == [one for one in shown.splitlines() if one.endswith(" regels")]
    assert f"answers      {open_extract(folder).manifest['counts']['answers']:>8}" in said
    weeks, pilot = (open_extract(folder).manifest[one] for one in ("weeks", "pilot"))
    assert weeks["last"] <= pilot["weeks"]
    assert "zeepbel" not in said + shown


def test_a_second_set_tells_to_throw_the_first_away(
    desk: Desk, capsys: pytest.CaptureFixture[str]
) -> None:
    """The first stays untouched beside it, and is named as one that has to go."""
    desk.fill()
    assert desk.types(str(desk.sets)) == 0
    (first,) = desk.sets.iterdir()
    manifest = (first / "manifest.json").read_bytes()
    capsys.readouterr()

    assert desk.types(str(desk.sets)) == 0
    said = capsys.readouterr().out
    assert "Gooi deze oudere sets overal weg" in said
    assert said.rstrip().endswith(first.name)
    assert len(list(desk.sets.iterdir())) == 2
    assert (first / "manifest.json").read_bytes() == manifest


def test_too_few_people_are_told_in_dutch(desk: Desk, capsys: pytest.CaptureFixture[str]) -> None:
    """Where no cell has five people the rule is told, with exit code 1; nothing is written."""
    desk.pilot.practise(desk.pilot.come(ORGANISATIONS[0], 4))

    assert desk.types(str(desk.sets)) == 1
    told = capsys.readouterr()
    assert "Er valt nog niets te tonen" in told.err
    assert "5 mensen of meer" in told.err
    assert not told.out
    assert not desk.sets.exists()


def test_a_full_disk_and_a_file_in_the_way_are_told(
    desk: Desk, capsys: pytest.CaptureFixture[str]
) -> None:
    """Each says what to do and ends with 1; nothing stays, and the next try is a first set."""
    desk.fill()
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    desk.sets.with_name("bestand").touch()

    assert desk.types(str(desk.sets.with_name("bestand") / "sets")) == 1
    assert "Kies een andere map" in capsys.readouterr().err
    resource.setrlimit(resource.RLIMIT_FSIZE, (1_500, hard))
    try:
        code = desk.types(str(desk.sets))
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert code == 1
    assert "Maak ruimte" in capsys.readouterr().err
    assert not list(desk.sets.iterdir())
    assert desk.types(str(desk.sets)) == 0
    assert "oudere sets" not in capsys.readouterr().out


def test_a_database_that_is_not_there_is_told(
    desk: Desk, capsys: pytest.CaptureFixture[str]
) -> None:
    """A mistyped, an unreachable and an empty database end with 1 and a reason; nothing is made."""
    mistyped, empty = desk.sets.with_name("fout") / "wpo.sqlite", desk.sets.with_name("leeg.sqlite")
    desk.sets.with_name("bestand").touch()
    before = set(desk.sets.parent.iterdir())
    for file in (mistyped, empty, desk.sets.with_name("bestand") / "wpo.sqlite"):
        desk.turn_to(f"sqlite:///{file}")

        assert desk.types(str(desk.sets)) == 1
        assert f"De database {file} bestaat niet" in capsys.readouterr().err
        assert set(desk.sets.parent.iterdir()) == before
    open_database(f"sqlite:///{empty}")
    desk.turn_to(f"sqlite:///{empty}")
    assert desk.types(str(desk.sets)) == 1
    assert "Er valt nog niets te tonen" in capsys.readouterr().err
    assert not desk.sets.exists()
