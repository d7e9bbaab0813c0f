"""How a participant's own pages put things into words and into views: one thing a screen."""

from collections.abc import Sequence
from datetime import date, timedelta
from html import escape

from wpo.apps.choosing import cover_address
from wpo.apps.visit import Visit
from wpo.apps.wording import fill
from wpo.catalogue.filling import fill_text
from wpo.catalogue.loading import Catalogue
from wpo.model.floor import YES_NO, FloorEvent, Goal
from wpo.model.months import DAYS, MONTHS, recent_day
from wpo.player.forms import Option, Tell, tell_html
from wpo.store.database import reading
from wpo.store.guidance import guides_of
from wpo.store.names import first_names

WEEK, PLAN, CAN = "mijn_week.ipynb", "mijn_plan.ipynb", "dit_kan_ik_al.ipynb"
PRACTISE, CARD, PROOF = "oefenen.ipynb", "weekkaart.ipynb", "groeibewijs.ipynb"
ABOUT_ME = "over_mij.ipynb"
FIRST = "begin"  # the name of the first view of every page


def full_day(day: date) -> str:
    """Return a day as it is read aloud: ``dinsdag 5 januari``."""
    return f"{DAYS[day.weekday()]} {day.day} {MONTHS[day.month - 1]}"


def near_day(day: date, today: date) -> str:
    """Return a day as people say it: vandaag, gisteren, maandag, else the full day."""
    return recent_day(day, today) or full_day(day)


def days_in_words(visit: Visit, days: Sequence[date]) -> str:
    """Return days in a row: ``op maandag en op donderdag``; how many is never said."""
    words = [near_day(day, visit.today) for day in days]
    words = [one if one in ("vandaag", "gisteren") else f"op {one}" for one in words]
    *before, last = words
    if not before:
        return last
    return fill_text(visit.catalogue.interface["week_and"], ", ".join(before), last)


def begin_of_week(today: date) -> date:
    """Return the Monday of the week of a day."""
    return today - timedelta(days=today.weekday())


def goal_key(goal: Goal) -> str:
    """Return the name of a goal in addresses and ids."""
    return f"{goal.sub_skill}-{goal.level}"


def goal_heading(visit: Visit, goal: Goal, level: int = 3) -> str:
    """Return what a goal is called, and which step it is."""
    label = visit.catalogue.skills.sub_skill(goal.sub_skill).label
    return (
        f"<h{level}>{escape(label)}</h{level}>"
        f"<p><small>{fill(visit.catalogue.interface['level'], goal.level)}</small></p>"
    )


def behaviour_of(catalogue: Catalogue, goal: Goal) -> tuple[str, ...]:
    """Return what somebody does who masters a goal, in the first person."""
    return catalogue.skills.sub_skill(goal.sub_skill).level(goal.level).behaviour


def sub_skill_option(visit: Visit, sub_skill: str) -> Option:
    """Return the card of a sub-skill, explained by what somebody does at its first step."""
    skills = visit.catalogue.skills
    found = skills.sub_skill(sub_skill)
    return Option(
        value=sub_skill,
        label=found.label,
        note=" ".join(found.level(1).behaviour),
        picture=cover_address(visit.catalogue, skills.skill_of(sub_skill), sub_skill),
    )


def guides(visit: Visit) -> dict[str, str]:
    """Return who guides the visitor now: code and first name, or how a guide is called."""
    with reading(visit.engine) as connection:
        codes = [one.trainer for one in guides_of(connection, visit.person.code, visit.now)]
        names = first_names(connection, codes)
    unnamed = visit.catalogue.interface["plan_guide"]
    return {code: names.get(code, unnamed) for code in codes}


def says_html(visit: Visit, event: FloorEvent) -> str:
    """Return who says something: the first name of a guide, also of one who is gone."""
    with reading(visit.engine) as connection:
        names = first_names(connection, [event.by])
    name = names.get(event.by, visit.catalogue.interface["plan_guide"])
    return f'<p class="who">{fill(visit.catalogue.interface["says"], name)}</p>'


def view_html(name: str, title: str, body: str, *, back: str = "") -> str:
    """Return one screen of a page; the first one is called :data:`FIRST`.

    ``back`` is the text of the way to the first view; empty where there is none.
    """
    hidden = "" if name == FIRST else " hidden"
    top = heading(title) if title else ""
    way = f'<a class="go quiet way-back" href="#{FIRST}">{escape(back)}</a>' if back else ""
    return f'<section class="view" id="{escape(name)}"{hidden}>{top}{body}{way}</section>'


def heading(text: str, level: int = 2) -> str:
    """Return a heading with room for the button that reads it aloud."""
    return f'<div class="words"><h{level} data-read>{escape(text)}</h{level}></div>'


def spoken(text: str, kind: str = "") -> str:
    """Return a text with room for the button that reads it aloud."""
    look = f' class="{kind}"' if kind else ""
    return f'<div class="words"><p{look} data-read>{escape(text)}</p></div>' if text else ""


def way(address: str, text: str, *, quiet: bool = False, fresh: bool = False) -> str:
    """Return a way to another page or view; ``fresh`` waits until what was told is kept."""
    look = "go quiet" if quiet else "go"
    waits = " data-fresh" if fresh else ""
    return f'<a class="{look}" href="{escape(address)}"{waits}>{escape(text)}</a>'


def then_html(form: Tell, after: str, before: str = "") -> str:
    """Return a form with what is shown only before it was told, and only after."""
    return (
        f'<div class="then">{tell_html(form)}{_only("before", before)}{_only("after", after)}</div>'
    )


def _only(when: str, html: str) -> str:
    return f'<div class="{when}">{html}</div>' if html else ""


def yes_no(visit: Visit) -> list[Option]:
    """Return ja, een beetje and nee to tap."""
    texts = visit.catalogue.interface
    return [Option(value=one, label=texts[f"plan_yes_{one}"]) for one in YES_NO]
