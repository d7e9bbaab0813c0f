"""Staff come in with user name and password, and with a code where they want one.

Everything works without JavaScript, by keyboard and with a password manager. Argon2 runs in two
threads of its own: neither the event loop nor the facts of participants wait for it, and many
logins at once cannot use up the memory.
"""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

import tornado.web

from wpo.serving.calm import CalmHandler, calm_page, text, way
from wpo.serving.doors import COOKIE, HALFWAY, come_in, go_on, halfway, is_shared, person_of
from wpo.serving.openid import START
from wpo.store import clock
from wpo.store.accounts import (
    Account,
    account_of,
    set_password,
    try_code,
    try_password,
)
from wpo.store.database import reading, writing
from wpo.store.passwords import fits, hash_password, problem_with
from wpo.store.sessions import end_sessions

T = TypeVar("T")

# A wrong name, a wrong password and an account that waits all answer at this moment.
REFUSE_AFTER_S = 0.7
_SLOW = ThreadPoolExecutor(max_workers=2, thread_name_prefix="argon2")


async def slowly(work: Callable[[], T]) -> T:
    """Run what hashes a password, beside everything else."""
    return await asyncio.get_running_loop().run_in_executor(_SLOW, work)


def said(handler: tornado.web.RequestHandler, key: str, *, good: bool = False) -> str:
    """Return a line that tells what became of a form; empty where there is nothing to tell."""
    kind = "said good" if good else "said"
    return f'<p class="{kind}" role="alert">{text(handler, key)}</p>' if key else ""


def field(label: str, name: str, *, more: str, note: str = "") -> str:
    """Return a field with its label; ``label`` and ``note`` are HTML already."""
    small = f"<small>{note}</small>" if note else ""
    return f'<label>{label}{small}<input name="{name}" required {more}></label>'


def form(action: str, fields: str, button: str, *, quiet: bool = False) -> str:
    """Return a form with one button."""
    return (
        f'<form method="post" action="{action}">{fields}'
        f'<button class="go{" quiet" if quiet else ""}">{button}</button></form>'
    )


CODE_FIELD = 'inputmode="numeric" autocomplete="one-time-code" maxlength="7" pattern="[0-9 ]*"'


class Login(CalmHandler):
    """User name and password."""

    def get(self) -> None:
        """Ask for them; whoever is in goes on."""
        if person_of(self):
            self.redirect("/")
        else:
            self._ask()

    async def post(self) -> None:
        """Judge them; every refusal looks and lasts the same."""
        loop = asyncio.get_running_loop()
        answer_at = loop.time() + REFUSE_AFTER_S
        engine, name, password = (
            self.settings["wpo_engine"],
            self.posted("name"),
            self.posted("password"),
        )
        now = clock.now()
        account = await slowly(lambda: try_password(engine, name[:200], password[:1000], now))
        if account is None:
            await asyncio.sleep(answer_at - loop.time())
            self._ask("login_wrong", 401)
        else:
            await come_in(self, account.person, by_password=True)

    def _ask(self, problem: str = "", status: int = 200) -> None:
        keep = "off" if is_shared(self) else "username"
        keep_password = "off" if is_shared(self) else "current-password"
        fields = field(
            text(self, "login_name"),
            "name",
            note=text(self, "login_name_note"),
            more=f'autocomplete="{keep}" autocapitalize="none" spellcheck="false" autofocus',
        ) + field(
            text(self, "login_password"),
            "password",
            more=f'type="password" autocomplete="{keep_password}"',
        )
        calm_page(
            self,
            text(self, "login"),
            said(self, problem)
            + form(self.request.path, fields, text(self, "login_button"))
            + self._company()
            + f'<p class="soft">{text(self, "login_lost")}</p>'
            + way("/", text(self, "back"), quiet=True),
            status=status,
        )

    def _company(self) -> str:
        openid = self.settings["wpo_openid"]
        if openid is None:
            return ""
        label = tornado.escape.xhtml_escape(openid.label) if openid.label else text(self, "openid")
        return way(START, label, quiet=True)


class CodeStep(CalmHandler):
    """The second screen: six figures."""

    def get(self) -> None:
        """Ask for the code."""
        if halfway(self, "code"):
            self._ask()

    async def post(self) -> None:
        """Judge it."""
        visit = halfway(self, "code")
        if visit is None:
            return
        figures = self.posted("code")

        def judge() -> bool:
            with writing(self.settings["wpo_engine"]) as connection:
                return try_code(connection, visit.person.code, figures, clock.now())

        if await asyncio.to_thread(judge):
            await go_on(self)
        else:
            self._ask("code_wrong", 401)

    def _ask(self, problem: str = "", status: int = 200) -> None:
        fields = field(text(self, "code_field"), "code", more=f"{CODE_FIELD} autofocus")
        calm_page(
            self,
            text(self, "code"),
            said(self, problem)
            + f"<p>{text(self, 'code_next')}</p>"
            + form(self.request.path, fields, text(self, "go_on"))
            + f'<p class="soft">{text(self, "code_lost")}</p>',
            status=status,
        )


class PasswordStep(CalmHandler):
    """The first login: a password of one's own in place of the one from the beheerder."""

    def get(self) -> None:
        """Ask for it."""
        if halfway(self, "password"):
            self._ask()

    async def post(self) -> None:
        """Keep it and let in, or say what is wrong with it."""
        visit = halfway(self, "password")
        if visit is None:
            return
        with reading(self.settings["wpo_engine"]) as connection:
            account = account_of(connection, visit.person.code)
        if account is None:
            self.redirect("/")
            return
        problem = await change_password(self, account, new_only=True)
        if problem:
            self._ask(problem, 400)
        else:
            await go_on(self)

    def _ask(self, problem: str = "", status: int = 200) -> None:
        calm_page(
            self,
            text(self, "password_own"),
            said(self, problem)
            + f"<p>{text(self, 'password_own_next')}</p>"
            + form(self.request.path, new_password_fields(self), text(self, "password_button")),
            status=status,
        )


def new_password_fields(handler: tornado.web.RequestHandler) -> str:
    """Return the field for a new password, and once more for who mistypes."""
    more = 'type="password" autocomplete="new-password" minlength="10"'
    return field(
        text(handler, "password_new"), "new", more=more, note=text(handler, "password_rule")
    ) + field(text(handler, "password_again"), "again", more=more)


async def change_password(handler: CalmHandler, account: Account, *, new_only: bool) -> str:
    """Keep the new password that the form holds, and return what is wrong with it, as a key.

    Sessions on other devices end: whoever else knew the old password is out.

    Parameters
    ----------
    new_only
        The old one was just judged; else the form must hold it too.
    """
    engine, new = handler.settings["wpo_engine"], handler.posted("new")
    if new != handler.posted("again"):
        return "password_differs"
    problem = problem_with(new, account.user_name)
    if problem:
        return problem
    old, now = handler.posted("old"), clock.now()
    mine = handler.get_cookie(HALFWAY if new_only else COOKIE) or ""

    def change() -> str:
        if not new_only and try_password(engine, account.user_name, old[:1000], now) is None:
            return "password_old_wrong"
        if fits(account.password_hash, new):
            return "password_same"
        kept = hash_password(new)
        with writing(engine) as connection:
            set_password(connection, account.person.code, kept)
            end_sessions(connection, account.person.code, now, keep=mine)
        return ""

    return await slowly(change)
