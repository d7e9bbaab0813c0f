"""The panel about one person: name, place, guides, and how this person comes in."""

from collections.abc import Callable
from html import escape
from typing import TYPE_CHECKING, Any

from wpo.apps.people import access, membership
from wpo.apps.people.cards import later
from wpo.apps.people.fields import button, choice, column, row, text_field, tick, words
from wpo.apps.people.roster import Member
from wpo.model.people import LETS_IN, Role
from wpo.store.clock import now

if TYPE_CHECKING:
    from wpo.apps.people.screen import PeopleScreen


class Change:
    """What a beheerder may change about somebody.

    Parameters
    ----------
    screen
        The page on which it stands.
    code
        Of the person.
    """

    def __init__(self, screen: "PeopleScreen", code: str) -> None:
        self._screen, self._desk, self._say = screen, screen.desk, screen.say
        self._code = code

    def open(self) -> None:
        """Show the panel as things are now."""
        one = self._screen.member(self._code)
        title = self._say("people_about", one.called, one.role.value)
        under = f"{one.code}. {self._screen.access(one)}."
        parts: list[Any] = [words(f"<h2>{escape(title)}</h2><p>{escape(under)}</p>")]
        if one.role not in LETS_IN:
            parts.append(words(f"<p>{escape(self._say('people_beyond'))}</p>"))
            self._screen.show_panel(*parts)
            return
        parts.append(self._who(one))
        if one.role is Role.PARTICIPANT and one.is_open:
            parts.append(self._guides(one))
        parts.append(self._ways_in(one) if one.is_open else self._closed(one))
        self._screen.show_panel(*parts)

    def _act(self, action: Callable[[], object], done: str | Callable[[Any], str]) -> None:
        self._screen.do(action, done, self.open)

    def _sure(
        self,
        question: str,
        yes: str,
        action: Callable[[], object],
        done: str | Callable[[Any], str],
    ) -> None:
        self._screen.sure.ask(question, yes, lambda: self._act(action, done))

    def _who(self, one: Member) -> Any:
        """Name, and department and role of who is open."""
        name = text_field(self._say("people_first_name"))
        name.value = one.first_name
        department = text_field(self._say("people_department"), options=self._screen.departments())
        department.value = one.department
        staff = one.role is not Role.PARTICIPANT and one.code != self._desk.by
        roles = [each for each in self._screen.roles() if each[1] is not Role.PARTICIPANT]
        role: Any = choice(self._say("people_role"), roles, one.role) if staff else None

        def save() -> None:
            membership.rename(self._desk, one.code, name.value)
            if one.is_open:
                membership.move(self._desk, one.code, department.value, now=now())

        def save_all() -> None:
            if role is not None and role.value is not one.role:
                question = self._say("people_role_sure", one.called, role.value.value)
                self._sure(question, self._say("people_role_yes"), with_role, done)
            else:
                self._act(save, done)

        def with_role() -> None:
            save()
            membership.give_role(self._desk, one.code, role.value, now=now())

        done = self._say("people_saved")
        fields = [name, *([department, role] if one.is_open else [])]
        return column(
            row(*(each for each in fields if each is not None)),
            row(button(self._say("people_save"), save_all, kind="main")),
        )

    def _guides(self, one: Member) -> Any:
        """Who guides now, each with a way to stop, and one more."""
        called = {each.code: self._screen.called(each) for each in self._screen.members}
        lines = [self._guide(one, code, called, assistant=also) for code, also in one.trainers]
        others = [each for each in self._screen.trainers() if each[1] not in dict(one.trainers)]
        parts = [words(f"<h3>{escape(self._say('people_guides'))}</h3>"), *lines]
        if not lines:
            parts.append(words(f"<p>{escape(self._say('people_guided_by_nobody'))}</p>"))
        if others:
            nobody = (self._say("people_guide_choose"), "")
            who = choice(self._say("people_guide_who"), [nobody, *others], "")
            assistant = tick(self._say("people_as_assistant"))

            def add() -> None:
                if not who.value:
                    self._screen.told.tell(self._say("people_guide_choose_first"), good=False)
                    return
                self._act(
                    lambda: membership.guide_by(
                        self._desk, one.code, who.value, now=now(), assistant=assistant.value
                    ),
                    self._say("people_guides_now", called[who.value], one.called),
                )

            parts.append(row(who, assistant, button(self._say("people_guide_add"), add)))
        return column(*parts)

    def _guide(self, one: Member, code: str, called: dict[str, str], *, assistant: bool) -> Any:
        name = called.get(code, code)
        text = self._say("people_assistant_of", name) if assistant else name

        def stop() -> None:
            self._sure(
                self._say("people_guide_stop_sure", name, one.called),
                self._say("people_guide_stop_yes"),
                lambda: membership.unguide_by(self._desk, one.code, code, now=now()),
                self._say("people_guides_no_longer", name, one.called),
            )

        stopping = button(self._say("people_guide_stop", self._screen.member(code).called), stop)
        return row(words(f"<p>{escape(text)}</p>"), stopping)

    def _ways_in(self, one: Member) -> Any:
        """Card or password, second steps, and closing."""
        parts = [words(f"<h3>{escape(self._say('people_ways_in'))}</h3>")]
        ways = self._steps_of(one)
        if one.code != self._desk.by:
            if one.has_card or one.access.password:
                ways.insert(0, self._renewing(one))
            ways.append(self._closing(one))
        return column(*parts, row(*ways))

    def _renewing(self, one: Member) -> Any:
        kind = "password" if one.access.user_name else "card"

        def renew() -> None:
            self._sure(
                self._say(f"people_renew_{kind}_sure", one.called),
                self._say("people_renew_yes"),
                lambda: access.renew(self._desk, [one.code], now=now(), hand_out=later),
                self._say("people_cards_made", 1),
            )

        return button(self._say(f"people_renew_{kind}"), renew)

    def _closing(self, one: Member) -> Any:
        def told(left: tuple[str, ...]) -> str:
            text = self._say("people_closed_now", one.called)
            names = [self._screen.member(code).called for code in left]
            return f"{text}\n{self._say('people_left_alone', ', '.join(names))}" if names else text

        def close() -> None:
            self._sure(
                self._say("people_close_sure", one.called),
                self._say("people_close_yes"),
                lambda: access.close(self._desk, one.code, now=now()),
                told,
            )

        return button(self._say("people_close"), close, kind="warn")

    def _steps_of(self, one: Member) -> list[Any]:
        """Return what may be done about pictures, codes and waiting."""
        steps: list[Any] = []
        if one.role is Role.PARTICIPANT:
            on = not one.access.picture
            key = "people_pictures_on" if on else "people_pictures_off"

            def pictures() -> None:
                def action() -> None:
                    access.ask_picture(self._desk, one.code, on)

                done = self._say(f"{key}_now", one.called)
                if on:
                    self._act(action, done)
                else:
                    self._sure(self._say(f"{key}_sure", one.called), self._say(key), action, done)

            steps.append(button(self._say(key), pictures))
        if one.access.picture_chosen:
            steps.append(self._step("people_pictures_anew", access.choose_pictures_anew, one))
        if one.access.second_step and one.code != self._desk.by:
            steps.append(self._step("people_code_off", access.drop_second_step, one))
        if one.access.waits_until:
            steps.append(
                button(
                    self._say("people_try_again"),
                    lambda: self._act(
                        lambda: access.try_again(self._desk, one.code),
                        self._say("people_try_again_now", one.called),
                    ),
                )
            )
        return steps

    def _step(self, key: str, action: Callable[..., object], one: Member) -> Any:
        return button(
            self._say(key),
            lambda: self._sure(
                self._say(f"{key}_sure", one.called),
                self._say(key),
                lambda: action(self._desk, one.code, now=now()),
                self._say(f"{key}_now", one.called),
            ),
        )

    def _closed(self, one: Member) -> Any:
        """How to open the door of somebody again."""
        user_name = text_field(self._say("people_user_name"))
        department = text_field(self._say("people_department"), options=self._screen.departments())
        department.value = one.department
        fields = [department] if one.role is Role.PARTICIPANT else [department, user_name]

        def reopen() -> None:
            self._act(
                lambda: (
                    access.reopen(
                        self._desk,
                        one.code,
                        now=now(),
                        hand_out=later,
                        department=department.value,
                        user_name=user_name.value,
                    ),
                ),
                self._say("people_reopened", one.called),
            )

        return column(row(*fields), row(button(self._say("people_reopen"), reopen, kind="main")))
