"""An extract is there whole or not at all; nobody changes it, and nothing is left behind."""

import json
import os
import resource
import shutil
import signal
import stat
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.pilot.extract.small import AFTER, KEY, SmallPilot
from wpo.errors import ExtractDamaged, ExtractRefused
from wpo.pilot.extract.making import Made, make
from wpo.pilot.extract.reading import Extract, open_extract
from wpo.pilot.extract.releasing import remember
from wpo.pilot.extract.writing import write
from wpo.pilot.research_set import TABLES
from wpo.store.database import reading, writing
from wpo.store.erasing import erase


@pytest.fixture(scope="module")
def made(pilot: SmallPilot) -> Made:
    """A set that is not written yet."""
    return _with_salt(pilot, b"1" * 32)


@pytest.fixture(scope="module")
def extract(pilot: SmallPilot, made: Made, tmp_path_factory: pytest.TempPathFactory) -> Extract:
    """A set as it is written."""
    return write(made, pilot.catalogue, tmp_path_factory.mktemp("sets"), lambda _: None)


def copied(extract: Extract, folder: Path) -> Path:
    """Return a copy of a set that may be written."""
    copy = folder / extract.name
    shutil.copytree(extract.path, copy, copy_function=shutil.copyfile)
    copy.chmod(0o700)
    return copy


def visible(folder: Path) -> list[str]:
    """Return what stands in a folder, hidden files too."""
    return sorted(one.name for one in folder.iterdir())


def test_a_set_is_closed_and_describes_itself(extract: Extract) -> None:
    """Nobody may write; codebook and manifest name every table, column, rule and digest."""
    modes = {stat.S_IMODE(one.stat().st_mode) for one in (extract.path, *extract.path.iterdir())}
    codebook = json.loads((extract.path / "codebook.json").read_text())

    assert not any(mode & 0o222 for mode in modes)
    assert not any(mode & 0o007 for mode in modes)
    assert {one: list(columns) for one, columns in codebook["tables"].items()} == {
        one: list(columns) for one, columns in TABLES.items()
    }
    assert set(extract.manifest["files"]) == {f"{one}.parquet" for one in TABLES} | {
        "codebook.json"
    }
    assert extract.manifest["rules"]
    assert "niet anoniem" in " ".join(extract.manifest["limits"])
    assert extract.is_synthetic


@pytest.mark.parametrize("name", ["answers.parquet", "codebook.json", "manifest.json"])
def test_a_changed_file_is_noticed(extract: Extract, tmp_path: Path, name: str) -> None:
    """One byte more or less in any file, and the set is refused."""
    file = copied(extract, tmp_path) / name
    file.write_bytes(file.read_bytes().replace(b"a", b"b", 1))

    with pytest.raises(ExtractDamaged, match=name):
        open_extract(file.parent)


def test_a_missing_file_is_noticed(extract: Extract, tmp_path: Path) -> None:
    """Without one of its files, or without its manifest, a folder is no set."""
    copy = copied(extract, tmp_path)
    (copy / "words.parquet").unlink()

    with pytest.raises(ExtractDamaged, match="words"):
        open_extract(copy)
    (copy / "manifest.json").unlink()
    with pytest.raises(ExtractDamaged, match="manifest"):
        open_extract(copy)


def test_the_same_salt_gives_the_same_set(
    pilot: SmallPilot, extract: Extract, tmp_path: Path
) -> None:
    """Nothing but the salt is chance: with the same one every byte is the same."""
    again, other = (
        write(_with_salt(pilot, salt), pilot.catalogue, tmp_path, lambda _: None)
        for salt in (b"1" * 32, b"2" * 32)
    )
    files, others = extract.manifest["files"], other.manifest["files"]

    assert again.hash == extract.hash
    assert files["items.parquet"] == others["items.parquet"]
    assert files["answers.parquet"] != others["answers.parquet"]


def _with_salt(pilot: SmallPilot, salt: bytes) -> Made:
    with reading(pilot.engine) as connection:
        return make(connection, pilot.catalogue, key=KEY, salt=salt, now=AFTER)


def test_nothing_is_written_over(pilot: SmallPilot, made: Made, tmp_path: Path) -> None:
    """What stands there already stays as it is, and no half of the new set stays beside it."""
    there = write(made, pilot.catalogue, tmp_path, lambda _: None)

    with pytest.raises(ExtractRefused, match="bestaat al"):
        write(made, pilot.catalogue, tmp_path, lambda _: None)
    assert visible(tmp_path) == [there.name]
    assert open_extract(there.path) == there


def test_a_full_disk_leaves_nothing(pilot: SmallPilot, made: Made, tmp_path: Path) -> None:
    """Where a file does not fit, the reason is told, and nothing stays behind or is remembered."""
    remembered: list[Made] = []
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1_500, hard))
    try:
        with pytest.raises(ExtractRefused, match="Maak ruimte"):
            write(made, pilot.catalogue, tmp_path, remembered.append)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))

    assert visible(tmp_path) == []
    assert not remembered


def test_a_folder_that_cannot_be_made(pilot: SmallPilot, made: Made, tmp_path: Path) -> None:
    """A place that is no folder is named, with what to do."""
    (tmp_path / "bestand").touch()

    with pytest.raises(ExtractRefused, match=r"bestand.*Kies een andere map"):
        write(made, pilot.catalogue, tmp_path / "bestand", lambda _: None)


def test_who_is_killed_leaves_no_set(pilot: SmallPilot, made: Made, tmp_path: Path) -> None:
    """What a killed process wrote is no set, and the next one clears it away."""
    _in_a_child(lambda: write(made, pilot.catalogue, tmp_path, _kill))
    (half,) = tmp_path.iterdir()

    assert half.name.startswith(".")
    with pytest.raises(ExtractDamaged):
        open_extract(half)
    there = write(made, pilot.catalogue, tmp_path, lambda _: None)
    assert visible(tmp_path) == [there.name]


def _in_a_child(work: Callable[[], object]) -> None:
    child = os.fork()
    if child == 0:
        work()
        os._exit(0)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == -signal.SIGKILL


def _kill(_: Made) -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def test_what_another_is_writing_stays(pilot: SmallPilot, made: Made, tmp_path: Path) -> None:
    """Who begins while another writes clears nothing of the other away."""
    other = _with_salt(pilot, b"3" * 32)
    found: list[Extract] = []

    def meanwhile(_: Made) -> None:
        found.append(write(other, pilot.catalogue, tmp_path, lambda _: None))

    there = write(made, pilot.catalogue, tmp_path, meanwhile)
    assert visible(tmp_path) == sorted([there.name, found[0].name])


def test_who_is_erased_meanwhile_is_not_written(fresh: SmallPilot, tmp_path: Path) -> None:
    """If somebody goes between reading and writing, there is no set at all."""
    people = fresh.come("zeepbel-werk", 6)
    fresh.practise(people)
    made = fresh.made()
    with writing(fresh.engine) as connection:
        erase(connection, people[0].code, AFTER, key=KEY)

    with pytest.raises(ExtractRefused, match="gewist"):
        write(made, fresh.catalogue, tmp_path, lambda one: remember(fresh.engine, one))
    assert visible(tmp_path) == []


def test_of_two_at_once_one_is_refused(fresh: SmallPilot, tmp_path: Path) -> None:
    """Two sets made of the same moment would each not know what the other shows."""
    fresh.practise(fresh.come("zeepbel-werk", 6))
    slow = fresh.made()
    fresh.released(tmp_path)

    with pytest.raises(ExtractRefused, match="andere set"):
        write(slow, fresh.catalogue, tmp_path, lambda one: remember(fresh.engine, one))
    assert len(visible(tmp_path)) == 1
