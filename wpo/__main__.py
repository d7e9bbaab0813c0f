"""``python -m wpo`` is the same as ``wpo``."""

from wpo.cli import run

run()
