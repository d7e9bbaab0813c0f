"""The weekkaart: the plan on paper, to hang up or to keep in a pocket. No name is printed."""

from collections.abc import Sequence
from html import escape

from wpo.apps.own.words import PRACTISE, way
from wpo.apps.visit import Visit
from wpo.model.months import DAYS
from wpo.model.trajectory import Line

WORK_DAYS = DAYS[:5]
BOXES = ("done", "worked", "not_yet")


def card_body(visit: Visit, lines: Sequence[Line]) -> str:
    """Return a card for each plan, two on a sheet of A4 or one on A5, and a button to print."""
    texts = visit.catalogue.interface
    if not lines:
        none = escape(texts["week_card_none"])
        return f"<p>{none}</p>{way(PRACTISE, texts['week_practise_button'])}"
    cards = "".join(_card(visit, one) for one in lines)
    button = escape(texts["week_card_print"])
    return (
        f'<button type="button" class="go no-print" data-print>{button}</button>'
        f'<div class="week-cards">{cards}</div>'
    )


def _card(visit: Visit, line: Line) -> str:
    texts = visit.catalogue.interface
    sentence, when, with_whom = line.plan
    heads = "".join(f'<th scope="col">{escape(texts[f"week_card_{one}"])}</th>' for one in BOXES)
    rows = "".join(
        f'<tr><th scope="row">{day.capitalize()}</th>' + "<td><i></i></td>" * len(BOXES) + "</tr>"
        for day in WORK_DAYS
    )
    return (
        f'<section class="week-card"><h2>{escape(sentence)}</h2>'
        f"<p>{escape(when)}</p><p>{escape(with_whom)}</p>"
        f'<table><thead><tr><th scope="col">{escape(texts["week_card_day"])}</th>{heads}</tr>'
        f"</thead><tbody>{rows}</tbody></table><p><small>{escape(texts['week_card_how'])}</small></p>"
        f'<p class="own">{escape(texts["week_card_name"])}</p></section>'
    )
