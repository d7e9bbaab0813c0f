"""Going out, and devices that several people use: a shared tablet logs out by itself."""

import json

import tornado.web

from wpo.serving.calm import CalmHandler, beside, calm_page, refuse, text, way
from wpo.serving.doors import (
    DEVICE,
    DEVICE_DAYS,
    LEAVE,
    ask_for_link,
    is_secure,
    is_shared,
    leave,
    person_of,
)

LEFT, HERE, TABLET, ACCOUNT = "/wpo/weg", "/wpo/hier", "/wpo/tablet", "/wpo/account"

IDLE_MS = 15 * 60 * 1000  # then the page logs out
ASK_MS = 14 * 60 * 1000  # then it asks whether somebody is there
TELL_MS = 4 * 60 * 1000  # at most this often the server hears that somebody is there
SHARED_HEADER = "Wpo-Shared"  # tells keeper.js to keep nothing


def page_parts(handler: tornado.web.RequestHandler) -> dict[str, str]:
    """Return what a template adds to the page of somebody who is in, and set its headers.

    Returns
    -------
    dict of str
        ``device_head`` for the head: what takes this page along when somebody leaves at another
        one, and on a shared device what makes it log out by itself.
        ``leave_top`` and ``leave_bottom`` for the body: the way out, on a shared device above the
        page and else below it.
    """
    handler.set_header("Cache-Control", "no-store")
    person = person_of(handler)
    own = "" if person is None or person.may_answer else _link(ACCOUNT, text(handler, "account"))
    out = _OUT.format(
        label=text(handler, "leave_label"),
        leave=text(handler, "leave"),
        style=beside("leave.css"),
        to=LEAVE,
        more=own,
    )
    if not is_shared(handler):
        return {"device_head": _LEAVE_TOGETHER, "leave_top": "", "leave_bottom": out}
    handler.set_header(SHARED_HEADER, "1")
    return {"device_head": _watch(handler), "leave_top": out, "leave_bottom": ""}


# A page that stays open in another tab shows nobody's things after its person has left.
_LEAVE_TOGETHER = (
    "<script>try{new BroadcastChannel('wpo.left').onmessage="
    f"()=>location.replace('{LEFT}')}}catch{{}}</script>"
)


def _watch(handler: tornado.web.RequestHandler) -> str:
    how = {
        "idle_ms": IDLE_MS,
        "ask_ms": ASK_MS,
        "tell_ms": TELL_MS,
        "leave": LEAVE,
        "here": HERE,
        "question": handler.settings["wpo_doors"]["still_there"],
    }
    told = json.dumps(how, ensure_ascii=False).replace("<", "\\u003c")
    return f"<script>{beside('device.js')}watchDevice({told});</script>"


def _link(address: str, words: str) -> str:
    return f'<a href="{address}">{words}</a>'


_OUT = (
    '<nav class="leave" aria-label="{label}"><style>{style}</style>{more}'
    '<form method="post" action="{to}"><button>{leave}</button></form></nav>'
)


class Leave(CalmHandler):
    """The way out."""

    def get(self) -> None:
        """Ask first: an address alone, which any site can name, sends nobody out."""
        calm_page(
            self,
            text(self, "leave_sure"),
            f"<p>{text(self, 'leave_sure_next')}</p>"
            f'<form method="post"><button class="go">{text(self, "leave")}</button></form>'
            + way("/", text(self, "back"), quiet=True),
        )

    async def post(self) -> None:
        """End the session; the page after it clears the device."""
        await leave(self)
        self.redirect(LEFT, status=303)


class Left(CalmHandler):
    """Good bye: nothing of the person stays on the device, except what was not sent yet."""

    def get(self) -> None:
        """Clear, and tell other pages of this device to go as well; whoever is in stays in."""
        if person_of(self) is not None:
            self.set_header("Cache-Control", "no-store")
            self.redirect("/")
            return
        script = beside("device.js") + _TELL_OTHERS
        calm_page(
            self,
            text(self, "left"),
            f"<p>{text(self, 'left_next')}</p>" + way("/", text(self, "come_in_again"), quiet=True),
            script=script,
        )


_TELL_OTHERS = """
forgetPerson();
try { new BroadcastChannel("wpo.left").postMessage(""); } catch {}
"""


class Here(tornado.web.RequestHandler):
    """Whether the session is open still; asking keeps it open."""

    def get(self) -> None:
        """Answer 204, or 401 where nobody is in any more."""
        self.set_header("Cache-Control", "no-store")
        self.set_status(401 if person_of(self) is None else 204)


class Tablet(CalmHandler):
    """Staff say of a device that several people use it, or that it is one person's again."""

    def get(self) -> None:
        """Ask."""
        if self._welcome():
            key = "tablet_shared" if is_shared(self) else "tablet_own"
            button = text(self, f"{key}_button")
            calm_page(
                self,
                text(self, key),
                f"<p>{text(self, f'{key}_next')}</p><form method='post'>"
                f'<button class="go" name="shared" value="{int(not is_shared(self))}">{button}'
                "</button></form>" + way("/", text(self, "back"), quiet=True),
            )

    async def post(self) -> None:
        """Set the mark or take it away. A device that becomes shared keeps nothing of its owner."""
        if not self._welcome():
            return
        if self.posted("shared") == "1":
            self._mark()
            await leave(self)
            self.set_header("Clear-Site-Data", '"cache"')
            self._say("tablet_marked", beside("device.js") + _TELL_OTHERS)
        else:
            self.clear_cookie(DEVICE)
            self._say("tablet_unmarked")

    def _welcome(self) -> bool:
        person = person_of(self)
        if person is None:
            ask_for_link(self)
        elif person.may_answer:
            refuse(self, "not_yours")
        return person is not None and not person.may_answer

    def _mark(self) -> None:
        self.set_signed_cookie(
            DEVICE,
            "1",
            expires_days=DEVICE_DAYS,
            httponly=True,
            samesite="Lax",
            secure=is_secure(self),
        )

    def _say(self, key: str, script: str = "") -> None:
        calm_page(
            self,
            text(self, key),
            f"<p>{text(self, f'{key}_next')}</p>" + way("/", text(self, "front")),
            script=script,
        )
