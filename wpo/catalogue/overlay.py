"""A company's own words and photos, laid over the content without touching it.

::

    eigen/
      woorden.yaml             words: [{standard: magazijn, ours: loods}, …]
      beeld/<picture>.jpg      a photo instead of a picture (names: `wpo publish plaatjes`)

The folder is named by ``WPO_OVERLAY``. A text with own words is a text of its own: it has its own
fingerprint, and the language rules read it as participants do.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields, is_dataclass, replace
from os import environ
from pathlib import Path
from types import MappingProxyType
from typing import Any, TypeVar

from wpo.catalogue.documents import Document, read_document
from wpo.catalogue.shapes import shape
from wpo.model.questions import Reply

T = TypeVar("T")

PHOTOS = frozenset({".jpg", ".jpeg", ".png", ".webp", ".svg"})
MOST_BYTES = 400_000  # a phone on bad wifi waits two seconds for this
WORDS_FILE = "woorden.yaml"

# Fields that name things instead of telling them.
_NAMES = frozenset(
    {"id", "version", "status", "sub_skill", "level", "kind", "workplace", "quality", "people"}
    | {"things", "place", "file", "fixed_order", "also", "vum_codes", "esco", "slug"}
    | {"role", "pictures", "reverses"}
)


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnWord:
    """What the content says, and what this company says."""

    standard: str
    ours: str

    def __post_init__(self) -> None:
        if not self.standard.strip() or not self.ours.strip():
            raise ValueError("standard en ours mogen niet leeg zijn")


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnWords:
    """The own words of a company."""

    words: tuple[OwnWord, ...] = ()

    def __post_init__(self) -> None:
        told = [one.standard.lower() for one in self.words]
        doubles = sorted({one for one in told if told.count(one) > 1})
        if doubles:
            raise ValueError(f"{', '.join(doubles)} staat twee keer onder standard")


@dataclass(frozen=True, slots=True, kw_only=True)
class Overlay:
    """Own words and photos; without a folder it changes nothing.

    ``photos`` maps the name of a picture to a file name in ``beeld/``.
    """

    root: Path | None = None
    words: tuple[OwnWord, ...] = ()
    photos: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))

    def say(self, text: str) -> str:
        """Return a text in the words of this company; whole words, longest first."""
        if not self.words:
            return text
        ours = {one.standard.lower(): one.ours for one in self.words}

        def own(found: re.Match[str]) -> str:
            word = ours[found.group().lower()]
            return word[0].upper() + word[1:] if found.group()[0].isupper() else word

        return _pattern(tuple(ours)).sub(own, text)

    def tell(self, value: T) -> T:
        """Return a value of the model with every text in the words of this company."""
        return self._told(value) if self.words else value

    @property
    def photo_folder(self) -> Path:
        """Where the photos are; a folder that does not exist where there is no overlay."""
        return (self.root or Path("/nonexistent")) / "beeld"

    def _told(self, value: Any) -> Any:
        if isinstance(value, str):
            return self.say(value)
        if isinstance(value, Mapping):
            return {key: self._told(one) for key, one in value.items()}
        if isinstance(value, tuple):
            return tuple(self._told(one) for one in value)
        if is_dataclass(value) and not isinstance(value, type):
            told = [one.name for one in fields(value) if _is_text(value, one.name)]
            return replace(value, **{name: self._told(getattr(value, name)) for name in told})
        return value


def overlay_root() -> Path | None:
    """Return the folder that ``WPO_OVERLAY`` names, or None."""
    given = environ.get("WPO_OVERLAY")
    return Path(given).resolve() if given else None


def read_overlay(root: Path | None, documents: list[Document]) -> Overlay:
    """Return the overlay in a folder; problems stand in the documents added to ``documents``."""
    if root is None:
        return Overlay()
    if not root.is_dir():
        document = Document(file=str(root), data=None)
        document.report((), "deze map is er niet; verbeter WPO_OVERLAY of maak de map")
        documents.append(document)
        return Overlay()
    words: OwnWords | None = OwnWords()
    if (root / WORDS_FILE).exists():
        document = read_document(root / WORDS_FILE, f"eigen/{WORDS_FILE}")
        documents.append(document)
        words = shape(document, OwnWords)
    photos = {path.stem: path for path in sorted((root / "beeld").glob("*")) if path.is_file()}
    documents += [problem for path in photos.values() if (problem := _unfit(path))]
    return Overlay(
        root=root,
        words=words.words if words else (),
        photos=MappingProxyType({name: path.name for name, path in photos.items()}),
    )


def unused(overlay: Overlay, texts: Iterable[str], pictures: Iterable[str]) -> tuple[str, ...]:
    """Return a Dutch line for each own word that no text holds, and each photo without a place."""
    everything, known = "\n".join(texts).lower(), set(pictures)
    lines = [
        f"eigen/{WORDS_FILE}: {one.standard!r} staat in geen enkele tekst; verbeter het woord"
        for one in overlay.words
        if not _pattern((one.standard.lower(),)).search(everything)
    ]
    lines += [
        f"eigen/beeld/{file}: er is geen plaatje {name!r}; `wpo publish plaatjes` noemt alle namen"
        for name, file in overlay.photos.items()
        if name not in known
    ]
    return tuple(lines)


def _unfit(path: Path) -> Document | None:
    document = Document(file=f"eigen/beeld/{path.name}", data=None)
    if path.suffix.lower() not in PHOTOS:
        document.report((), f"geen foto; gebruik {', '.join(sorted(PHOTOS))}")
    elif path.stat().st_size > MOST_BYTES:
        document.report((), f"te groot; maak de foto kleiner dan {MOST_BYTES // 1000} kB")
    return document if document.problems else None


def _is_text(value: Any, name: str) -> bool:
    return name not in _NAMES and not (isinstance(value, Reply) and name == "next")


def _pattern(words: tuple[str, ...]) -> re.Pattern[str]:
    listed = "|".join(re.escape(one) for one in sorted(words, key=len, reverse=True))
    return re.compile(rf"(?<![\w-])(?:{listed})(?![\w-])", re.IGNORECASE)
