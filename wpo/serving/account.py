"""``/wpo/account``: staff look after their own password and second step."""

import asyncio

import segno
import tornado.web

from wpo.serving.calm import CalmHandler, calm_page, refuse, text, way
from wpo.serving.doors import COOKIE, LEAVE, ask_for_link, person_of
from wpo.serving.leaving import ACCOUNT, TABLET
from wpo.serving.login import CODE_FIELD, change_password, field, form, new_password_fields, said
from wpo.store import clock
from wpo.store.accounts import (
    Account,
    account_of,
    new_totp_secret,
    switch_off_second_step,
    switch_on_second_step,
    totp_address,
)
from wpo.store.database import reading, writing
from wpo.store.sessions import end_sessions

PASSWORD, SECOND_STEP = f"{ACCOUNT}/wachtwoord", f"{ACCOUNT}/code"
_OFFERED = "totp"  # the purpose under which an offered secret is signed


def own_account(handler: tornado.web.RequestHandler) -> Account | None:
    """Return the account of who asks; else None, and the answer says what to do."""
    person = person_of(handler)
    if person is None:
        ask_for_link(handler)
        return None
    with reading(handler.settings["wpo_engine"]) as connection:
        account = account_of(connection, person.code)
    if account is None:
        out = way(TABLET, text(handler, "tablet_way"), quiet=True) if not person.may_answer else ""
        refuse(handler, "account_none", ways=out + way("/", text(handler, "back"), quiet=True))
    return account


class AccountPage(CalmHandler):
    """What one can change, each on a page of its own."""

    def get(self) -> None:
        """Show the ways."""
        account = own_account(self)
        if account:
            state = "second_on" if account.second_step else "second_off"
            calm_page(
                self,
                text(self, "account"),
                way(SECOND_STEP, text(self, "second"), text(self, state), quiet=True)
                + (way(PASSWORD, text(self, "password_change"), quiet=True))
                + way(TABLET, text(self, "tablet_way"), quiet=True)
                + way(LEAVE, text(self, "leave"), quiet=True)
                + way("/", text(self, "front_page")),
            )


class PasswordPage(CalmHandler):
    """Another password."""

    def get(self) -> None:
        """Ask for the old and the new one."""
        if own_account(self):
            self._ask()

    async def post(self) -> None:
        """Keep it, or say what is wrong."""
        account = own_account(self)
        if account is None:
            return
        problem = await change_password(self, account, new_only=False)
        if problem:
            self._ask(problem, 400)
        else:
            calm_page(
                self,
                text(self, "password_kept"),
                f"<p>{text(self, 'password_kept_next')}</p>" + way("/", text(self, "front_page")),
            )

    def _ask(self, problem: str = "", status: int = 200) -> None:
        old = field(
            text(self, "password_old"),
            "old",
            more='type="password" autocomplete="current-password"',
        )
        calm_page(
            self,
            text(self, "password_change"),
            said(self, problem)
            + form(PASSWORD, old + new_password_fields(self), text(self, "password_button"))
            + way(ACCOUNT, text(self, "back"), quiet=True),
            status=status,
        )


class SecondStepPage(CalmHandler):
    """Codes from an app, on or off; either takes a code, so nobody locks themselves out."""

    def get(self) -> None:
        """Offer what is possible now."""
        account = own_account(self)
        if account:
            self._ask(account)

    async def post(self) -> None:
        """Switch on with a first code, or off with a last one."""
        account = own_account(self)
        if account is None:
            return
        offered = self.get_secure_offer()
        figures, now = self.posted("code"), clock.now()
        mine = self.get_cookie(COOKIE) or ""

        def switch() -> bool:
            code = account.person.code
            with writing(self.settings["wpo_engine"]) as connection:
                if account.second_step:
                    return switch_off_second_step(connection, code, figures, now)
                done = bool(offered) and switch_on_second_step(
                    connection, code, offered, figures, now
                )
                if done:
                    end_sessions(connection, code, now, keep=mine)
                return done

        if await asyncio.to_thread(switch):
            key = "second_is_off" if account.second_step else "second_is_on"
            calm_page(
                self,
                text(self, key),
                f"<p>{text(self, f'{key}_next')}</p>" + way("/", text(self, "front_page")),
            )
        else:
            self._ask(account, "code_wrong", offered, 400)

    def get_secure_offer(self) -> str:
        """Return the secret that this server offered on the page before, or an empty string."""
        offer = self.get_signed_cookie(_OFFERED, self.posted("offer"), max_age_days=1)
        return offer.decode() if offer else ""

    def _ask(
        self, account: Account, problem: str = "", offered: str = "", status: int = 200
    ) -> None:
        if account.second_step:
            body = f"<p>{text(self, 'second_end_next')}</p>" + self._form("second_end")
        else:
            body = self._offer(account, offered or new_totp_secret())
        calm_page(
            self,
            text(self, "second"),
            said(self, problem) + body + way(ACCOUNT, text(self, "back"), quiet=True),
            status=status,
        )

    def _offer(self, account: Account, secret: str) -> str:
        square = segno.make(totp_address(secret, account.user_name), error="m").svg_inline(
            border=2, omitsize=True, svgclass=None, lineclass=None
        )
        spaced = " ".join(secret[n : n + 4] for n in range(0, len(secret), 4))
        signed = self.create_signed_value(_OFFERED, secret).decode()
        return (
            f"<p>{text(self, 'second_begin_next')}</p>"
            f'<figure class="square" role="img" aria-label="{text(self, "second_square")}">'
            f"{square}</figure>"
            f"<p>{text(self, 'second_typed')} <code>{spaced}</code></p>"
            + self._form("second_begin", f'<input type="hidden" name="offer" value="{signed}">')
        )

    def _form(self, key: str, more: str = "") -> str:
        code = field(text(self, "code_field"), "code", more=CODE_FIELD)
        return form(SECOND_STEP, more + code, text(self, key))
