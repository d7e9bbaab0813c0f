"""Looking together: the coach looks at what a colleague looks at too, and then they talk.

What the other saw is not in the page before the coach answered every point of the card that day.
What comes of it is a conversation. The numbers over three months are its starter, and about no one.
"""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from html import escape
from urllib.parse import urlencode

from wpo.apps.coaching.company import NO_DEPARTMENT, Coached, company
from wpo.apps.coaching.overview import card, goal_of
from wpo.apps.visit import Visit, show_page
from wpo.apps.wording import assignment_of, fill, goal_label, name_of, points_of, spell_day
from wpo.catalogue.filling import fill_text
from wpo.model.assignments import Assignment
from wpo.model.floor import SEEN, SITUATIONS, FloorEvent, Goal, Observed
from wpo.model.months import HERE, day_of
from wpo.model.pairs import Look, Pair, looks, pairs
from wpo.model.people import Role
from wpo.model.standing import Standing
from wpo.model.trajectory import ON_THE_FLOOR
from wpo.player.forms import TODAY, Option, Taps, Tell, Words, shared_html, tell_html
from wpo.stats.agreement import Agreement, Alpha, Row, agreement
from wpo.store.database import reading
from wpo.store.floor import floor_events_of, floor_events_with
from wpo.store.last_told import told_by_several
from wpo.store.names import first_names

SCALE = ("nog_niet", "beetje", "gezien")  # from least to most; "niet kunnen zien" is no answer
LOOKED_BACK_OVER = timedelta(days=91)
SHOWN_FOR = timedelta(days=14)
FEWEST_SHOWN = 5  # of fewer pairs a table would tell what one person saw
MOST_LOOKS = 10_000
MOST_CHOICES = 60  # more of them are chosen from one department at a time


def show() -> None:
    """Show whom to look at together; ``?wie=…&doel=s1a-1`` one card, ``?tabel=ja`` the numbers."""
    show_page(Role.COACH, "samen_kijken", page)


def page(visit: Visit) -> tuple[str, str]:
    """Return the page of whoever looks: the choice, one goal of one participant, or numbers."""
    texts = visit.catalogue.staff
    if "tabel" in visit.query:
        back = f'<a class="go quiet" href="?">{escape(texts["coach_numbers_back"])}</a>'
        return texts["way_samen_kijken"], f'<div class="staff">{_numbers(visit)}{back}</div>'
    people = _guided_at_work(visit)
    asked = (visit.query.get("wie"), visit.query.get("doel"))
    for one, standing in people:
        if (one.code, _spelled(goal_of(standing))) == asked:
            body = _looking(visit, one, goal_of(standing))
            return texts["way_samen_kijken"], f'<div class="staff">{body}</div>'
    table = f'<a class="go quiet" href="?tabel=ja">{escape(texts["coach_numbers"])}</a>'
    body = _choice(visit, people) + table
    return texts["way_samen_kijken"], f'<div class="staff">{body}</div>'


def _guided_at_work(visit: Visit) -> list[tuple[Coached, Standing]]:
    """Return what can be looked at now together with somebody who guides."""
    return [
        (one, standing)
        for one in company(visit).people
        if one.guides
        for standing in one.standings
        if standing.phase in ON_THE_FLOOR and standing.paused_at is None
        if assignment_of(visit.catalogue, goal_of(standing)) is not None
    ]


def _spelled(goal: Goal) -> str:
    return f"{goal.sub_skill}-{goal.level}"


def _choice(visit: Visit, people: Sequence[tuple[Coached, Standing]]) -> str:
    texts = visit.catalogue.staff
    department = visit.query.get("afdeling")
    why = f"<p>{escape(texts['coach_pairs_why'])}</p>"
    if not people:
        return card(texts["coach_pairs"], f"{why}<p>{escape(texts['coach_pairs_nobody'])}</p>")
    chosen = [each for each in people if department in (None, _department(each[0]))]
    if len(chosen) > MOST_CHOICES and department is None:
        places = {_department(one): one.department for one, _ in people}
        rows = [
            (urlencode({"afdeling": asked}), label or texts["coach_no_department"])
            for asked, label in places.items()
        ]
    else:
        rows = [
            (
                urlencode({"wie": one.code, "doel": _spelled(goal_of(standing))}),
                f"{one.name}: {goal_label(visit.catalogue, goal_of(standing))}",
            )
            for one, standing in chosen
        ]
    links = "".join(
        f'<li><a class="go quiet" href="?{escape(query)}">{escape(label)}</a></li>'
        for query, label in rows
    )
    return card(texts["coach_pairs"], f'{why}<ul class="plain">{links}</ul>')


def _department(one: Coached) -> str:
    return one.department or NO_DEPARTMENT


def _looking(visit: Visit, one: Coached, goal: Goal) -> str:
    """Return the card with four answers a point, and what both saw where that may be seen."""
    texts, assignment = visit.catalogue.staff, assignment_of(visit.catalogue, goal)
    if assignment is None:
        return ""
    with reading(visit.engine) as connection:
        events = floor_events_of(connection, one.code)
        since = visit.today - SHOWN_FOR
        of_goal = [each for each in events if each.goal == goal and _day(each) >= since.isoformat()]
        names = first_names(connection, {each.by for each in of_goal})
    found = looks(of_goal, points_of(visit.catalogue), HERE)
    own = {each.day: each for each in found if each.by == visit.person.code}
    here = urlencode({"wie": one.code, "doel": _spelled(goal)})
    again = f'<a class="go" href="?{escape(here)}">{escape(texts["coach_pairs_compare"])}</a>'
    back = f'<a class="go quiet" href="?">{escape(texts["coach_pairs_back"])}</a>'
    today = own.get(visit.today)
    forms = _forms(visit, one, goal, assignment, _newest_today(visit, of_goal))
    title = f"{one.name}: {goal_label(visit.catalogue, goal)}"
    how = f"<p>{escape(texts['coach_pairs_how'])}</p>"
    compared = _compared(visit, assignment, found, own, names)
    first = f"<p>{escape(texts['coach_pairs_first'])}</p>{again}"
    looked = today is not None and today.is_complete
    return card(title, how + forms + ("" if looked else first)) + compared + back


def _day(event: FloorEvent) -> str:
    return event.facts.day.isoformat() if isinstance(event.facts, Observed) else ""


def _newest_today(visit: Visit, events: Sequence[FloorEvent]) -> list[Observed]:
    """Return what the visitor told today already, the newest first."""
    own = [each.facts for each in reversed(events) if each.by == visit.person.code]
    return [each for each in own if isinstance(each, Observed) and each.day == visit.today]


def _forms(
    visit: Visit, one: Coached, goal: Goal, assignment: Assignment, told: Sequence[Observed]
) -> str:
    texts, shared = visit.catalogue.staff, "samen"
    answers = [Option(value=value, label=texts[f"seen_{value}"]) for value in SEEN]
    forms = "".join(
        tell_html(
            Tell(
                name="observed",
                about=one.code,
                facts={"goal": goal, "point": point.id, "day": TODAY},
                fields=[
                    Taps(
                        name="value",
                        question=point.text,
                        options=answers,
                        chosen=[each.value for each in told if each.point == point.id][:1],
                    )
                ],
                told=texts["kept"],
                shared=shared,
                stays=True,
            )
        )
        for point in assignment.trainer.observe
    )
    where = Taps(
        name="situation",
        question=texts["situation"],
        options=[Option(value=value, label=texts[f"situation_{value}"]) for value in SITUATIONS],
        chosen=[told[0].situation if told else SITUATIONS[0]],
    )
    note = Words(name="note", label=texts["note"], hint=texts["no_names"])
    more = (
        f"<details><summary>{escape(texts['coach_pairs_more'])}</summary>"
        f"{shared_html(shared, [where, note])}</details>"
    )
    return forms + more


def _compared(
    visit: Visit,
    assignment: Assignment,
    found: Sequence[Look],
    own: Mapping[date, Look],
    names: Mapping[str, str],
) -> str:
    """Return what both saw, for each day on which the visitor answered every point."""
    texts, code = visit.catalogue.staff, visit.person.code
    parts = []
    for day in sorted((each.day for each in own.values() if each.is_complete), reverse=True):
        others = [each for each in found if each.day == day and each.by != code]
        rows = [
            card(
                fill_text(
                    texts["coach_pairs_day"], name_of(names, other.by), spell_day(day, visit.today)
                ),
                _side_by_side(
                    visit, assignment, pairs([own[day], other]), name_of(names, other.by)
                ),
            )
            for other in others
        ]
        if not rows and day == visit.today:
            rows = [card(texts["coach_pairs_alone"], f"<p>{escape(texts['coach_pairs_wait'])}</p>")]
        parts += rows
    return "".join(parts)


def _side_by_side(visit: Visit, assignment: Assignment, found: Sequence[Pair], other: str) -> str:
    texts = visit.catalogue.staff
    points = {point.id: point.text for point in assignment.trainer.observe}
    rows = "".join(
        f"<li><strong>{escape(points.get(one.point, one.point))}</strong>"
        f"<p>{_said(visit, one, other)}</p></li>"
        for one in found
    )
    elsewhere = any(one.first.situation != one.second.situation for one in found)
    where = f"<p>{escape(texts['coach_pairs_elsewhere'])}</p>" if elsewhere else ""
    nothing = f"<p>{escape(texts['coach_pairs_other_points'])}</p>" if not found else ""
    return f'<ul class="plain apart">{rows}</ul>{where}{nothing}'


def _said(visit: Visit, one: Pair, other: str) -> str:
    """Return what both saw of one point, with a question to begin the talk with."""
    texts = visit.catalogue.staff
    mine, theirs = (
        texts[f"seen_{each.value}"].lower() for each in one.seen_from(visit.person.code)
    )
    if mine == theirs:
        return fill(texts["coach_pairs_same"], mine)
    key = "coach_pairs_differ"
    if not {one.first.value, one.second.value} <= set(SCALE):
        key = "coach_pairs_no_chance"
    return fill(texts[key], mine, other, theirs)


def _numbers(visit: Visit) -> str:
    """Return how often two people saw the same in the last three months, in the organisation.

    Today is not in it: somebody may still want to look without knowing.
    """
    texts = visit.catalogue.staff
    of_company = [one for one in _pairs_in_company(visit) if one.day < visit.today]
    rows = [
        Row(group=one.person, first=one.first.value, second=one.second.value) for one in of_company
    ]
    found = agreement(rows, SCALE)
    if found.n < FEWEST_SHOWN:
        return card(texts["coach_numbers"], f"<p>{escape(texts['coach_numbers_none'])}</p>")
    since = spell_day(min(one.day for one in of_company), visit.today)
    parts = [
        f"<p>{fill(texts['coach_numbers_what'], since)}</p>",
        f"<p><strong>{fill(texts['coach_numbers_same'], found.n_same, found.n)}</strong></p>",
        _table(visit, found),
        f"<p>{fill(texts['coach_numbers_left_out'], found.n_left_out)}</p>",
        _coefficient(visit, found),
        f"<p>{escape(texts['coach_numbers_use'])}</p>",
    ]
    return card(texts["coach_numbers"], "".join(parts))


def _pairs_in_company(visit: Visit) -> tuple[Pair, ...]:
    """Return the pairs of the last three months; only days with two tellers are read at all.

    Of a very large company the newest days: ``MOST_LOOKS`` observations say enough.
    """
    organisation, since = visit.person.organisation, visit.now - LOOKED_BACK_OVER
    with reading(visit.engine) as connection:
        days: dict[tuple[str, date], list[tuple[str, str]]] = {}
        for event_id, person, by, at in told_by_several(
            connection, organisation, "observed", since
        ):
            days.setdefault((person, day_of(at)), []).append((event_id, by))
        wanted = [
            event_id
            for day in days.values()
            if len({by for _, by in day}) > 1
            for event_id, _ in day
        ]
        events = floor_events_with(connection, wanted[:MOST_LOOKS])
    return pairs(looks(events, points_of(visit.catalogue), HERE))


def _table(visit: Visit, found: Agreement) -> str:
    """Return which answers were given together, and how often."""
    texts = visit.catalogue.staff

    def label(first: str, second: str) -> str:
        words = (texts[f"seen_{first}"].lower(), texts[f"seen_{second}"].lower())
        key = "coach_numbers_both" if first == second else "coach_numbers_apart"
        return fill(texts[key], *words)

    rows = "".join(
        f'<tr><th scope="row">{label(*answers)}</th><td>{n}</td></tr>'
        for answers, n in found.counts.items()
    )
    return (
        f'<table><thead><tr><th scope="col">{escape(texts["coach_numbers_saw"])}</th>'
        f'<th scope="col">{escape(texts["coach_numbers_times"])}</th></tr></thead>'
        f"<tbody>{rows}</tbody></table>"
    )


def _coefficient(visit: Visit, found: Agreement) -> str:
    texts = visit.catalogue.staff
    one_sided = f"<p>{escape(texts['coach_numbers_one_sided'])}</p>" if found.is_one_sided else ""
    if found.alpha is None:
        return f"<p>{escape(texts['coach_numbers_too_few'])}</p>{one_sided}"
    return f"<p>{fill(texts['coach_numbers_alpha'], *_spelled_alpha(found.alpha))}</p>{one_sided}"


def _spelled_alpha(one: Alpha) -> list[str]:
    numbers = [f"{each:.2f}".replace(".", ",") for each in (one.value, one.low, one.high)]
    return [*numbers, str(one.n), str(one.n_groups)]
