"""A small content folder of which one place can be broken."""

from pathlib import Path

from wpo.catalogue.documents import Problem
from wpo.catalogue.loading import SCREENS, content_root, read

FILE = "opdrachten/overleggen/luisteren/niveau-2.yaml"


class Content:
    """A copy of the skill model, the lists and one real opdracht, in a folder of the test."""

    def __init__(self, root: Path) -> None:
        self.root = root
        root.mkdir(parents=True, exist_ok=True)
        (root / "beeld").symlink_to(content_root() / "beeld")
        for name in ("skills.yaml", "werkplekken.yaml", "woordenlijst.yaml"):
            self.write(name, (content_root() / name).read_text(encoding="utf-8"))
        for name in (*(f"interface/{one}.yaml" for one in SCREENS), FILE):
            self.write(name, (content_root() / name).read_text(encoding="utf-8"))

    def path(self, name: str = FILE) -> Path:
        """Return where a file is; its folder exists."""
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        return path

    def text(self, name: str = FILE) -> str:
        """Return what a file says."""
        return self.path(name).read_text(encoding="utf-8")

    def write(self, name: str, text: str | bytes) -> None:
        """Write a file, byte for byte."""
        self.path(name).write_bytes(text if isinstance(text, bytes) else text.encode())

    def change(self, old: str, new: str, name: str = FILE) -> int:
        """Replace the first ``old`` by ``new`` and return the line on which it stood."""
        before, found, after = self.text(name).partition(old)
        if not found:
            raise ValueError(f"{old!r} does not stand in {name}")
        self.write(name, before + new + after)
        return before.count("\n") + 1

    def problems(self) -> list[str]:
        """Return every problem of every file as an author sees it."""
        return [str(one) for one in self.found()]

    def found(self) -> tuple[Problem, ...]:
        """Return every problem of every file."""
        return read(self.root)[1]
