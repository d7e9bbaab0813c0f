"""The files of the player together are one module, and ask nothing of anybody else."""

import re
from collections import Counter

import pytest

from wpo.player.forms import floor_head
from wpo.player.html import asset, player_head, player_module

PRACTICE = ("pieces.js", "reader.js", "walk.js", "remark.js", "player.js", "outbox.js")
FLOOR = ("pieces.js", "reader.js", "outbox.js", "views.js", "floor.js")
FILES = tuple(dict.fromkeys([*PRACTICE, *FLOOR]))
TOP = re.compile(
    r"^(?:export )?(?:async )?(?:function|const|let|class) ([A-Za-z_$][\w$]*)", re.MULTILINE
)


@pytest.mark.parametrize("files", [PRACTICE, FLOOR], ids=["practice", "floor"])
def test_no_name_stands_in_two_files(files: tuple[str, ...]) -> None:
    """They share one scope in the page, so every name at the top of a file is used once."""
    names = Counter(name for file in files for name in TOP.findall(asset(file)))

    assert [name for name, count in names.items() if count > 1] == []
    assert len(names) > 10


@pytest.mark.parametrize("files", [PRACTICE, FLOOR], ids=["practice", "floor"])
def test_every_import_is_of_a_file_that_is_in_the_module(files: tuple[str, ...]) -> None:
    """Nothing that was imported is missing when the import lines are gone."""
    for file in files:
        for names, source in re.findall(
            r'^import \{(.+)\} from "\./(.+)";', asset(file), re.MULTILINE
        ):
            assert source in files
            for name in names.split(","):
                assert name.strip() in TOP.findall(asset(source))
    assert not re.search(r"^import ", player_module(), re.MULTILINE)


@pytest.mark.parametrize("file", [*FILES, "keeper.js", "player.css", "floor.css"])
def test_no_other_host_is_named(file: str) -> None:
    """No address of anybody else, no font, no measuring; the name of a drawing standard aside."""
    text = asset(file).replace("http://www.w3.org/2000/svg", "")

    assert "http://" not in text
    assert "https://" not in text
    assert "@import" not in text


@pytest.mark.parametrize("head", [player_head("/x"), floor_head("/x")], ids=["practice", "floor"])
def test_the_head_can_stand_in_a_page(head: str) -> None:
    """No file closes the script or style that it stands in."""
    assert head.count("</script>") == 1
    assert head.count("</style>") == 1
