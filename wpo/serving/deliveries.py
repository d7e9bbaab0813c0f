"""``POST /wpo/api/events``: facts come in, and the client learns what became of each.

A list of events in; ``{"stored", "known", "waiting", "gone", "refused"}`` out, by event id. All of
a delivery is kept in one transaction or nothing is. ``gone`` is about people who were erased: it is
kept nowhere, on the device neither. 401 means: log in again, keep your facts; 410: this person was
erased, forget them; 503: try again later, keep your facts.
"""

import asyncio
import json
from collections.abc import Iterable
from typing import Any
from urllib.parse import urlsplit

import tornado.web
from sqlalchemy.exc import SQLAlchemyError

from wpo.apps.delivery import MOST_AT_ONCE, Told, read_events
from wpo.apps.practising import deliver
from wpo.errors import UnknownPerson, WpoError
from wpo.serving.doors import person_of
from wpo.serving.rights import erased_among
from wpo.store.clock import now
from wpo.store.database import reading

MOST_BYTES = 512 * 1024


class Deliveries(tornado.web.RequestHandler):
    """The event API. Browsers of our own pages only: same origin, JSON, a session cookie."""

    async def post(self) -> None:
        """Take in a list of events of the person who is logged in."""
        problem = self._problem()
        if problem:
            self._answer(*problem)
            return
        try:
            person = person_of(self)
        except WpoError as error:
            self._try_later(error)
            return
        body = self._body()
        if person is None:
            self._nobody(body)
            return
        if body is None:
            self._answer(400, {"reason": f"Stuur een lijst van hooguit {MOST_AT_ONCE} feiten."})
            return
        events, unreadable = read_events(body)
        engine = self.settings["wpo_engine"]
        try:
            asked = self.settings["wpo_questionnaires"]
            receipt = await asyncio.to_thread(deliver, engine, person, events, now(), asked)
            gone = self._gone(one for one in events if one.event_id in receipt.refused)
        except UnknownPerson:  # erased while this delivery was on its way
            self._nobody(body)
            return
        except (WpoError, SQLAlchemyError) as error:
            self._try_later(error)
            return
        refused = unreadable | receipt.refused
        refused = {one: why for one, why in refused.items() if one not in gone}
        if refused:
            # Reasons may hold what somebody answered: they go to the client, never to the log.
            self.settings["wpo_log"].warning("%d feiten geweigerd", len(refused))
        self._answer(
            200,
            {
                "stored": receipt.stored,
                "known": receipt.known,
                "waiting": receipt.waiting,
                "gone": sorted(gone),
                "refused": [{"event_id": one, "reason": why} for one, why in refused.items()],
            },
        )

    def _gone(self, refused: Iterable[Told]) -> set[str]:
        """Return which of these are about somebody who was erased."""
        people = {one.event_id: one.person for one in refused}
        if not people:
            return set()
        with reading(self.settings["wpo_engine"]) as connection:
            erased = erased_among(connection, self.settings["cookie_secret"], {*people.values()})
        return {one for one, person in people.items() if person in erased}

    def _nobody(self, body: list[Any] | None) -> None:
        """Answer who is not in: log in again; or, who was erased: forget what you keep."""
        tellers = {_teller(one) for one in body or ()}
        with reading(self.settings["wpo_engine"]) as connection:
            gone = erased_among(connection, self.settings["cookie_secret"], tellers)
        if tellers and tellers == gone:
            self._answer(410, {"reason": "Deze persoon is hier niet bekend.", "erased": True})
        else:
            self._answer(401, {"reason": "Open je eigen link nog een keer."})

    def _problem(self) -> tuple[int, dict[str, Any]] | None:
        """Return why this request is none of ours, or None: another site must not post here."""
        kind = self.request.headers.get("Content-Type", "").split(";")[0]
        if kind != "application/json":
            return 415, {"reason": "Stuur JSON."}
        origin = self.request.headers.get("Origin")
        if origin and urlsplit(origin).netloc != self.request.host:
            return 403, {"reason": "Alleen onze eigen pagina's sturen hier feiten."}
        if len(self.request.body) > MOST_BYTES:
            return 413, {"reason": f"Hooguit {MOST_BYTES} bytes in één keer."}
        return None

    def _body(self) -> list[Any] | None:
        try:
            body = json.loads(self.request.body)
        except (ValueError, RecursionError):
            return None
        return body if isinstance(body, list) and 0 < len(body) <= MOST_AT_ONCE else None

    def _try_later(self, error: Exception) -> None:
        # Only what kind of error: a raw one carries what somebody answered.
        self.settings["wpo_log"].error("Feiten niet bewaard: %s", type(error).__name__)
        self._answer(503, {"reason": "Er kan nu niets worden bewaard. Probeer het later weer."})

    def _answer(self, status: int, answer: dict[str, Any]) -> None:
        self.set_status(status)
        self.set_header("Cache-Control", "no-store")
        self.finish(answer)


def _teller(one: Any) -> str:
    """Return who tells an event, as far as it says."""
    told_by = one.get("by", one.get("person")) if isinstance(one, dict) else None
    return told_by if isinstance(told_by, str) else ""
