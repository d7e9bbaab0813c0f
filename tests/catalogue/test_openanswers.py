"""The code book and the words to look out for."""

from pathlib import Path

from tests.catalogue.breaking import Content
from wpo.catalogue.loading import Catalogue, read
from wpo.catalogue.openanswers import CODE_BOOK, MOST_CODES


def _book(*ids: str) -> str:
    return "codes:\n" + "".join(
        f"  - {{id: {one}, label: Iets, means: Dit., example: Dat., not_example: Zo.}}\n"
        for one in ids
    )


def test_the_real_code_book(catalogue: Catalogue) -> None:
    """It has at most twelve codes, one for harm, and one for what fits nowhere."""
    ids = catalogue.code_book.ids

    assert 2 <= len(ids) <= MOST_CODES
    assert {"naar", "anders"} <= set(ids)


def test_the_lists_say_where_they_come_from(catalogue: Catalogue) -> None:
    """Origin and licence stand with the lists, and no name is only ambiguous."""
    words = catalogue.sensitive
    names = {*words.first_names.split(), *words.surnames.split()}

    assert words.origin
    assert words.licence
    assert set(words.ambiguous.split()) <= names


def test_too_many_codes_and_one_twice(tmp_path: Path) -> None:
    """Thirteen codes, or a code that stands there twice, are told with the file."""
    content = Content(tmp_path)
    content.write(CODE_BOOK, _book(*(f"c{n}" for n in range(13))))
    many = content.problems()
    content.write(CODE_BOOK, _book("c1", "c1"))
    twice = content.problems()

    assert "hooguit 12, 13 gekregen" in many[0]
    assert "c1 staat er twee keer" in twice[0]


def test_content_without_them(tmp_path: Path) -> None:
    """A content folder may be without: nothing can be coded then."""
    catalogue, problems = read(Content(tmp_path).root)

    assert not problems
    assert catalogue is not None
    assert catalogue.code_book.codes == ()
