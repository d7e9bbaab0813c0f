"""A company's own words and photos lie over the content, and change nothing below it."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.catalogue.breaking import Content
from wpo.catalogue.check import report, unused_parts
from wpo.catalogue.hashing import assignment_hash
from wpo.catalogue.loading import load, read
from wpo.catalogue.overlay import MOST_BYTES, Overlay, OwnWord
from wpo.errors import ContentError

ID = "overleggen-luisteren-2"
OWN = """words:
  - {standard: leidinggevende, ours: teamleider}
  - {standard: Agnes, ours: Sita}
  - {standard: de kantine, ours: het eetcafé}
  - {standard: kantine, ours: eetcafé}
"""


@pytest.fixture
def content(tmp_path: Path) -> Content:
    """A content folder with one opdracht."""
    return Content(tmp_path / "content")


@pytest.fixture
def own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Path]:
    """Return a way to lay an overlay: its words, and its photos by name."""

    def lay(words: str = "", **photos: bytes) -> Path:
        root = tmp_path / "eigen"
        (root / "beeld").mkdir(parents=True, exist_ok=True)
        if words:
            (root / "woorden.yaml").write_text(words, encoding="utf-8")
        for name, data in photos.items():
            (root / "beeld" / name.replace("__", ".").replace("_", "-")).write_bytes(data)
        monkeypatch.setenv("WPO_OVERLAY", str(root))
        return root

    return lay


def test_words(content: Content, own: Callable[..., Path]) -> None:
    """Every text is in the company's words; ids, people in pictures and places stay."""
    plain = load(content.root)
    own(OWN)
    ours = load(content.root)
    question = ours.assignment(ID).practice[0]
    kitchen = ours.assignment(ID).practice[4]

    assert question.stem[0] == "In de winkel legt Sita uit waar de kleren hangen."
    assert question.scene.people[0].who == "agnes"
    assert kitchen.stem[0] == "In het eetcafé stel je een vraag aan Lucia."
    assert kitchen.workplace == "kantine"
    assert "teamleider" in [one.word for one in ours.word_list.words]
    assert "Mijn teamleider" not in plain.assignment(ID).work_task.with_whom[0].text
    assert ours.assignment(ID).work_task.with_whom[0].text == "Met mijn teamleider."
    assert plain.assignment(ID).work_task.with_whom[0].text == "Met mijn leidinggevende."


def test_a_text_of_its_own(content: Content, own: Callable[..., Path]) -> None:
    """Other words are another text: answers can always be read with the words that were seen."""
    before = assignment_hash(load(content.root).assignment(ID))
    own(OWN)

    assert assignment_hash(load(content.root).assignment(ID)) != before


def test_whole_words_with_their_capital() -> None:
    """Parts of words stay, a capital stays, and the longest own word wins."""
    overlay = Overlay(
        words=(
            OwnWord(standard="kar", ours="trolley"),
            OwnWord(standard="de kar", ours="het wagentje"),
            OwnWord(standard="kar met hout", ours="houtwagen"),
        )
    )

    assert overlay.say("Pak de kar. Kar klaar? Een karton is geen kar-deel.") == (
        "Pak het wagentje. Trolley klaar? Een karton is geen kar-deel."
    )
    assert overlay.say("Een kar met hout.") == "Een houtwagen."


def test_what_names_a_turn_is_no_text(content: Content, own: Callable[..., Path]) -> None:
    """An own word that is spelled like an id changes no talk, no kind and no order."""
    plain = load(content.root).assignment(ID)
    own("words: [{standard: b, ours: x}, {standard: goed, ours: prima}]")
    talk = load(content.root).assignment(ID).practice[2]

    assert [one.next for one in talk.turns[0].options] == [
        one.next for one in plain.practice[2].turns[0].options
    ]


def test_own_words_are_known_words(content: Content, own: Callable[..., Path]) -> None:
    """The rules take the words of a company as known to its own people."""
    own("words: [{standard: winkel, ours: kringloopbazaar}]")
    text, blocked = report(content.root)

    assert not blocked, text
    assert "kringloopbazaar" not in text


def test_a_photo(content: Content, own: Callable[..., Path]) -> None:
    """A photo with the name of a picture takes its place."""
    own(**{f"{ID.replace('-', '_')}_q1__jpg": b"x"})
    catalogue = load(content.root)

    assert dict(catalogue.overlay.photos) == {f"{ID}-q1": f"{ID}-q1.jpg"}
    assert unused_parts(catalogue) == ()


def test_what_is_never_shown_is_told(content: Content, own: Callable[..., Path]) -> None:
    """A word that no text holds and a photo of no picture are named, and block nothing."""
    own("words: [{standard: zeppelin, ours: ballon}]", verkeerd__png=b"x")
    text, blocked = report(content.root)

    assert "'zeppelin' staat in geen enkele tekst" in text
    assert "eigen/beeld/verkeerd.png: er is geen plaatje 'verkeerd'" in text
    assert not blocked


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("words: [{standard: kar}]", "eigen/woorden.yaml:1: words[1].ours: ontbreekt"),
        ("words: [{standard: kar, ours: ' '}]", "mogen niet leeg zijn"),
        ("woorden: []", "woorden: is een onbekend veld"),
        (
            "words: [{standard: kar, ours: x}, {standard: Kar, ours: y}]",
            "kar staat twee keer onder standard",
        ),
        ("words:\n  - {standard: Als, ours: Wanneer}", "past niet met de eigen woorden"),
    ],
)
def test_a_bad_list(content: Content, own: Callable[..., Path], words: str, told: str) -> None:
    """Mistakes in the list of words are told as everywhere: file, line, field, what to do."""
    own(words)

    assert told in "\n".join(content.problems())


def test_bad_photos(content: Content, own: Callable[..., Path]) -> None:
    """A file that is no photo, or a photo too large for a phone, is refused by name."""
    own(brief__docx=b"x", groot__png=b"x" * (MOST_BYTES + 1))
    told = content.problems()

    assert any("eigen/beeld/brief.docx" in one and "geen foto" in one for one in told)
    assert any("eigen/beeld/groot.png" in one and "te groot" in one for one in told)


def test_no_folder(content: Content, monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder that is not there is said at once, and not taken for an empty one."""
    monkeypatch.setenv("WPO_OVERLAY", str(content.root / "weg"))
    catalogue, _ = read(content.root)

    assert catalogue is None
    with pytest.raises(ContentError, match="verbeter WPO_OVERLAY"):
        load(content.root)
