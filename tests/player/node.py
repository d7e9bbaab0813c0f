"""Call what a script of the player exports, in the Node that comes with Playwright."""

import json
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from playwright._impl._driver import compute_driver_executable

from wpo.player.html import asset

Call = Callable[..., Any]

_RUNNER = """
import { createInterface } from "node:readline";
import * as player from "./player.mjs";
for await (const line of createInterface({ input: process.stdin })) {
  const [name, ...given] = JSON.parse(line);
  process.stdout.write(JSON.stringify(player[name](...given)) + "\\n");
}
"""


@contextmanager
def calling(script: str, folder: Path, room: Path | None = None) -> Iterator[Call]:
    """Yield a way to call functions of a script: the name, then the arguments.

    ``room`` is where the script is, where that is not the room of the player.
    One process answers a line with a line, so thousands of calls take seconds.
    """
    text = (room / script).read_text(encoding="utf-8") if room else asset(script)
    (folder / "player.mjs").write_text(text, encoding="utf-8")
    (folder / "runner.mjs").write_text(_RUNNER, encoding="utf-8")
    node, _ = compute_driver_executable()
    command = [str(node), str(folder / "runner.mjs")]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, encoding="utf-8"
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        asks, answers = process.stdin, process.stdout

        def call(name: str, *given: Any) -> Any:
            asks.write(json.dumps([name, *given]) + "\n")
            asks.flush()
            return json.loads(answers.readline())

        yield call
        asks.close()
        assert process.wait(timeout=30) == 0
