"""The beheerder's door: who is here, who guides whom, and how everybody comes in.

A live page of ipywidgets. It reads and changes people and access, and nothing that anybody
answered or reached. The page belongs to one beheerder of one organisation; that this is so still
is looked at again at every step.
"""

from collections.abc import Callable
from html import escape
from os import environ
from pathlib import Path
from typing import Any

from IPython.display import display
from sqlalchemy import Engine

from wpo.apps.content import the_catalogue
from wpo.apps.live import live_page
from wpo.apps.people.access import renew
from wpo.apps.people.cards import Card, later
from wpo.apps.people.change import Change
from wpo.apps.people.desk import Desk, check_beheerder
from wpo.apps.people.fields import button, choice, column, row, see, text_field, words
from wpo.apps.people.listing import PeopleList, Told
from wpo.apps.people.new import AddPeople, CardsReady, ImportPeople, NameOrganisation
from wpo.apps.people.roster import Member, departments_of, roster, selected
from wpo.apps.people.sure import Sure
from wpo.catalogue.filling import fill_text
from wpo.catalogue.loading import Catalogue
from wpo.errors import WpoError
from wpo.model.people import LETS_IN, Person, Role
from wpo.store.clock import now
from wpo.store.database import reading

# What a field for choosing means; a None in it would be "nothing chosen".
_ALL, _IN, _OPEN = "*", "in:", "open"
_STYLE = Path(__file__).with_name("screen.css")


def show() -> None:
    """Show the page to the beheerder who opened it, and nothing of it to anybody else."""
    display(page(the_catalogue(), environ.get("WPO_PERSON")))


def page(catalogue: Catalogue, code: str | None) -> Any:
    """Return the page of a beheerder as one widget, or a line that says for whom it is."""

    def screen(engine: Engine, person: Person) -> Any:
        desk = Desk(engine=engine, organisation=person.organisation, by=person.code)
        return PeopleScreen(desk, catalogue).box

    return live_page(catalogue, code, Role.ADMINISTRATOR, "people_refused", screen)


class PeopleScreen:
    """The list, and one panel at a time in its place.

    Parameters
    ----------
    desk
        Whose page it is.

    Raises
    ------
    SetupError
        If that is no beheerder of that organisation.
    """

    def __init__(self, desk: Desk, catalogue: Catalogue) -> None:
        self.desk, self.texts, self.doors = desk, catalogue.staff, catalogue.doors
        self.members: tuple[Member, ...] = ()
        self.told = Told()
        self.sure = Sure(self.say, self.told)
        self.list = PeopleList(self._list_texts(), self._edit, self._where)
        self._search = text_field(self.say("people_search"))
        self._role = choice(self.say("people_role"), self._role_options(), _ALL)
        self._department = choice(self.say("people_department"), [("", _ALL)], _ALL)
        self._state = choice(self.say("people_access"), self._state_options(), _OPEN)
        self._renew_all = button("", self._ask_renew_all, kind="warn")
        self.cards = CardsReady(self)
        self._back = button(self.say("people_back"), self.show_list)
        self._panel = column(self._back, kind="panel")
        self._list = column(*self._parts_of_list())
        self.read()
        see(self._panel, False)
        style = words(f"<style>{_STYLE.read_text(encoding='utf-8')}</style>")
        about = f"<details><summary>{escape(self.say('people_help'))}</summary>"
        about += "".join(f"<p>{escape(self.say(key))}</p>" for key in _HELP) + "</details>"
        parts = (style, self.told, self.sure.box, self.cards.box, self._list, self._panel)
        self.box = column(*parts[:1], words(about), *parts[1:], kind="wpo-people")
        for field in (self._search, self._role, self._department, self._state):
            field.observe(lambda _: self._draw(), names="value")

    def say(self, key: str, *values: object) -> str:
        """Return a text of this page, filled in."""
        return fill_text(self.texts[key], *values)

    def read(self) -> None:
        """Read who is here anew, and draw the list."""
        with reading(self.desk.engine) as connection:
            check_beheerder(connection, self.desk)
            self.members = roster(connection, self.desk.organisation, now())
        self._offer_departments()
        self._draw(page=self.list.page)

    def member(self, code: str) -> Member:
        """Return somebody who is here."""
        return next(one for one in self.members if one.code == code)

    def do(
        self,
        action: Callable[[], object],
        done: str | Callable[[Any], str],
        show: Callable[[], object] | None = None,
    ) -> None:
        """Do something, ``show`` how things are then, and tell what was done; or why it cannot be.

        Cards that come of it are laid ready to be printed. It is told last: whoever reads it and
        goes on looks at fields that stay.
        """
        try:
            result = action()
            if isinstance(result, tuple) and all(isinstance(one, Card) for one in result):
                self.cards.add(result)
            self.read()
        except WpoError as error:
            self.told.tell(error.message, good=False)
            return
        if show is not None:
            show()
        self.told.tell(done if isinstance(done, str) else done(result))

    def show_list(self) -> None:
        """Go back to the list."""
        self.sure.hide()
        see(self._panel, False)
        see(self._list, True)
        self._search.focus()

    def show_panel(self, *parts: Any) -> None:
        """Show these parts in the place of the list; the keyboard is at the way back."""
        self.sure.hide()
        self._panel.children = (row(self._back), *parts)
        see(self._list, False)
        see(self._panel, True)
        self._back.focus()

    def departments(self) -> tuple[str, ...]:
        """Return every department where somebody works."""
        return departments_of(one for one in self.members if one.is_open)

    def trainers(self) -> list[tuple[str, str]]:
        """Return who may guide: (what they are called, code)."""
        return [
            (self.called(one), one.code)
            for one in self.members
            if one.role is Role.TRAINER and one.is_open
        ]

    def called(self, one: Member) -> str:
        """Return how somebody is called in a list to choose from."""
        return f"{one.called} ({one.department})" if one.department else one.called

    def roles(self) -> list[tuple[str, Role]]:
        """Return the roles that a beheerder gives."""
        return [(one.value, one) for one in Role if one in LETS_IN]

    def _parts_of_list(self) -> tuple[Any, ...]:
        new = AddPeople(self)
        several = ImportPeople(self)
        label = NameOrganisation(self)
        return (
            row(
                button(self.say("people_add"), new.open, kind="main"),
                button(self.say("people_import"), several.open),
                button(self.say("people_organisation"), label.open),
            ),
            row(self._search, self._role, self._department, self._state),
            self.list,
            row(self._renew_all),
        )

    def _offer_departments(self) -> None:
        options = [
            (self.say("people_all"), _ALL),
            *((one, _IN + one) for one in departments_of(self.members)),
            (self.say("people_no_department"), _IN),
        ]
        if tuple(options) != tuple(self._department.options):
            kept = self._department.value
            self._department.options = options
            self._department.value = kept if kept in [one for _, one in options] else _ALL

    def _draw(self, page: int = 0) -> None:
        chosen = self._chosen()
        n_here = sum(one.is_open for one in self.members)
        counted = self.say("people_counted", len(chosen), n_here)
        self.list.fill([self._line(one) for one in chosen], counted, page=page)
        n_cards = len(self._renewable())
        self._renew_all.description = self.say("people_renew_all", n_cards)
        self._renew_all.disabled = not n_cards

    def _chosen(self) -> tuple[Member, ...]:
        in_one = self._department.value != _ALL
        return selected(
            self.members,
            text=self._search.value,
            roles=[self._role.value] if self._role.value != _ALL else (),
            department=self._department.value.removeprefix(_IN) if in_one else None,
            is_open=None if self._state.value == _ALL else self._state.value == _OPEN,
        )

    def _renewable(self) -> list[str]:
        return [
            one.code
            for one in self._chosen()
            if (one.has_card or one.access.password)
            and one.role in LETS_IN
            and one.code != self.desk.by
        ]

    def _ask_renew_all(self) -> None:
        codes = self._renewable()
        self.sure.ask(
            self.say("people_renew_all_sure", len(codes)),
            self.say("people_renew_yes"),
            lambda: self.do(
                lambda: renew(self.desk, codes, now=now(), hand_out=later),
                self.say("people_cards_made", len(codes)),
            ),
        )

    def _edit(self, code: str) -> None:
        Change(self, code).open()

    def _line(self, one: Member) -> dict[str, Any]:
        guides = [self._guide(code, assistant) for code, assistant in one.trainers]
        cells = [one.called, one.code, one.role.value, one.department, ", ".join(guides)]
        return {"code": one.code, "cells": cells, "state": self.access(one), "open": one.is_open}

    def _guide(self, code: str, assistant: bool) -> str:
        name = next((one.called for one in self.members if one.code == code), code)
        return self.say("people_assistant_of", name) if assistant else name

    def access(self, one: Member) -> str:
        """Return in a few words how somebody comes in."""
        if not one.is_open:
            return self.say("people_closed")
        if one.access.waits_until:
            return self.say("people_waits")
        if one.access.user_name:
            return self.say("people_logs_in", one.access.user_name)
        return self.say("people_card_and_pictures" if one.access.picture else "people_card")

    def _where(self, page: int, n_pages: int) -> str:
        return self.say("people_page", page, n_pages)

    def _list_texts(self) -> dict[str, Any]:
        names = ("name", "code", "role", "department", "guided_by", "access")
        return {
            "title": self.say("people_title"),
            "columns": [self.say(f"people_{one}") for one in names],
            "change": self.say("people_change"),
            "pages": self.say("people_pages"),
            "before": self.say("people_before"),
            "after": self.say("people_after"),
        }

    def _role_options(self) -> list[tuple[str, Any]]:
        return [(self.say("people_all"), _ALL), *((one.value, one) for one in Role)]

    def _state_options(self) -> list[tuple[str, str]]:
        return [
            (self.say("people_open_ones"), _OPEN),
            (self.say("people_closed_ones"), "closed"),
            (self.say("people_all"), _ALL),
        ]


_HELP = ("people_help_codes", "people_help_cards", "people_help_close", "people_help_never")
