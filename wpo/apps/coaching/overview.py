"""The coach's overview: who may need help and why, what waits, and calmly everybody else.

Nobody is ranked: people stand by department and name. Numbers count people, never what somebody
can or did. With many people a page shows one department at a time.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from html import escape
from urllib.parse import urlencode

from wpo.apps.coaching.company import NO_DEPARTMENT, Coached, Company, Guide, Wanted, company
from wpo.apps.visit import Visit, show_page
from wpo.apps.wording import fill, goal_label, spell_day
from wpo.catalogue.filling import fill_text
from wpo.catalogue.loading import Catalogue
from wpo.model.floor import Goal
from wpo.model.months import day_of
from wpo.model.people import Role
from wpo.model.standing import Standing, Stuck
from wpo.model.trajectory import ON_THE_FLOOR, Phase

MOST_AT_ONCE = 40  # of what asks for attention; the rest is one tap away
MOST_ON_A_PAGE = 150
ANY_REASON = "ja"


def show() -> None:
    """Show everybody of the coach's organisation, or those whom the address asks for."""
    show_page(Role.COACH, "overzicht", page)


def page(visit: Visit) -> tuple[str, str]:
    """Return the page of the visitor's organisation."""
    texts = visit.catalogue.staff
    everybody, wanted = company(visit), _wanted(visit)
    people = [one for one in everybody.people if wanted.fits(one)]
    parts = [_summary(visit, people), _filter(visit, everybody, wanted)]
    if wanted.stuck:
        parts.append(_listed(visit, people, wanted))
    elif people:
        parts += [
            _stuck(visit, people, wanted),
            _waiting(visit, people),
            _without_guide(visit, people),
            _quiet(visit, everybody, wanted),
            _others(visit, [one for one in people if not one.is_stuck], wanted),
        ]
    return texts["way_overzicht"], f'<div class="staff">{"".join(parts)}</div>'


def _wanted(visit: Visit) -> Wanted:
    query = visit.query
    return Wanted(
        department=query.get("afdeling", ""),
        skill=query.get("skill", ""),
        guide=query.get("begeleider", ""),
        stuck=query.get("vast", ""),
    )


def address_of(wanted: Wanted, **more: str) -> str:
    """Return the address that asks for these people; ``more`` says which page of them."""
    asked = {
        "afdeling": wanted.department,
        "skill": wanted.skill,
        "begeleider": wanted.guide,
        "vast": wanted.stuck,
    } | more
    return "?" + urlencode({name: value for name, value in asked.items() if value})


def _summary(visit: Visit, people: Sequence[Coached]) -> str:
    texts = visit.catalogue.staff
    if not people:
        return f"<p>{escape(texts['coach_nobody'])}</p>"
    busy = sum(bool(one.standings) for one in people)
    return f"<p>{fill(texts['coach_summary'], len(people), busy)}</p>"


def _filter(visit: Visit, everybody: Company, wanted: Wanted) -> str:
    """Return the form that asks for some of them: it works without a script."""
    texts, skills = visit.catalogue.staff, visit.catalogue.skills.skills
    reasons = [(ANY_REASON, texts["coach_stuck_any"])]
    reasons += [(one.value, texts[f"coach_stuck_{one.value}"]) for one in Stuck]
    fields = [
        ("afdeling", wanted.department, _departments(visit, everybody)),
        ("skill", wanted.skill, [(one.id, one.label) for one in skills]),
        ("begeleider", wanted.guide, [(one.code, one.name) for one in everybody.guides]),
        ("vast", wanted.stuck, reasons),
    ]
    chosen = "".join(
        select_html(name, texts[f"coach_by_{name}"], options, value, texts["coach_all"])
        for name, value, options in fields
        if options
    )
    button = f'<button class="go" type="submit">{escape(texts["coach_show"])}</button>'
    back = f'<a class="go quiet" href="?">{escape(texts["coach_show_all"])}</a>'
    is_open = "" if wanted.is_all else " open"
    return (
        f"<details{is_open}><summary>{escape(texts['coach_filter'])}</summary>"
        f'<form method="get" class="card">{chosen}{button}{"" if wanted.is_all else back}</form>'
        "</details>"
    )


def _departments(visit: Visit, everybody: Company) -> list[tuple[str, str]]:
    named = [(one, one) for one in everybody.departments]
    loose = any(not one.department for one in everybody.people)
    return [*named, (NO_DEPARTMENT, _department(visit, ""))] if named and loose else named


def select_html(
    name: str, label: str, options: Iterable[tuple[str, str]], chosen: str, nothing: str
) -> str:
    """Return a list to choose one value from; ``nothing`` is what the empty value says."""
    rows = "".join(
        f'<option value="{escape(value)}"{" selected" if value == chosen else ""}>'
        f"{escape(text)}</option>"
        for value, text in [("", nothing), *options]
    )
    return (
        f'<label class="words"><span>{escape(label)}</span>'
        f'<select name="{escape(name)}">{rows}</select></label>'
    )


def card(title: str, body: str) -> str:
    """Return a part of a page with a heading."""
    return f'<section class="card"><h2>{escape(title)}</h2>{body}</section>'


def _stuck(visit: Visit, people: Sequence[Coached], wanted: Wanted) -> str:
    texts = visit.catalogue.staff
    found = [one for one in people if one.is_stuck]
    if not found:
        return card(texts["coach_stuck_none"], f"<p>{escape(texts['coach_stuck_none_why'])}</p>")
    more = ""
    if len(found) > MOST_AT_ONCE:
        there = address_of(replace(wanted, stuck=ANY_REASON))
        label = fill(texts["coach_stuck_more"], len(found))
        more = f'<a class="go quiet" href="{escape(there)}">{label}</a>'
    return card(_count(texts, "coach_stuck", len(found)), _people(visit, found) + more)


def _count(texts: Mapping[str, str], key: str, n: int) -> str:
    return texts[f"{key}_one"] if n == 1 else fill_text(texts[f"{key}_many"], n)


def _people(visit: Visit, people: Sequence[Coached], most: int = MOST_AT_ONCE) -> str:
    rows = "".join(f"<li>{_person(visit, one)}</li>" for one in people[:most])
    return f'<ul class="plain apart">{rows}</ul>'


def _person(visit: Visit, one: Coached) -> str:
    goals = [_goal(visit, one, each) for each in one.standings]
    can = ", ".join(goal_label(visit.catalogue, each) for each in one.mastered)
    texts = visit.catalogue.staff
    rows = "".join(f"<li>{goal}</li>" for goal in goals)
    nothing = f"<p>{escape(texts['guide_no_goal'])}</p>" if not goals and not can else ""
    mastered = f"<p><small>{fill(texts['coach_can'], can)}</small></p>" if can else ""
    return f"{_who(visit, one)}{nothing}{f'<ul>{rows}</ul>' if rows else ''}{mastered}"


def _who(visit: Visit, one: Coached) -> str:
    texts = visit.catalogue.staff
    names = ", ".join(
        fill_text(texts["coach_assistant"], each.name) if each.assistant else each.name
        for each in one.guides
    )
    guided = fill_text(texts["coach_guided_by"], names) if names else texts["coach_no_guide"]
    where = " · ".join(part for part in (one.department, guided) if part)
    return f"<p><strong>{escape(one.name)}</strong> <small>{escape(where)}</small></p>"


def _goal(visit: Visit, one: Coached, standing: Standing) -> str:
    texts = visit.catalogue.staff
    since = standing.paused_at or standing.phase_since_at
    label = fill(
        texts["coach_goal"],
        goal_label(visit.catalogue, goal_of(standing)),
        standing_label(visit.catalogue, standing),
        _day(visit, since),
    )
    own = "" if standing.agreed else f" {escape(texts['coach_own_choice'])}"
    reasons = one.reasons.get((standing.sub_skill, standing.level), ())
    why = "".join(f"<br><strong>{escape(texts[_why(each, standing)])}</strong>" for each in reasons)
    return f"{label}{own}{why}"


def _why(reason: Stuck, standing: Standing) -> str:
    """Return the key of the sentence: before the work floor there is nothing to look at yet."""
    if reason is Stuck.UNSEEN and standing.phase not in ON_THE_FLOOR:
        return "coach_why_niet_begonnen"
    return f"coach_why_{reason.value}"


def _day(visit: Visit, at: datetime) -> str:
    return spell_day(day_of(at), visit.today)


def goal_of(standing: Standing) -> Goal:
    """Return which goal a standing is about."""
    return Goal(sub_skill=standing.sub_skill, level=standing.level)


def standing_label(catalogue: Catalogue, standing: Standing) -> str:
    """Return where a goal stands, in words; a pause comes before everything, without its reason."""
    texts = catalogue.staff
    if standing.paused_at is not None:
        return texts["phase_pause"].lower()
    label = texts[f"phase_{standing.phase.value}"].lower()
    if standing.round == 1 or standing.phase is Phase.MASTERED:
        return label
    return f"{label}, {fill_text(texts['round'], standing.round)}"


def _waiting(visit: Visit, people: Sequence[Coached]) -> str:
    """Return whose talk waits for the werkplekopleider, the one who waits longest on top."""
    texts = visit.catalogue.staff
    found = sorted(
        ((one.talk_waits_since, one) for one in people if one.talk_waits_since is not None),
        key=lambda each: each[0],
    )
    if not found:
        return ""
    rows = [
        f"{_who(visit, one)}<p>{fill(texts['coach_talk_since'], _day(visit, at))}</p>"
        for at, one in found
    ]
    why = f"<p>{escape(texts['coach_talk_why'])}</p>"
    return card(_count(texts, "coach_talk", len(found)), why + _rows(visit, rows))


def _without_guide(visit: Visit, people: Sequence[Coached]) -> str:
    texts = visit.catalogue.staff
    found = [_who(visit, one) for one in people if not one.has_guide]
    if not found:
        return ""
    why = f"<p>{escape(texts['coach_unguided_why'])}</p>"
    return card(_count(texts, "coach_unguided", len(found)), why + _rows(visit, found))


def _quiet(visit: Visit, everybody: Company, wanted: Wanted) -> str:
    """Return whom to ask how it goes: they wrote nothing down for two weeks."""
    texts = visit.catalogue.staff
    theirs = {each.code for one in everybody.people if wanted.fits(one) for each in one.guides}
    found = [one for one in everybody.quiet if one.code in theirs]
    if not found:
        return ""
    rows = [f"<p>{_guide_link(one)}</p>" for one in found]
    why = f"<p>{escape(texts['coach_quiet_why'])}</p>"
    return card(texts["coach_quiet"], why + _rows(visit, rows))


def _guide_link(one: Guide) -> str:
    return f'<a href="{escape(address_of(Wanted(guide=one.code)))}">{escape(one.name)}</a>'


def _rows(visit: Visit, rows: Sequence[str]) -> str:
    """Return rows; beyond a few dozen the page says how many there are, and to choose."""
    shown = "".join(f"<li>{row}</li>" for row in rows[:MOST_AT_ONCE])
    left = len(rows) - MOST_AT_ONCE
    more = f"<p>{fill(visit.catalogue.staff['coach_more'], left)}</p>" if left > 0 else ""
    return f'<ul class="plain apart">{shown}</ul>{more}'


def _others(visit: Visit, people: Sequence[Coached], wanted: Wanted) -> str:
    """Return everybody else, folded by department; of very many only how many, with a way there."""
    texts = visit.catalogue.staff
    if not people:
        return ""
    if len(people) > MOST_ON_A_PAGE and not wanted.department:
        return card(texts["coach_others"], _department_links(visit, people, wanted))
    if wanted.department:
        return card(texts["coach_others"], _page_of(visit, people, wanted))
    groups: dict[str, list[Coached]] = {}
    for one in people:
        groups.setdefault(one.department, []).append(one)
    folded = "".join(
        f"<details><summary>{escape(_department(visit, name))} ({len(those)})</summary>"
        f"{_people(visit, those, len(those))}</details>"
        for name, those in groups.items()
    )
    return card(texts["coach_others"], folded)


def _department(visit: Visit, name: str) -> str:
    return name or visit.catalogue.staff["coach_no_department"]


def _department_links(visit: Visit, people: Sequence[Coached], wanted: Wanted) -> str:
    counts = Counter(one.department for one in people)
    rows = "".join(
        f'<li><a href="{escape(address_of(replace(wanted, department=name or NO_DEPARTMENT)))}">'
        f"{escape(_department(visit, name))}</a> ({n})</li>"
        for name, n in counts.items()
    )
    return f'<ul class="plain">{rows}</ul>'


def _listed(visit: Visit, people: Sequence[Coached], wanted: Wanted) -> str:
    title = _count(visit.catalogue.staff, "coach_stuck", len(people))
    return card(title, _page_of(visit, people, wanted)) if people else ""


def _page_of(visit: Visit, people: Sequence[Coached], wanted: Wanted) -> str:
    """Return one page of people, with ways to the page before it and after it."""
    texts = visit.catalogue.staff
    last = max(0, (len(people) - 1) // MOST_ON_A_PAGE)
    asked = visit.query.get("blad", "1")
    here = min(max(int(asked) if asked.isdecimal() else 1, 1) - 1, last)
    shown = people[here * MOST_ON_A_PAGE : (here + 1) * MOST_ON_A_PAGE]
    ways = "".join(
        f'<a class="go quiet" href="{escape(address_of(wanted, blad=str(there + 1)))}">'
        f"{escape(texts[key])}</a>"
        for there, key in ((here - 1, "coach_page_before"), (here + 1, "coach_page_after"))
        if 0 <= there <= last
    )
    return _people(visit, shown, MOST_ON_A_PAGE) + ways
