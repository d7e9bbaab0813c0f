"""The script of a live widget, with what all of them share before it."""

from pathlib import Path

_SHARED = Path(__file__).with_name("pieces.js")


def widget_script(module: str, name: str) -> str:
    """Return the script beside a module as the one ES module that a widget takes.

    What it imports from ``pieces.js`` stands before it, as in the player (see
    :func:`wpo.player.html.one_module`).

    Parameters
    ----------
    module
        ``__file__`` of the module that the script stands beside.
    name
        Name of the file.
    """
    lines = f"{_read(_SHARED)}\n{_read(Path(module).with_name(name))}".split("\n")
    return "\n".join(line for line in lines if not line.startswith("import "))


def _read(file: Path) -> str:
    return file.read_text(encoding="utf-8")
