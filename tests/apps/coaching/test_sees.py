"""What no page of the coach holds: answers of a practice, single errors, other organisations."""

import re
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import Engine, event

from tests.apps.coaching.company import STRANGE_TRAINER, STRANGER, Company
from tests.store.making import Walk, practice_of
from tests.store.summing import standings_of
from tests.telling import COACH, DAY, LISTEN, MONDAY, PARTICIPANT, TRAINER
from wpo.apps.coaching import overview, pairs, questions
from wpo.apps.gathering import staff_rating
from wpo.apps.practising import deliver, publish
from wpo.catalogue.loading import Catalogue
from wpo.model.floor import Adapted, Asked, Helped, Observed, Wished
from wpo.model.people import DOORS, Role
from wpo.store.database import open_database, reading
from wpo.store.floor import floor_events_of

ASSIGNMENT = "overleggen-luisteren-1"
LOOKS: list[tuple[Any, dict[str, str]]] = [
    (overview.page, {}),
    (overview.page, {"vast": "ja"}),
    (overview.page, {"skill": "s1"}),
    (overview.page, {"begeleider": STRANGE_TRAINER.code}),
    (questions.page, {}),
    (questions.page, {"skill": "s1"}),
    (pairs.page, {}),
    (pairs.page, {"tabel": "ja"}),
    (pairs.page, {"wie": PARTICIPANT.code, "doel": "s1a-1"}),
    (pairs.page, {"wie": STRANGER.code, "doel": "s1a-1"}),
    (staff_rating.page, {}),
    (staff_rating.page, {"opdracht": ASSIGNMENT}),
]


@pytest.fixture
def engine() -> Iterator[Engine]:
    """A store in memory."""
    engine = open_database("sqlite://")
    yield engine
    engine.dispose()


def _company(engine: Engine, catalogue: Catalogue, *picks: int) -> Company:
    """Return a company in which somebody practised, answering with these picks in turn."""
    company = Company(engine)
    publish(engine, catalogue, MONDAY)
    company.agree()
    practice = practice_of(catalogue.assignment(ASSIGNMENT))
    facts = Walk(PARTICIPANT, practice, "poging-een", at=MONDAY).finish(picks)
    assert not deliver(engine, PARTICIPANT, facts, MONDAY + timedelta(hours=1)).refused
    return company


def _pages(company: Company, catalogue: Catalogue, days: int = 2) -> list[str]:
    at = MONDAY + days * DAY
    return [company.html(page, catalogue, at, **query) for page, query in LOOKS]


def test_every_door_is_walked() -> None:
    """These are all the doors of the coach, but for the handbook and a page that shows nobody."""
    own = {path for path in DOORS[Role.COACH] if path.startswith("coach/")}
    walked = {"overzicht", "vragen", "samen_kijken", "wat_vindt_u"}

    assert own == {f"coach/{name}.ipynb" for name in (*walked, "intikken")}


def test_answers_of_a_practice_change_nothing(catalogue: Catalogue) -> None:
    """However somebody answered, with many errors or none, every page is the same to the letter."""
    pages = []
    for picks in ((0,), (1,), (-1,), (1, 0, 2)):
        engine = open_database("sqlite://")
        company = _company(engine, catalogue, *picks)
        with reading(engine) as connection:
            (standing,) = standings_of(connection, [PARTICIPANT.code])
        assert standing.phase.value == "aan_de_slag"
        pages.append(_without_moments(_pages(company, catalogue)))
        engine.dispose()

    assert pages[0] == pages[1] == pages[2] == pages[3]
    assert "aan de slag" in pages[0][0]


def _without_moments(pages: list[str]) -> list[str]:
    """Leave out nothing but the day: a practice takes longer with more tries."""
    return [re.sub(r"sinds [^.]*\.", "sinds …", one) for one in pages]


def test_no_page_reads_an_answer(engine: Engine, catalogue: Catalogue) -> None:
    """No question to the database is about answers; words of an opdracht are none."""
    company, asked = _company(engine, catalogue, 1), []

    def note(_c: Any, _cursor: Any, statement: str, *_more: Any) -> None:
        asked.append(statement)

    event.listen(engine, "before_cursor_execute", note)
    _pages(company, catalogue)

    assert any("standing" in one for one in asked)
    tables = {name for one in asked for name in re.findall(r"(?:FROM|JOIN) (\w+)", one)}
    assert not tables & {"event", "event_mark", "question_text"}


def test_another_organisation_changes_nothing(engine: Engine, catalogue: Catalogue) -> None:
    """Whatever happens there, every page here is the same to the letter."""
    company = _company(engine, catalogue, 0)
    before = _pages(company, catalogue, days=30)
    wish = Wished(question="leren", sub_skills=("s1a",), words="Vreemde wens")
    company.tell(STRANGER, wish, about=STRANGER)
    company.practise(about=STRANGER)
    company.tell(STRANGE_TRAINER, Asked(words="Vreemde vraag"), about=STRANGE_TRAINER)
    made = company.tell(STRANGE_TRAINER, Adapted(goal=LISTEN, words="Vreemd"), about=STRANGER)
    company.tell(STRANGER, Helped(adapted=made, answer="ja"), about=STRANGER)
    for days in range(3):
        at = MONDAY + days * DAY
        facts = Observed(goal=LISTEN, point="o1", value="gezien", situation="gewoon", day=at.date())
        company.tell(STRANGE_TRAINER, facts, at, about=STRANGER)

    assert _pages(company, catalogue, days=30) == before


def test_what_the_coach_tells_stays_in_the_company(engine: Engine, catalogue: Catalogue) -> None:
    """An observation or an answer of the coach about a stranger is refused."""
    company = _company(engine, catalogue, 0)
    facts = Observed(goal=LISTEN, point="o1", value="gezien", situation="gewoon", day=MONDAY.date())
    with pytest.raises(AssertionError, match="hoort niet bij"):
        company.tell(COACH, facts, about=STRANGER)
    with reading(engine) as connection:
        assert floor_events_of(connection, STRANGER.code) == ()


def test_no_single_look_of_a_colleague(engine: Engine, catalogue: Catalogue) -> None:
    """What a werkplekopleider saw, and noted, is on no page for who did not look too."""
    company = _company(engine, catalogue, 0)
    before = _pages(company, catalogue)
    for point, value in (("o1", "nog_niet"), ("o2", "beetje"), ("o3", "nog_niet")):
        facts = Observed(
            goal=LISTEN,
            point=point,
            value=value,  # type: ignore[arg-type]
            situation="drukte",
            day=(MONDAY + DAY).date(),
            note="Liep weg.",
        )
        company.tell(TRAINER, facts, MONDAY + DAY)

    assert _pages(company, catalogue) == before
