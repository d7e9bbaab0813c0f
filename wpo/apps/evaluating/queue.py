"""What a person must look at, most certain first; and what that person decides about it."""

from datetime import date
from html import escape
from typing import Any

from wpo.apps.evaluating.deciding import DECISIONS, keeper_of
from wpo.apps.evaluating.screen import Screen
from wpo.apps.evaluating.ways import link
from wpo.apps.people.fields import button, choice, column, see, text_field, words

_MOST = 40
LONGEST_REASON = 500


class Queue:
    """The review queue, with a form to keep what is decided.

    Parameters
    ----------
    screen
        The page that it stands on; there is a form for roles that decide.
    """

    def __init__(self, screen: Screen) -> None:
        self._screen, self._keeper = screen, keeper_of(screen.role)
        say = screen.view.say
        self._rows: dict[str, dict[str, Any]] = {}
        self._list, self._told = words(""), words("")
        self.which = choice(say("queue_which"), [("", "")], "")
        self.what = choice(say("queue_what"), [(say(f"queue_{one}"), one) for one in DECISIONS])
        self.what.value = DECISIONS[0]
        self.why = text_field(say("queue_why"))
        for one in (self.which, self.why):
            one.add_class("wide")
        self._form = column(
            words(f"<h3>{escape(say('queue_form'))}</h3><p>{escape(say('queue_form_how'))}</p>"),
            self.which,
            self.what,
            self.why,
            button(say("queue_record"), self.record, kind="main"),
            self._told,
            kind="panel",
        )
        self.box = column(self._list, self._form)

    def draw(self) -> None:
        """Fill the list with what there is to look at in what is chosen now."""
        view = self._screen.view
        every = view.of_chosen(view.evaluation.queue).sort_values("rank")
        rows = every.head(_MOST)
        head = f"<h2>{escape(view.say('queue_title'))}</h2><p>{escape(view.say('queue_how'))}</p>"
        if len(every) > _MOST:
            head += f"<p>{escape(view.say('queue_most', _MOST, len(every)))}</p>"
        none = f"<p>{escape(view.say('queue_none'))}</p>"
        lines = "".join(self._line(one) for one in rows.to_dict("records"))
        self._list.value = head + (f"<ol class='queue'>{lines}</ol>" if lines else none)
        self._rows = {str(one["rank"]): one for one in rows.to_dict("records")}
        options = [
            (f"{rank}. {one['title']}: {one['sentence']}", rank) for rank, one in self._rows.items()
        ]
        self.which.options = [(view.say("queue_pick"), ""), *options]
        self.which.value = ""
        self._told.value = ""
        see(self._form, bool(options) and self._keeper is not None)

    def record(self) -> None:
        """Keep what is filled in; say what is missing."""
        view, row = self._screen.view, self._rows.get(self.which.value)
        reason = self.why.value.strip()
        if row is None or not reason or self._keeper is None:
            self._tell(view.say("queue_missing"))
        elif len(reason) > LONGEST_REASON:
            self._tell(view.say("queue_long", LONGEST_REASON))
        elif why_not := self._keeper.keep(view, row, self.what.value, reason):
            self._tell(why_not)
        else:
            self.why.value = ""
            self._screen.reread()
            self._tell(view.say("queue_done"))

    def _line(self, row: dict[str, Any]) -> str:
        say = self._screen.view.say
        state = ""
        if row["decision"]:
            state = say("queue_decided", say(f"queue_{row['decision']}"), _day(row["decided_on"]))
            state = f"<br><strong>{escape(state)}</strong> {escape(str(row['decision_reason']))}"
        title = link(self._screen.view, row["assignment"], row["title"])
        kind = escape(say(f"trigger_{row['trigger']}"))
        return (
            f'<li value="{row["rank"]}">{title} ({kind})'
            f"<br>{escape(str(row['sentence']))}{state}</li>"
        )

    def _tell(self, text: str) -> None:
        self._told.value = f'<p role="alert">{escape(text)}</p>'


def _day(written: str) -> str:
    day = date.fromisoformat(written)
    return f"{day.day}-{day.month}-{day.year}"
