"""Dit kan ik al: what somebody masters in their own words, and the proof of it."""

import re
from html import escape

import pytest

from tests.telling import DAY, LISTEN, MONDAY, PARTICIPANT, TRAINER, Telling
from wpo.apps.own.skills import page, proof_page
from wpo.catalogue.loading import Catalogue
from wpo.model.floor import SaidMastered
from wpo.store.database import open_database, writing
from wpo.store.names import name_organisation

OWN = SaidMastered(
    goal=LISTEN, yes=True, behaviours=("Ik kijk de ander aan.",), words="Ik hoor <alles> nu."
)
THEIRS = SaidMastered(
    goal=LISTEN,
    yes=True,
    behaviours=("Ik laat de ander uitpraten.",),
    words="Je luistert rustig.",
)


@pytest.fixture
def telling() -> Telling:
    """A store in which the behaviour was seen and both said yes."""
    telling = Telling(open_database("sqlite://"))
    telling.agree()
    telling.practise()
    for days, situation in ((1, "gewoon"), (2, "drukte"), (3, "gewoon")):
        telling.see(MONDAY + days * DAY, situation)
    telling.tell(PARTICIPANT, OWN, MONDAY + 4 * DAY)
    return telling


def wall(telling: Telling, catalogue: Catalogue) -> str:
    """Return the wall of the participant."""
    return page(telling.visit(catalogue, PARTICIPANT, MONDAY + 5 * DAY))[1]


def proof(telling: Telling, catalogue: Catalogue) -> str:
    """Return the proof of the participant."""
    return proof_page(telling.visit(catalogue, PARTICIPANT, MONDAY + 5 * DAY))[1]


def test_one_yes_is_not_on_the_wall(telling: Telling, catalogue: Catalogue) -> None:
    """Only what both say is there; until then the page is kind and points on."""
    html = wall(telling, catalogue)

    assert OWN.behaviours[0] not in html
    assert catalogue.interface["can_empty_title"] in html
    assert 'href="mijn_plan.ipynb"' in html


def test_the_wall_speaks_in_own_words(telling: Telling, catalogue: Catalogue) -> None:
    """The behaviours that the participant ticked and their words; not the guide's, no step."""
    telling.tell(TRAINER, THEIRS, MONDAY + 4 * DAY)
    html = wall(telling, catalogue)

    assert OWN.behaviours[0] in html
    assert escape(OWN.words) in html
    assert THEIRS.words not in html
    assert THEIRS.behaviours[0] not in html
    assert "Stap" not in html
    assert not re.search(r"\d", re.sub(r"<[^>]*>", "", html))
    assert 'href="groeibewijs.ipynb"' in html
    assert 'href="over_mij.ipynb"' in html


def test_who_ticked_nothing_gets_the_guides_sentences(
    telling: Telling, catalogue: Catalogue
) -> None:
    """A card is never empty: the sentences of the guide, else those of the step."""
    telling.tell(PARTICIPANT, SaidMastered(goal=LISTEN, yes=True), MONDAY + 4 * DAY)
    telling.tell(TRAINER, THEIRS, MONDAY + 4 * DAY)

    assert THEIRS.behaviours[0] in wall(telling, catalogue)


def test_the_proof_holds_both_words_and_a_name(telling: Telling, catalogue: Catalogue) -> None:
    """First name, organisation, behaviour, both words; and ways to print it and take it along."""
    with writing(telling.engine) as connection:
        name_organisation(connection, "demo", "Voorbeeld (verzonnen)")
    telling.tell(TRAINER, THEIRS, MONDAY + 4 * DAY)
    html = proof(telling, catalogue)

    for text in ("Fatma", "Voorbeeld (verzonnen)", escape(OWN.words), THEIRS.words):
        assert text in html
    assert "<h1" not in html
    assert "data-print" in html
    assert '<form method="post" action="/wpo/bewijs">' in html


def test_without_mastery_there_is_nothing_to_take(telling: Telling, catalogue: Catalogue) -> None:
    """The empty proof says what will come, and offers no file."""
    html = proof(telling, catalogue)

    assert catalogue.interface["proof_empty"] in html
    assert "/wpo/bewijs" not in html
