"""What was brought in before, with a button to take each back."""

from collections.abc import Callable, Sequence
from datetime import datetime
from html import escape

from wpo.apps.gathering.intake import Intake, earlier, sets_of, undo
from wpo.apps.people.fields import button, column, row, words
from wpo.apps.people.sure import Sure
from wpo.errors import WpoError
from wpo.model.months import HERE, day_of, dutch_date
from wpo.store.clock import now

MOST_SHOWN = 100


class Earlier:
    """The list, in ``box``.

    Parameters
    ----------
    say
        Returns a text of the page, filled in.
    done
        Is told what was done, or why it was not (then ``good`` is false).
    own
        Whether only those that who looks brought in are shown.
    """

    def __init__(
        self,
        intake: Intake,
        say: Callable[..., str],
        sure: Sure,
        done: Callable[[str, bool], object],
        *,
        own: bool = False,
    ) -> None:
        self._intake, self._say, self._sure, self._done = intake, say, sure, done
        self._own = own
        self.box = column()

    def draw(self, organisation: str) -> None:
        """Show what was brought in for an organisation, the newest first."""
        mine = self._intake.by.code
        found = [
            one for one in earlier(self._intake, organisation) if not self._own or one.by == mine
        ]
        lines = [] if found else [words(f"<p>{escape(self._say('bring_none'))}</p>")]
        for one in found[:MOST_SHOWN]:
            text = self._say(
                "bring_batch",
                dutch_date(day_of(one.imported_at)),
                f"{one.imported_at.astimezone(HERE):%H:%M}",
                self._say(f"bring_form_{one.kind}"),
                one.n_rows,
            )
            if one.taken_back_at is not None:
                gone = self._say("bring_was_undone")
                lines.append(words(f"<p>{escape(text)} {escape(gone)}</p>"))
                continue
            ask = button(self._say("bring_undo"), self._asking(one.batch, text), kind="warn")
            ask.tooltip = text
            lines.append(row(words(f"<p>{escape(text)}</p>"), ask))
        self.box.children = (words(f"<h2>{escape(self._say('bring_earlier'))}</h2>"), *lines)

    def _asking(self, batch: str, text: str) -> Callable[[], object]:
        return lambda: self._sure.ask(
            f"{self._say('bring_undo_sure', text)} {self._told_of(sets_of(self._intake, batch))}",
            self._say("bring_undo_yes"),
            lambda: self._take_back(batch, text),
        )

    def _told_of(self, sets: Sequence[datetime]) -> str:
        """Say in which sets for researchers it stands; nothing where it stands in none."""
        if not sets:
            return ""
        days = dict.fromkeys(dutch_date(day_of(one)) for one in sets)
        return self._say("bring_in_sets", ", ".join(days))

    def _take_back(self, batch: str, text: str) -> None:
        try:
            gone = undo(self._intake, batch, now())
        except WpoError as error:
            self._done(error.message, False)
            return
        said = [self._say("bring_undone", text, gone.n_facts)]
        if gone.n_gone:
            said.append(self._say("bring_gone_before", gone.n_gone))
        self._done(" ".join([*said, self._told_of(gone.sets)]).strip(), True)
