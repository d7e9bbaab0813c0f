"""What a person must look at, most certain first; and what that person decides about it."""

from collections.abc import Callable, Mapping
from html import escape
from typing import Any

from wpo.apps.evaluating.screen import Screen
from wpo.apps.evaluating.ways import link
from wpo.apps.people.fields import button, choice, column, see, text_field, words
from wpo.errors import WpoError

_MOST = 40
DECISIONS = ("laten", "herzien", "uitstellen")

# Records a decision: the row of the queue, what is decided, and why.
Keep = Callable[[Mapping[str, Any], str, str], None]


class Queue:
    """The review queue, with a form to record what is decided.

    Parameters
    ----------
    screen
        The page that it stands on.
    keep
        Records a decision; without it there is no form.
    """

    def __init__(self, screen: Screen, keep: Keep | None = None) -> None:
        self._screen, self._keep = screen, keep
        say = screen.view.say
        self._rows: dict[str, dict[str, Any]] = {}
        self._list = words("")
        self._told = words("")
        self._which = choice(say("queue_which"), [("", "")], "")
        decisions = [(say(f"queue_{one}"), one) for one in DECISIONS]
        self._what = choice(say("queue_what"), decisions, DECISIONS[0])
        self._why = text_field(say("queue_why"))
        self._form = column(
            words(f"<h3>{escape(say('queue_form'))}</h3><p>{escape(say('queue_form_how'))}</p>"),
            self._which,
            self._what,
            self._why,
            button(say("queue_record"), self.record, kind="main"),
            self._told,
            kind="panel",
        )
        self.box = column(self._list, self._form)

    def draw(self) -> None:
        """Fill the list with what there is to look at in what is chosen now."""
        view = self._screen.view
        rows = view.of_chosen(view.evaluation.queue).sort_values("rank").head(_MOST)
        head = f"<h2>{escape(view.say('queue_title'))}</h2><p>{escape(view.say('queue_how'))}</p>"
        none = f"<p>{escape(view.say('queue_none'))}</p>"
        lines = "".join(self._line(one) for one in rows.to_dict("records"))
        self._list.value = head + (f"<ol class='queue'>{lines}</ol>" if lines else none)
        self._rows = {str(one["rank"]): one for one in rows.to_dict("records")}
        options = [
            (f"{rank}. {one['title']}: {one['sentence']}", rank) for rank, one in self._rows.items()
        ]
        self._which.options = [(self._screen.view.say("queue_pick"), ""), *options]
        self._which.value = ""
        see(self._form, bool(options) and self._keep is not None)

    def record(self) -> None:
        """Record what is filled in; say what is missing."""
        say, row = self._screen.view.say, self._rows.get(self._which.value)
        reason = self._why.value.strip()
        if row is None or not reason or self._keep is None:
            self._tell(say("queue_missing"))
            return
        try:
            self._keep(row, self._what.value, reason)
        except WpoError as error:
            self._tell(str(error))
            return
        self._why.value = ""
        self._screen.reread()
        self._tell(say("queue_done"))

    def _line(self, row: dict[str, Any]) -> str:
        say = self._screen.view.say
        state = ""
        if row["decision"]:
            state = say("queue_decided", say(f"queue_{row['decision']}"), row["decided_on"])
            state = f"<br><strong>{escape(state)}</strong> {escape(str(row['decision_reason']))}"
        title = link(self._screen.view, row["assignment"], row["title"])
        kind = escape(say(f"trigger_{row['trigger']}"))
        return f"<li>{title} ({kind})<br>{escape(str(row['sentence']))}{state}</li>"

    def _tell(self, text: str) -> None:
        self._told.value = f'<p role="alert">{escape(text)}</p>'
