"""Mijn groeibewijs tells what somebody can, in their own words, and never a grade or a level."""

import re
from dataclasses import replace
from datetime import date
from html import escape, unescape

import pytest
from hypothesis import given
from hypothesis import strategies as st
from playwright.sync_api import Browser

from wpo.catalogue.loading import Catalogue
from wpo.model.months import dutch_date
from wpo.publish.documents import document
from wpo.publish.proof import Mastered, proof_body

TODAY = date(2026, 11, 24)
NAME, PLACE = "Amina (verzonnen)", "De Linde (verzonnen)"
FORMAL = re.compile(
    r"niveau|\bstap \d|\bmbo\b|\bvmbo\b|entree|diploma|voldoende|punten|score", re.IGNORECASE
)
LISTENS = Mastered(
    sub_skill="s1a",
    level=2,
    title="Luisteren en vragen",
    behaviour=("Ik luister tot mijn collega klaar is.",),
    own_words="Nu wacht ik even.",
    trainer_words="Ik zag je rustig luisteren.",
    mastered_on=date(2026, 11, 3),
    n_days=3,
)
WORDS = st.text(max_size=40)


def everything(catalogue: Catalogue) -> list[Mastered]:
    """Somebody who masters all that is taught."""
    return [
        replace(
            LISTENS,
            sub_skill=sub.id,
            level=level.level,
            title=sub.label,
            behaviour=level.behaviour,
        )
        for _, sub, level in catalogue.skills.cells()
    ]


def page(catalogue: Catalogue, *mastered: Mastered) -> str:
    """The body for a made-up person."""
    return proof_body(catalogue, NAME, PLACE, mastered, TODAY)


def seen_text(html: str) -> str:
    """What is read, without the marks between it."""
    return unescape(re.sub(r"<[^>]*>", "\n", html))


def test_tells_all(catalogue: Catalogue) -> None:
    """The page says who, where, what, in whose words, on how many days and since when."""
    text = seen_text(page(catalogue, LISTENS))

    for part in (
        *("Mijn groeibewijs", NAME, f"Ik werk bij {PLACE}.", "Luisteren en vragen"),
        *("Ik luister tot mijn collega klaar is.", "Nu wacht ik even."),
        *("Ik zag je rustig luisteren.", "Het lukte op 3 dagen. Ik kan dit sinds 3 november 2026."),
        *("Dit is geen toets en geen cijfer. Ik laat zien wat ik kan.",),
        "Gemaakt op 24 november 2026.",
    ):
        assert part in text.split("\n")


def test_nothing_formal(catalogue: Catalogue) -> None:
    """Whoever masters all that is taught sees no level, grade or name of formal education."""
    text = seen_text(page(catalogue, *everything(catalogue)))

    assert not FORMAL.search(text), FORMAL.search(text)
    assert not re.search(r"\b[123]\b", text.replace("3 dagen", "").replace("3 november", ""))


def test_together(catalogue: Catalogue) -> None:
    """What belongs to one deelskill stands under one heading, in the order in which it came."""
    other = replace(LISTENS, sub_skill="s5a", title="Feedback krijgen")
    later = replace(LISTENS, level=3, behaviour=("Ik vraag door.",))
    html = page(catalogue, LISTENS, other, later)

    assert re.findall(r"<h2>(.*?)</h2>", html) == ["Luisteren en vragen", "Feedback krijgen"]
    assert html.index("Ik luister tot") < html.index("Ik vraag door.") < html.index("Feedback krij")
    assert html.count('<article class="card">') == 3


def test_empty(catalogue: Catalogue) -> None:
    """Before anything is mastered the page says what will come, and nothing that is missing."""
    text = seen_text(page(catalogue))

    assert "Hier komt wat je kunt." in text
    assert not re.search(r"\b(niet|geen|nog)\b", text)
    assert "Dit kan ik" not in text


def test_no_words_no_heading(catalogue: Catalogue) -> None:
    """Words that nobody said leave no heading behind, and a name that is erased no empty line."""
    silent = replace(LISTENS, own_words="", trainer_words=" \n")
    html = proof_body(catalogue, "", "", [silent], TODAY)

    assert "<h3>" not in html
    assert "<blockquote>" not in html
    assert 'class="name"' not in html
    assert "Ik werk bij" not in html
    assert re.search(r"<(p|h\d|li)[^>]*>\s*</", html) is None


def test_one_day(catalogue: Catalogue) -> None:
    """One day is a day, not days."""
    assert "Het lukte op 1 dag." in page(catalogue, replace(LISTENS, n_days=1))


@given(st.tuples(*[WORDS] * 6))
def test_words_are_words(catalogue: Catalogue, said: tuple[str, ...]) -> None:
    """Whatever people wrote is read as they wrote it, and adds no mark to the page."""
    name, place, own, trainer, title, sentence = said
    one = replace(LISTENS, title=title, behaviour=(sentence,), own_words=own, trainer_words=trainer)
    html = proof_body(catalogue, name, place, [one], TODAY)

    bare = re.sub(
        r"<(?:/?(?:div|h[123]|p|section|article|ul|li|blockquote)(?: class=\"\w+\")?)>", "", html
    )
    assert "<" not in bare
    for text in (own.strip(), trainer.strip(), title, sentence):
        assert escape(text) in html


@pytest.mark.parametrize("change", [{"behaviour": ()}, {"n_days": 0}])
def test_not_a_proof(change: dict[str, object]) -> None:
    """A proof without behaviour, or never seen, cannot be made."""
    with pytest.raises(ValueError, match="s1a"):
        replace(LISTENS, **change)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("day", "said"),
    [(date(2026, 11, 24), "24 november 2026"), (date(2027, 1, 1), "1 januari 2027")],
)
def test_dutch_date(day: date, said: str) -> None:
    """A date is written as it is read aloud, in Dutch and without zeros."""
    assert dutch_date(day) == said


@pytest.mark.browser
def test_on_paper(browser: Browser, catalogue: Catalogue) -> None:
    """On A4 no block is cut in two, also where everybody said a lot, and nothing is fetched."""
    wordy = replace(LISTENS, own_words="Ik luister. " * 60, trainer_words="Ik zag je. " * 60)
    screen = browser.new_page(viewport={"width": 673, "height": 1017})  # what A4 leaves inside
    screen.emulate_media(media="print")
    asked: list[str] = []
    screen.on("request", lambda request: asked.append(request.url))
    screen.set_content(document("Mijn groeibewijs", page(catalogue, wordy, LISTENS)))
    blocks = screen.evaluate(
        """() => [...document.querySelectorAll('.proof article, .proof .close')].map((block) =>
          [getComputedStyle(block).breakInside, block.getBoundingClientRect().height])"""
    )
    kept = screen.evaluate("getComputedStyle(document.querySelector('h2')).breakAfter")
    wide = screen.evaluate("document.documentElement.scrollWidth")
    screen.close()

    assert [rule for rule, _ in blocks] == ["avoid"] * 4
    assert all(height < 1017 for _, height in blocks), blocks
    assert kept == "avoid"
    assert wide <= 673
    assert not asked
