"""A warm process knows every door: of the pages about the pilot, the one that is only for those."""

import json
import subprocess
import sys
from os import environ
from pathlib import Path

NOTEBOOKS = Path(__file__).parents[2] / "notebooks"


def imported_by(module: str) -> set[str]:
    """Return what stands in a fresh process after the import of a module."""
    script = f"import sys, json, {module}; print(json.dumps(sorted(sys.modules)))"
    environment = environ | {"WPO_EXTRACTS": "/dev/null"}  # no set: nothing is evaluated
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, check=True, env=environment
    )
    return set(json.loads(done.stdout))


def test_every_door_is_imported_before_anybody_knocks() -> None:
    """After a warm-up no notebook imports a module that was not there, and most need no pandas."""
    known = imported_by("wpo.apps.warm")
    pilot = {one for one in imported_by("wpo.apps.evaluating.warm") if ".evaluating." in one}
    imports = [
        line.split()
        for path in NOTEBOOKS.rglob("*.ipynb")
        if ".ipynb_checkpoints" not in path.parts
        for cell in json.loads(path.read_text(encoding="utf-8"))["cells"]
        for line in cell["source"]
        if line.startswith("from wpo")
    ]

    assert imports
    assert {f"{package}.{module}" for _, package, _, module in imports} <= known | pilot
    assert not {"pandas", "plotly"} & known
