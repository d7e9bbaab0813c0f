"""A warm process knows every door."""

import json
import subprocess
import sys
from pathlib import Path

NOTEBOOKS = Path(__file__).parents[2] / "notebooks"


def test_every_door_is_imported_before_anybody_knocks() -> None:
    """After the import of ``wpo.apps.warm`` no notebook imports a module that was not there yet."""
    script = "import sys, json, wpo.apps.warm; print(json.dumps(sorted(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, check=True)
    known = set(json.loads(done.stdout))
    imports = [
        line.split()
        for path in NOTEBOOKS.rglob("*.ipynb")
        if ".ipynb_checkpoints" not in path.parts
        for cell in json.loads(path.read_text(encoding="utf-8"))["cells"]
        for line in cell["source"]
        if line.startswith("from wpo")
    ]

    assert imports
    assert {f"{package}.{module}" for _, package, _, module in imports} <= known
