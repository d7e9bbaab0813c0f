"""The werkplekopleider's questions to the coach, and the answers."""

from collections.abc import Mapping, Sequence
from html import escape

from wpo.apps.visit import Visit
from wpo.apps.wording import fill, spell_day
from wpo.catalogue.filling import fill_text
from wpo.model.floor import Asked, FloorEvent, Replied
from wpo.model.months import day_of
from wpo.player.forms import Tell, Words, tell_html
from wpo.store.database import reading
from wpo.store.floor import floor_events_named


def questions_html(visit: Visit, names: Mapping[str, str]) -> str:
    """Return the visitor's questions to the coach with the answers, and a form to ask one.

    ``names`` holds whom the visitor guides, by code. The form is for a question about nobody.
    """
    texts = visit.catalogue.staff
    rows = _rows(visit, {visit.person.code: "", **names})
    form = _form(visit, visit.person.code, texts["ask_hint"])
    return f'<section class="card"><h2>{escape(texts["ask_title"])}</h2>{rows}{form}</section>'


def questions_about_html(visit: Visit, code: str, name: str) -> str:
    """Return the visitor's questions about one participant, and a form to ask one."""
    title = fill(visit.catalogue.staff["ask_title_about"], name)
    rows, form = _rows(visit, {code: ""}), asking_html(visit, code, name)
    return f'<section class="card"><h2>{title}</h2>{rows}{form}</section>'


def asking_html(visit: Visit, code: str, name: str) -> str:
    """Return the form for a question about one participant, who can read it and erase it."""
    return _form(visit, code, fill_text(visit.catalogue.staff["ask_hint_about"], name))


def _rows(visit: Visit, near: Mapping[str, str]) -> str:
    """Return questions and answers about these, by code; each with what is said of whom."""
    with reading(visit.engine) as connection:
        events = floor_events_named(
            connection, visit.person.organisation, {"asked", "replied"}, about=near
        )
    answers = _answers(events)
    own = [one for one in events if isinstance(one.facts, Asked) and one.by == visit.person.code]
    rows = "".join(_question(visit, one, near[one.person], answers) for one in reversed(own))
    return f'<ul class="plain">{rows}</ul>' if rows else ""


def _form(visit: Visit, about: str, hint: str) -> str:
    texts = visit.catalogue.staff
    return tell_html(
        Tell(
            name="asked",
            about=about,
            facts={},
            fields=[Words(name="words", label=texts["ask_what"], hint=hint, needed=True)],
            button=texts["ask_send"],
            told=texts["ask_told"],
        )
    )


def _answers(events: Sequence[FloorEvent]) -> Mapping[str, list[str]]:
    found: dict[str, list[str]] = {}
    for one in events:
        if isinstance(one.facts, Replied):
            found.setdefault(one.facts.asked, []).append(one.facts.words)
    return found


def _question(visit: Visit, one: FloorEvent, name: str, answers: Mapping[str, list[str]]) -> str:
    texts = visit.catalogue.staff
    asked = one.facts.words if isinstance(one.facts, Asked) else ""
    about = f" ({escape(name)})" if name else ""
    day = escape(spell_day(day_of(one.occurred_at), visit.today))
    replies = "".join(
        f"<p><strong>{escape(texts['coach_says'])}</strong> {escape(words)}</p>"
        for words in answers.get(one.event_id, ())
    )
    waiting = f"<p><small>{escape(texts['ask_waiting'])}</small></p>"
    return f"<li><p>{escape(asked)}{about} <small>{day}</small></p>{replies or waiting}</li>"
