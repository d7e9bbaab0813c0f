"""A participant takes everything along, or throws it away: for who is logged in and nobody else.

Both answer a form of our own pages only. After erasing nobody is in any more; the page that says
so clears the device. A device that was away hears of it from :class:`Erased`, or when it delivers
(:mod:`wpo.serving.deliveries`), and forgets as well.
"""

import asyncio
import json
from collections.abc import Collection
from html import escape

import tornado.web
from sqlalchemy import Connection

from wpo.apps.rights.page import ERASE, TAKE_ALONG, take_along
from wpo.catalogue.loading import Catalogue
from wpo.errors import UnknownPerson
from wpo.model.people import Person
from wpo.serving.calm import CalmHandler, beside, calm_page, from_our_pages, refuse
from wpo.serving.doors import COOKIE, HALFWAY, ask_for_link, person_of
from wpo.store.clock import now
from wpo.store.database import data_folder, reading
from wpo.store.erased import LIST_NAME, list_key, was_erased
from wpo.store.erasing import erase_now, sweep_due

__all__ = ["ERASE", "ERASED", "TAKE_ALONG", "Erase", "Erased", "TakeAlong", "erased_among"]

ERASED = "/wpo/api/erased"
PAGE = "/voila/render/deelnemer/over_mij.ipynb"
FILE_NAME = "mijn-gegevens.zip"
MOST_ASKED = 100


class _OwnRights(CalmHandler):
    """What only a participant may do, about themselves."""

    catalogue: Catalogue

    def initialize(self, catalogue: Catalogue) -> None:
        """Keep what the server hands over."""
        self.catalogue = catalogue

    def get(self) -> None:
        """Lead to the page where this begins: an address alone does nothing."""
        self.redirect(PAGE)

    def own(self) -> Person | None:
        """Return the participant who asks; else None, and this request is answered."""
        person = person_of(self)
        if person is None:
            ask_for_link(self)
        elif not person.may_answer:
            refuse(self, "not_yours")
            return None
        return person


class TakeAlong(_OwnRights):
    """Everything about a participant as one file."""

    async def post(self) -> None:
        """Make the file and hand it over; nothing of it stays here."""
        person = self.own()
        if person is None:
            return
        engine = self.settings["wpo_engine"]
        try:
            packed = await asyncio.to_thread(take_along, engine, self.catalogue, person.code, now())
        except UnknownPerson:  # erased meanwhile, on another device
            ask_for_link(self)
            return
        self.set_header("Content-Type", "application/zip")
        self.set_header("Content-Disposition", f'attachment; filename="{FILE_NAME}"')
        self.set_header("Cache-Control", "no-store")
        self.set_header("X-Content-Type-Options", "nosniff")
        self.finish(packed)


class Erase(_OwnRights):
    """Throw everything about a participant away, at once and for ever."""

    async def post(self) -> None:
        """Erase, and say so on a page that clears the device; the form says that it is sure."""
        person = self.own()
        if person is None:
            return
        if self.posted("sure") != "ja":
            self.redirect(f"{PAGE}?deel=weggooien", status=303)
            return
        engine, key = self.settings["wpo_engine"], list_key(self.settings["cookie_secret"])
        file = data_folder() / LIST_NAME
        await asyncio.to_thread(erase_now, engine, person.code, now(), key=key, file=file)
        for name in (COOKIE, HALFWAY):
            self.clear_cookie(name)
        self.set_header("Clear-Site-Data", '"cache"')
        self._say_gone(person.code)
        await asyncio.to_thread(sweep_due, engine, file)  # nobody waits for the disk

    def _say_gone(self, code: str) -> None:
        texts = self.catalogue.interface
        lines = (texts["mine_gone_next"], texts["mine_gone_again"])
        calm_page(
            self,
            escape(texts["mine_gone"]),
            "".join(f"<p>{escape(one)}</p>" for one in lines),
            script=f"{beside('device.js')}{beside('erased.js')}forgetErased({json.dumps(code)});",
        )


class Erased(tornado.web.RequestHandler):
    """Which of these people were erased: a shared device asks, and forgets what it still keeps.

    Nobody has to be logged in, for who was erased cannot be. The answer says something only about
    codes that one knows already.
    """

    def post(self) -> None:
        """Answer a list of codes with those of people who were erased."""
        codes = _codes(self.request.body)
        if codes is None or not from_our_pages(self):
            self.set_status(400)
            self.finish({"reason": f"Stuur een lijst van hooguit {MOST_ASKED} codes."})
            return
        with reading(self.settings["wpo_engine"]) as connection:
            gone = erased_among(connection, self.settings["cookie_secret"], codes)
        self.set_header("Cache-Control", "no-store")
        self.finish({"erased": sorted(gone)})


def erased_among(connection: Connection, secret: bytes, codes: Collection[str]) -> set[str]:
    """Return which of these codes are of people who were erased."""
    key = list_key(secret)
    return {one for one in codes if was_erased(connection, key, one)}


def _codes(body: bytes) -> list[str] | None:
    try:
        codes = json.loads(body)
    except (ValueError, RecursionError):
        return None
    good = isinstance(codes, list) and 0 < len(codes) <= MOST_ASKED
    return codes if good and all(isinstance(one, str) for one in codes) else None
