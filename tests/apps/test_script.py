"""Scripts of live widgets share one file, and each is one module that asks for no other."""

import re
from collections import Counter
from pathlib import Path

import pytest

from wpo import apps
from wpo.apps.script import widget_script

APPS = Path(apps.__file__).parent
SHARED = APPS / "pieces.js"
SHARING = sorted(
    file
    for file in APPS.rglob("*.js")
    if file != SHARED and "pieces.js" in file.read_text(encoding="utf-8")
)
TOP = re.compile(r"^(?:export )?(?:async )?(?:function|const|let|class) ([\w$]+)", re.MULTILINE)


@pytest.mark.parametrize("file", SHARING, ids=lambda file: file.stem)
def test_one_module(file: Path) -> None:
    """Nothing is left to import, all that was imported is there, and no name stands twice."""
    own = file.read_text(encoding="utf-8")
    whole = widget_script(str(file), file.name)
    (asked,) = re.findall(r"^import (.+)$", own, re.MULTILINE)
    names, source = re.findall(r'\{ (.+) \} from "(.+)";', asked)[0]
    found = Counter(TOP.findall(whole))

    assert (file.parent / source).resolve() == SHARED
    assert "\nimport " not in whole
    assert all(found[name] == 1 for name in [*names.split(", "), *TOP.findall(own)])


def test_no_script_has_its_own() -> None:
    """What is shared is written once in all rooms."""
    shared = set(TOP.findall(SHARED.read_text(encoding="utf-8")))
    others = [file for file in APPS.rglob("*.js") if file != SHARED]

    assert len(SHARING) >= 5
    for file in others:
        assert not shared & set(TOP.findall(file.read_text(encoding="utf-8"))), file.name
