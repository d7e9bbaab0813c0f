"""The manual for werkplekopleiders and coaches: the pages of ``content/handleiding/``, in order.

Pages are Markdown: ``<n>-<name>.md`` for the chapters, ``skills/<n>-<skill>.md`` for two pages
about each skill. The first line of a page is its title.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from markdown_it import MarkdownIt

from wpo.catalogue.documents import Document

FOLDER = "handleiding"


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """One page: its file below ``content/``, its title, and its whole text in Markdown."""

    file: str
    title: str
    text: str

    @property
    def anchor(self) -> str:
        """The name of this page in the whole manual."""
        return self.file.removeprefix(f"{FOLDER}/").removesuffix(".md").replace("/", "-")


def markdown() -> MarkdownIt:
    """Return the reader of our Markdown: CommonMark with tables, and no HTML."""
    return MarkdownIt("commonmark", {"html": False}).enable("table")


def read_manual(root: Path, documents: list[Document]) -> tuple[Page, ...]:
    """Return every page below ``root``; problems stand in the documents added to ``documents``."""
    folder = root / FOLDER
    paths = [*sorted(folder.glob("[0-9]*.md")), *sorted((folder / "skills").glob("*.md"))]
    pages = [_page(path, path.relative_to(root).as_posix(), documents) for path in paths]
    return tuple(page for page in pages if page)


def sentences_at(page: Page) -> Iterator[tuple[int, str]]:
    """Yield every piece of running text of a page with its line, without its marks."""
    for token in markdown().parse(page.text):
        if token.type == "inline" and token.map:
            words = "".join(one.content for one in token.children or () if one.type == "text")
            if words:
                yield token.map[0] + 1, words


def _page(path: Path, name: str, documents: list[Document]) -> Page | None:
    document = Document(file=name, data=None)
    documents.append(document)
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        document.report((), "is niet te lezen; bewaar het opnieuw als UTF-8")
        return None
    first = text.split("\n", 1)[0]
    if not first.startswith("# ") or not first[2:].strip():
        document.report((), "begint niet met een titel; zet '# Titel' op de eerste regel")
        return None
    return Page(file=name, title=first[2:].strip(), text=text)
