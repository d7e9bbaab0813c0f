"""``/wpo/plaatjes``: after the card, tap your two pictures. Or choose them, the first time.

Each tap is a form that is sent, so it works on every device, by keyboard and without JavaScript.
The order of the nine is another every time; it travels with the form, so that nothing jumps
between two taps.
"""

import secrets
from base64 import b64encode

from wpo.catalogue.art import Art
from wpo.drawing.scenes import still
from wpo.serving.calm import CalmHandler, calm_page, refuse, text
from wpo.serving.doors import STEPS, go_on, halfway
from wpo.serving.login import said, slowly
from wpo.store import clock
from wpo.store.database import reading, writing
from wpo.store.picture_keys import (
    NUMBER,
    SHOWN,
    PictureKey,
    choose_pictures,
    deal_pictures,
    picture_key_of,
    try_pictures,
)
from wpo.store.sessions import Visit

# Things that everybody calls the same, and that look like no other one of these.
_WORDS = """
bezem bladeren boeken bus computer doos emmer fiets fruit gieter hamer helm jas kalender klok kopje
ladder lamp plant radio stoel stofzuiger strijkijzer taart tas telefoon wiel zaag
"""
THINGS = tuple(_WORDS.split())
_DICE = secrets.SystemRandom()


class PictureStep(CalmHandler):
    """The second step of a participant."""

    def get(self) -> None:
        """Show the nine."""
        visit, key = self._asked()
        if visit and key:
            self._show(key, self._nine(visit, key), ())

    async def post(self) -> None:
        """Take a tap: the first is shown, the second is judged; new ones are confirmed first."""
        visit, key = self._asked()
        if visit is None or key is None:
            return
        nine = self._nine(visit, key)
        picked = [one for one in self.get_body_arguments("picked") if one in nine]
        picked = list(dict.fromkeys(picked))[:NUMBER]
        if len(picked) < NUMBER or self.posted("anew"):
            self._show(key, nine, () if self.posted("anew") else tuple(picked))
        elif key.chosen:
            await self._judge(visit, key, nine, picked)
        elif self.posted("sure"):
            await self._choose(visit, picked)
        else:
            self._confirm(nine, picked)

    async def _judge(
        self, visit: Visit, key: PictureKey, nine: tuple[str, ...], picked: list[str]
    ) -> None:
        engine, now = self.settings["wpo_engine"], clock.now()
        if await slowly(lambda: try_pictures(engine, visit.person.code, picked, now)):
            await go_on(self)
            return
        with reading(engine) as connection:
            after = picture_key_of(connection, visit.person.code, now)
        if after is not None and after.waits:
            refuse(self, "picture_waits")
        else:
            self._show(key, nine, (), "picture_wrong", 401)

    async def _choose(self, visit: Visit, picked: list[str]) -> None:
        engine = self.settings["wpo_engine"]
        if await slowly(lambda: choose_pictures(engine, visit.person.code, picked)):
            await go_on(self)
        else:
            self.redirect(STEPS["picture"])

    def _asked(self) -> tuple[Visit | None, PictureKey | None]:
        """Return who is to tap, and what; else the answer says what to do."""
        visit = halfway(self, "picture")
        if visit is None:
            return None, None
        with reading(self.settings["wpo_engine"]) as connection:
            key = picture_key_of(connection, visit.person.code, clock.now())
        if key is None:
            self.redirect("/")  # not asked any more: the card opens again
        elif key.waits:
            refuse(self, "picture_waits")
            key = None
        return visit, key

    def _nine(self, visit: Visit, key: PictureKey) -> tuple[str, ...]:
        """Return the nine of this person: in the order of the form, or in a new one."""
        nine = key.nine or self._deal(visit)
        order = tuple(self.get_body_arguments("order")) if self.request.method == "POST" else ()
        return order if sorted(order) == sorted(nine) else tuple(_DICE.sample(nine, len(nine)))

    def _deal(self, visit: Visit) -> tuple[str, ...]:
        drawn: Art = self.settings["wpo_art"]
        there = [one for one in THINGS if one in drawn.names["thing"]]
        nine = _DICE.sample(there if len(there) >= SHOWN else sorted(drawn.names["thing"]), SHOWN)
        with writing(self.settings["wpo_engine"]) as connection:
            deal_pictures(connection, visit.person.code, nine)
            kept = picture_key_of(connection, visit.person.code, clock.now())
        return kept.nine if kept else tuple(nine)

    def _show(
        self,
        key: PictureKey,
        nine: tuple[str, ...],
        picked: tuple[str, ...],
        problem: str = "",
        status: int = 200,
    ) -> None:
        title = "picture" if key.chosen else "picture_new"
        line = f"{title}_second" if picked else f"{title}_next"
        buttons = "".join(f"<li>{self._pick(one, picked)}</li>" for one in nine)
        calm_page(
            self,
            text(self, title),
            said(self, problem)
            + f'<p>{text(self, line)}</p><form method="post" action="{STEPS["picture"]}">'
            + _hidden("order", nine)
            + _hidden("picked", picked)
            + f'<ul class="nine">{buttons}</ul></form>',
            status=status,
        )

    def _confirm(self, nine: tuple[str, ...], picked: list[str]) -> None:
        two = "".join(
            f'<div class="pick"><b>{n}</b>{self._image(one)}{one}</div>'
            for n, one in enumerate(picked, start=1)
        )
        calm_page(
            self,
            text(self, "picture_sure"),
            f"<p>{text(self, 'picture_sure_next')}</p>"
            f'<div class="two">{two}</div><form method="post" action="{STEPS["picture"]}">'
            + _hidden("order", nine)
            + _hidden("picked", tuple(picked))
            + f'<button class="go" name="sure" value="1">{text(self, "picture_yes")}</button>'
            f'<button class="go quiet" name="anew" value="1">{text(self, "picture_anew")}</button>'
            "</form>",
        )

    def _pick(self, thing: str, picked: tuple[str, ...]) -> str:
        if thing in picked:
            return (
                f'<button class="pick" type="button" disabled><b>{picked.index(thing) + 1}</b>'
                f"{self._image(thing)}{thing}</button>"
            )
        return (
            f'<button class="pick" name="picked" value="{thing}">'
            f"{self._image(thing)}{thing}</button>"
        )

    def _image(self, thing: str) -> str:
        """Return the picture; the word below it says the same, so it has no text of its own."""
        svg = b64encode(still(thing, self.settings["wpo_art"]).encode()).decode()
        return f'<img src="data:image/svg+xml;base64,{svg}" alt="">'


def _hidden(name: str, values: tuple[str, ...]) -> str:
    return "".join(f'<input type="hidden" name="{name}" value="{one}">' for one in values)
