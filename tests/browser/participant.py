"""A participant at a page: opens an opdracht and answers what the screen asks, by any means."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect

from tests.browser.chromium import PHONE
from tests.running import Running

PAGE = "/voila/render/deelnemer/oefenen.ipynb"
SETTLE_MS = 320  # the player ignores taps that come sooner: nobody reads that fast


@dataclass
class Participant:
    """Somebody with a device. ``given`` holds every answer as (question id, option ids)."""

    page: Page
    server: Running
    press: Callable[[Locator], Any] = field(default=lambda target: target.click())
    choose: int = 0  # which open option is taken: 0 the first, -1 the last
    given: list[tuple[str, str]] = field(default_factory=list)

    def open(self, assignment: str) -> None:
        """Go to an assignment and wait for its screen."""
        self.page.goto(f"{self.server.address}{PAGE}?opdracht={assignment}")
        expect(self.page.locator(".screen")).to_be_visible()

    @property
    def screen(self) -> str:
        """The number of the screen in the compiled table, or ``end``."""
        return self.page.locator(".screen").get_attribute("data-screen") or ""

    @property
    def at_end(self) -> bool:
        """Whether the summary is shown."""
        return self.screen == "end"

    def answer(self) -> None:
        """Answer the open screen, and go on from feedback to the next screen."""
        self.page.wait_for_timeout(SETTLE_MS)
        question, pick = self._asked()
        if pick == "one":
            options = self.page.locator(".offers .choice:not(:disabled)")
            target = options.nth(self.choose if self.choose >= 0 else options.count() - 1)
            chosen = self._ids()[self.choose]
            self.press(target)
        elif pick == "next":
            chosen = ""
            self.press(self.page.locator(".screen > .go"))
        else:
            chosen = self._mark_all(pick)
            self.press(self.page.locator(".screen > .go"))
        self.given.append((question, chosen))
        if pick != "next":
            self.go_on()

    def go_on(self) -> None:
        """Leave the feedback."""
        self.press(self.page.locator(".said .go"))

    def practise(self, most: int = 80) -> None:
        """Answer until the summary."""
        for _ in range(most):
            if self.at_end:
                return
            self.answer()
        raise AssertionError("the practice does not end")

    def all_kept(self) -> None:
        """Wait until nothing waits in the outbox any more."""
        self.page.wait_for_function(
            "() => !Object.keys(localStorage).some((key) => key.startsWith('wpo.out.'))"
        )

    def _asked(self) -> tuple[str, str]:
        """Return the id of the open question and how it is answered, as the script says."""
        screen = self._script()["screens"][self.screen]
        return self._script()["items"][screen["item"]]["question"], screen["pick"]

    def _script(self) -> Any:
        return self.page.evaluate(
            """() => {
              const page = JSON.parse(document.getElementById('wpo-page').textContent);
              const kept = localStorage[`wpo.attempt.${page.person}.${page.assignment}.script`];
              if (kept) return JSON.parse(kept).script;
              return page.past ? page.past.script : page.script;
            }"""
        )

    def _ids(self) -> list[str]:
        offers = self._script()["screens"][self.screen]["offers"]
        return [one["id"] for one in offers if "state" not in one]

    def _mark_all(self, pick: str) -> str:
        """Mark everything that is open, in the order of the screen; return the answer's ids."""
        screen = self._script()["screens"][self.screen]
        kept = [one["id"] for one in screen["offers"] if one.get("state") == "kept"]
        if pick == "order" and kept:
            kept = next(iter(screen["answers"])).split("+")[: len(kept)]
        marked = self._ids()
        for _ in marked:
            rest = "[aria-pressed=false]" if pick == "order" else ":not(:checked)"
            kind = ".choice" if pick == "order" else "input"
            self.press(self.page.locator(f".offers {kind}:not(:disabled){rest}").first)
        return "+".join([*kept, *marked] if pick == "order" else sorted([*kept, *marked]))


def somebody(
    browser: Browser, server: Running, *, number: int = 1, viewport: Any = PHONE, **more: Any
) -> Participant:
    """Return a participant who has opened their own link on a fresh device."""
    context = browser.new_context(viewport=viewport, **more)
    return at_new_page(context, server, number)


def at_new_page(context: BrowserContext, server: Running, number: int = 1) -> Participant:
    """Return a participant at a new page of a device, logged in."""
    page = context.new_page()
    page.goto(server.link("deelnemer", number))
    page.wait_for_url("**/voila/render/**", wait_until="commit")
    return Participant(page=page, server=server)
