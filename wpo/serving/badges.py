"""``POST /wpo/bewijs``: a participant takes the own proof along, as a page and as signed badges."""

import asyncio

from wpo.apps.own.badges import badge_file
from wpo.apps.own.skills import BADGES
from wpo.catalogue.loading import Catalogue
from wpo.serving.calm import CalmHandler, refuse
from wpo.serving.doors import ask_for_link, person_of
from wpo.store.clock import now
from wpo.store.database import data_folder

__all__ = ["BADGES", "Badges"]

FILE_NAME = "mijn-groeibewijs.zip"
KEYS = "sleutels"


class Badges(CalmHandler):
    """The proof of whoever is logged in, for participants."""

    catalogue: Catalogue

    def initialize(self, catalogue: Catalogue) -> None:
        """Keep what the server hands over."""
        self.catalogue = catalogue

    async def post(self) -> None:
        """Make the file and hand it over; nothing of it stays here."""
        person = person_of(self)
        if person is None:
            ask_for_link(self)
            return
        if not person.may_answer:
            refuse(self, "not_yours")
            return
        packed = await asyncio.to_thread(
            badge_file,
            self.settings["wpo_engine"],
            self.catalogue,
            person,
            now(),
            keys=data_folder() / KEYS,
            secret=self.settings["cookie_secret"],
        )
        self.set_header("Content-Type", "application/zip")
        self.set_header("Content-Disposition", f'attachment; filename="{FILE_NAME}"')
        self.set_header("Cache-Control", "no-store")
        self.set_header("X-Content-Type-Options", "nosniff")
        self.finish(packed)
