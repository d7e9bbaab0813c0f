"""The panels to let people in, one or a whole list; cards that are ready; the company's name."""

import base64
from collections.abc import Sequence
from html import escape
from typing import TYPE_CHECKING

from wpo.apps.files import Choose
from wpo.apps.people import membership
from wpo.apps.people.cards import Card, later, printed
from wpo.apps.people.fields import button, choice, column, row, see, text_field, tick, words
from wpo.apps.people.importing import Plan, carry_out, read_people
from wpo.apps.people.judging import Fate, Judged
from wpo.catalogue.sheets import LARGEST_FILE
from wpo.errors import WpoError
from wpo.model.people import Role
from wpo.publish.door_cards import door_cards_pdf
from wpo.store.clock import now
from wpo.store.database import reading
from wpo.store.names import organisation_label

if TYPE_CHECKING:
    from wpo.apps.people.screen import PeopleScreen

MOST_SHOWN = 200  # rows of a plan on the screen; what is refused comes first


class AddPeople:
    """Let one person in."""

    def __init__(self, screen: "PeopleScreen") -> None:
        self._screen, self._say = screen, screen.say

    def open(self) -> None:
        """Show empty fields."""
        screen, say = self._screen, self._say
        role = choice(say("people_role"), screen.roles(), Role.PARTICIPANT)
        name = text_field(say("people_first_name"))
        department = text_field(say("people_department"), options=screen.departments())
        trainer = choice(say("people_guided_by"), [(say("people_nobody"), ""), *screen.trainers()])
        trainer.value = ""
        user_name = text_field(say("people_user_name"))
        own_login = tick(say("people_own_login"))

        def for_role(_change: object = None) -> None:
            participant = role.value is Role.PARTICIPANT
            see(trainer, participant)
            see(user_name, not participant)
            see(own_login, not participant)

        def add() -> None:
            participant = role.value is Role.PARTICIPANT
            guides = (membership.Guide(trainer=trainer.value),) if trainer.value else ()
            newcomer = membership.Newcomer(
                role=role.value,
                first_name=name.value,
                department=department.value,
                user_name="" if participant else user_name.value,
                own_login=not participant and own_login.value,
                guides=guides if participant else (),
            )
            screen.do(
                lambda: membership.admit(screen.desk, [newcomer], now=now(), hand_out=later),
                say("people_added", name.value.strip() or role.value.value),
                screen.show_list,
            )

        role.observe(for_role, names="value")
        for_role()
        screen.show_panel(
            words(f"<h2>{escape(say('people_add'))}</h2>"),
            row(role, name, department),
            row(trainer, user_name, own_login),
            row(button(say("people_add_now"), add, kind="main")),
        )


class ImportPeople:
    """Let a whole list in: first look at what would happen."""

    def __init__(self, screen: "PeopleScreen") -> None:
        self._screen, self._say = screen, screen.say
        self._plan = words("")
        self._partly = tick(screen.say("people_import_partly"))
        self._go = button("", self._carry_out, kind="main")
        self._read: Plan | None = None
        self._partly.observe(lambda _: self._judge_go(), names="value")

    def open(self) -> None:
        """Ask for a file."""
        say = self._say
        self._forget()
        most = LARGEST_FILE // 1_000_000
        upload = Choose(
            say("people_import_choose"),
            ".csv,.xlsx",
            LARGEST_FILE,
            say("file_too_large", most),
            self._look,
        )
        about = "".join(f"<p>{escape(say(f'people_import_{one}'))}</p>" for one in ("how", "never"))
        self._screen.show_panel(
            words(f"<h2>{escape(say('people_import'))}</h2>{about}"),
            row(upload),
            self._plan,
            self._partly,
            row(self._go),
        )

    def _forget(self) -> None:
        self._read, self._plan.value, self._partly.value = None, "", False
        see(self._partly, False)
        see(self._go, False)

    def _look(self, data: bytes, name: str) -> None:
        self._forget()
        screen = self._screen
        try:
            plan = read_people(screen.desk, data, name, now())
        except WpoError as error:
            screen.told.tell(error.message, good=False)
            return
        screen.told.tell("")
        self._read, self._plan.value = plan, plan_html(screen, plan)
        self._go.description = self._say("people_import_go", plan.count(Fate.NEW))
        see(self._partly, plan.asks and plan.count(Fate.NEW) > 0)
        see(self._go, plan.count(Fate.NEW) > 0)
        self._judge_go()

    def _judge_go(self) -> None:
        self._go.disabled = self._read is None or (self._read.asks and not self._partly.value)

    def _carry_out(self) -> None:
        plan, screen = self._read, self._screen
        if plan is None:
            return
        partly = self._partly.value

        def show() -> None:
            self._forget()
            screen.show_list()

        screen.do(
            lambda: carry_out(screen.desk, plan, now=now(), also_partly=partly),
            self._say("people_imported", plan.count(Fate.NEW)),
            show,
        )


def plan_html(screen: "PeopleScreen", plan: Plan) -> str:
    """Return what a list would do, what is refused first, then who is new."""
    say = screen.say
    counts = say("people_plan", *(plan.count(fate) for fate in Fate))
    lines = [
        say("people_column_refused", header, reason) for header, reason in plan.listing.refused
    ]
    if plan.listing.unused:
        lines.append(say("people_column_unused", ", ".join(plan.listing.unused)))
    order = {Fate.REFUSED: 0, Fate.NEW: 1, Fate.HERE: 2}
    rows = sorted(plan.rows, key=lambda one: (order[one.fate], one.number))
    names = ("row", "name", "role", "department", "guided_by", "fate")
    head = "".join(f'<th scope="col">{escape(say(f"people_{one}"))}</th>' for one in names)
    body = "".join(_plan_row(screen, one) for one in rows[:MOST_SHOWN])
    if len(rows) > MOST_SHOWN:
        lines.append(say("people_plan_more", MOST_SHOWN, len(rows)))
    told = "".join(f"<p>{escape(one)}</p>" for one in lines)
    return (
        f'<div role="status"><h3>{escape(counts)}</h3></div>{told}'
        f'<div class="scroll" tabindex="0" role="region" aria-label="{escape(counts)}">'
        f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>"
    )


def _plan_row(screen: "PeopleScreen", one: Judged) -> str:
    who = one.newcomer
    fate = [one.fate.value] if one.fate is not Fate.REFUSED else []
    fate += [f"{problem.field}: {problem.text}" for problem in one.problems]
    role = "" if any(problem.field == "rol" for problem in one.problems) else who.role.value
    cells = (who.first_name, role, who.department, ", ".join(one.trainers))
    names = ("name", "role", "department", "guided_by")
    middle = "".join(
        f'<td data-label="{escape(screen.say(f"people_{name}"))}">{escape(cell)}</td>'
        for name, cell in zip(names, cells, strict=True)
    )
    shut = ' class="shut"' if one.fate is Fate.REFUSED else ""
    said = "<br>".join(escape(text) for text in fate)
    return f'<tr><th scope="row">{one.number}</th>{middle}<td{shut}>{said}</td></tr>'


class CardsReady:
    """Cards that were made and not thrown away: they are in this page only, and nowhere else."""

    def __init__(self, screen: "PeopleScreen") -> None:
        self._screen, self._say = screen, screen.say
        self._cards: dict[str, Card] = {}
        self._title, self._link = words(""), words("")
        self._address = text_field(screen.say("people_address"))
        self._names = tick(screen.say("people_with_names"))
        self.box = column(
            self._title,
            row(self._address, self._names),
            row(
                button(screen.say("people_make_pdf"), self._print, kind="main"),
                button(screen.say("people_throw"), self._ask_throw, kind="warn"),
            ),
            self._link,
            kind="panel",
        )
        see(self.box, False)

    def add(self, cards: Sequence[Card]) -> None:
        """Lay cards ready; somebody's newer card takes the place of an older one."""
        self._cards |= {one.person.code: one for one in cards}
        self._address.value = self._address.value or self._screen.list.origin
        self._draw()

    def _draw(self) -> None:
        say, n = self._say, len(self._cards)
        title, note = say("people_cards_ready", n), say("people_cards_note")
        self._title.value = f"<h2>{escape(title)}</h2><p>{escape(note)}</p>"
        self._link.value = ""
        see(self.box, n > 0)

    def _print(self) -> None:
        cards = list(self._cards.values())
        try:
            shown = printed(cards, self._address.value, with_names=self._names.value)
        except WpoError as error:
            self._screen.told.tell(error.message, good=False)
            return
        pdf = base64.b64encode(door_cards_pdf(self._screen.doors, shown)).decode()
        name = f"kaarten-{self._screen.desk.organisation}.pdf"
        self._link.value = (
            f'<p role="status"><a class="go" download="{escape(name)}" '
            f'href="data:application/pdf;base64,{pdf}">'
            f"{escape(self._say('people_download', len(cards)))}</a></p>"
        )
        self._screen.told.tell("")

    def _ask_throw(self) -> None:
        say = self._say
        self._screen.sure.ask(say("people_throw_sure"), say("people_throw_yes"), self._throw)

    def _throw(self) -> None:
        self._cards = {}
        self._draw()
        self._screen.told.tell(self._say("people_thrown"))


class NameOrganisation:
    """What the organisation calls itself."""

    def __init__(self, screen: "PeopleScreen") -> None:
        self._screen, self._say = screen, screen.say

    def open(self) -> None:
        """Show the name as it is now."""
        screen, say = self._screen, self._say
        code = screen.desk.organisation
        label = text_field(say("people_organisation"))
        with reading(screen.desk.engine) as connection:
            known = organisation_label(connection, code)
        label.value = "" if known == code else known

        def save() -> None:
            screen.do(
                lambda: membership.call_organisation(screen.desk, label.value),
                say("people_saved"),
                screen.show_list,
            )

        screen.show_panel(
            words(f"<h2>{escape(say('people_organisation'))}</h2><p>{escape(code)}</p>"),
            row(label),
            row(button(say("people_save"), save, kind="main")),
        )
