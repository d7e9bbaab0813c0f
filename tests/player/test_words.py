"""A hard word in a text can be tapped: the page brings its explanation, the player finds it."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.language.made import assignment, choice
from tests.player.node import Call, calling
from tests.strategies import some
from wpo.catalogue.loading import Catalogue, Word, WordList
from wpo.language.sentences import lower_words
from wpo.player.page import page_of, script_of
from wpo.practice.course import Item, Practice

WORDS = WordList(
    words=(
        Word(word="werkkaart", means="Een kaart met stappen.", forms=("werkkaarten",)),
        Word(word="pallet", means="Een houten plaat."),
        Word(word="EHBO", means="De eerste hulp."),
    )
)
_BITS = st.sampled_from(
    ["werkkaart", "Werkkaarten", "pallet", "collega's", " ", ". ", ", ", "één", "'", "pallets", "-"]
)


@pytest.fixture(scope="module")
def player(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Call]:
    """Return a way to call what ``pieces.js`` exports."""
    with calling("pieces.js", tmp_path_factory.mktemp("player")) as call:
        yield call


def _words_of(catalogue: Catalogue, *stem: str) -> dict[str, tuple[str, str]]:
    """Return the explained words of a page with such a question."""
    home = assignment(choice(stem=stem))
    practice = Practice(
        items=tuple(Item(assignment=home, question=one) for one in home.practice), seed=1
    )
    page = page_of(
        replace(catalogue, word_list=WORDS), home, script_of(practice, home), person="p1"
    )
    words: dict[str, tuple[str, str]] = page["words"]
    return words


def test_only_what_is_there(catalogue: Catalogue) -> None:
    """A page brings the words that stand in it, under the form in which they stand there."""
    words = _words_of(catalogue, "Pak je Werkkaarten.", "Wat doe je?")

    assert words == {"werkkaarten": ("werkkaart", "Een kaart met stappen.")}
    assert _words_of(catalogue, "Pak de EHBO.", "Wat doe je?") == {
        "ehbo": ("EHBO", "De eerste hulp.")
    }
    assert _words_of(catalogue, "Pak je jas.", "Wat doe je?") == {}


@some
@given(line=st.lists(_BITS, max_size=12).map("".join))
def test_cut(player: Call, line: str) -> None:
    """Nothing of a line is lost, and exactly the explained words are cut out, as Python reads."""
    known = {"werkkaart": 1, "werkkaarten": 1, "pallet": 1}
    parts = player("cut", line, known)

    assert "".join(part["text"] for part in parts) == line
    assert [part["text"].lower() for part in parts if part["explains"]] == [
        word for word in lower_words(line) if word in known
    ]
