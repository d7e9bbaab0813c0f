"""The pages about the pilot in the real browser: looked at, chosen by keyboard, decided on."""

from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, WebSocketRoute, expect

from tests.browser.chromium import DESKTOP, PATIENCE_MS, PHONE, let_in
from tests.browser.test_screens import AXE
from tests.evaluation.test_evaluate import planted
from tests.running import Running
from wpo.model.people import EVALUATION
from wpo.pilot.decisions import read_decisions

pytestmark = pytest.mark.browser

# Every figure is on the page, and drawn where it is near the screen.
DRAWN = """() => {
  const nav = document.querySelector("nav.ways");
  return document.querySelectorAll(".wpo-chart").length === Number(nav?.dataset.figures)
    && !document.querySelector(".wpo-chart[data-waits]");
}"""
# How far the page sticks out; Voilà's own panel hides it.
WIDE = """() => {
  const parts = [...document.querySelectorAll(".wpo-evaluation, .wpo-evaluation figure")];
  return Math.max(...parts.map((one) => one.getBoundingClientRect().right)) - innerWidth;
}"""


def assert_clean(page: Page) -> None:
    """Assert what axe finds, and what it is known to overlook on a live page."""
    found = Axe().run(page, options=AXE).response["violations"]
    assert [(one["id"], one["nodes"][0]["html"]) for one in found] == []
    assert page.evaluate("document.documentElement.lang") == "nl"
    expect(page.get_by_role("main")).to_have_count(1)
    expect(page.get_by_role("heading", level=1)).to_have_count(1)
    assert page.evaluate(WIDE) <= 0


@pytest.fixture(scope="module")
def filled(shared_server: Running) -> Running:
    """A demo server with a made-up research set."""
    folder = shared_server.data / "extracts"
    folder.mkdir(exist_ok=True)
    planted().write(folder)
    return shared_server


def come_in(browser: Browser, server: Running, role: str) -> Page:
    """Return a page of somebody of a role, who has come in."""
    device = browser.new_context(viewport=DESKTOP)  # type: ignore[arg-type]
    let_in(device, server.link(role))
    return device.new_page()


def opened(page: Page, server: Running, door: str, query: str = "") -> Page:
    """Open a door, and wait until every figure is drawn."""
    page.goto(f"{server.address}/voila/render/{door}{query}", wait_until="commit")
    page.wait_for_function(DRAWN, timeout=PATIENCE_MS)  # the first waits for the warm parent
    return page


def test_every_page_is_sound_and_our_own(browser: Browser, filled: Running) -> None:
    """All seven pass axe at a desk, fit a phone, draw to the end, and ask nothing of others."""
    page = come_in(browser, filled, "onderzoeker")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    for door in EVALUATION:
        page.set_viewport_size(DESKTOP)  # type: ignore[arg-type]
        opened(page, filled, door)
        assert_clean(page)
        expect(page.locator("nav.ways a[aria-current]").first).to_be_visible()
        page.set_viewport_size(PHONE)  # type: ignore[arg-type]
        for figure in page.locator(".wpo-chart .drawing:not([hidden])").all()[-1:]:
            figure.scroll_into_view_if_needed()
            expect(figure.locator("svg.main-svg").first).to_be_visible()
        page.wait_for_timeout(300)
        assert page.evaluate(WIDE) <= 0

    allowed = (filled.address, "data:", "blob:")
    assert [url for url in asked if not url.startswith(allowed)] == []
    assert any("plotly" in url for url in asked)


def test_chosen_by_keyboard_and_opened_again(browser: Browser, filled: Running) -> None:
    """Keys choose; the address follows, opens the same view again, and goes along elsewhere."""
    page = opened(come_in(browser, filled, "onderzoeker"), filled, EVALUATION[1])
    select = page.get_by_label("Opdracht", exact=True)
    select.focus()
    page.keyboard.press("ArrowDown")
    expect(page.locator("h2").first).to_contain_text("Over opdracht-2")
    page.wait_for_url("**opdracht=opdracht-2*")
    page.wait_for_function(DRAWN)
    means = page.locator(".wpo-chart .means").all_inner_texts()
    address = page.url
    assert set(dict(one.split("=") for one in address.partition("?")[2].split("&"))) == {
        "set",
        "opdracht",
    }

    page.goto("about:blank")
    page.goto(address, wait_until="commit")
    expect(page.locator(".wpo-chart .means")).to_have_text(means)
    way = page.get_by_role("link", name="Organisaties naast elkaar").get_attribute("href")
    assert way is not None
    assert "opdracht=opdracht-2" in way


def test_printed_whole(browser: Browser, filled: Running) -> None:
    """Paper gets the whole page, with figures that nobody came near, no wider than the paper."""
    page = come_in(browser, filled, "onderzoeker")
    page.add_init_script("""addEventListener("afterprint", () => {
      const drawn = [...document.querySelectorAll(".wpo-chart .drawing:not([hidden])")];
      globalThis.onPaper = drawn.map((one) => one.querySelector("svg.main-svg")?.clientWidth ?? 0);
    })""")  # before the figures listen, and go back to the screen
    opened(page, filled, EVALUATION[1])
    page.wait_for_function("!!globalThis.Plotly")
    paper = page.pdf(format="A4")

    widths = page.evaluate("globalThis.onPaper")
    assert len(widths) > 1
    assert [one for one in widths if not 0 < one <= 660] == []
    assert paper.count(b"/Type /Page\n") > 2


def test_files_to_keep(browser: Browser, filled: Running, tmp_path: Path) -> None:
    """The table opens in a Dutch Excel, the picture stands on itself; both name their set."""
    page = opened(come_in(browser, filled, "onderzoeker"), filled, EVALUATION[0])
    kept: dict[str, Any] = {}
    for name in ("Tabel (CSV)", "Plaatje (SVG)"):
        with page.expect_download() as waiting:
            page.get_by_role("button", name=name).first.press("Enter")
        path = tmp_path / waiting.value.suggested_filename
        waiting.value.save_as(path)
        kept[path.suffix] = path

    assert all("wpo-extract-2027-05-03-" in one.name for one in kept.values())
    table = kept[".csv"].read_bytes()
    assert table.startswith(b"\xef\xbb\xbfOpdrachten;Deel;")
    assert b"\r\n" in table
    assert b"<svg" in kept[".svg"].read_bytes()[:200]


def test_the_project_leader_decides(browser: Browser, filled: Running) -> None:
    """She finds the page from her own, decides by keyboard, and another window shows it."""
    page = come_in(browser, filled, "projectleider")
    other = opened(page.context.new_page(), filled, EVALUATION[0])
    opened(page, filled, EVALUATION[0])
    page.get_by_label("Waarover?").focus()
    page.keyboard.press("ArrowDown")
    page.get_by_label("Wat besluit u?").select_option(label="herzien")
    page.get_by_label("Waarom?").fill("Drie mensen schrokken.")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Het besluit is vastgelegd.")).to_be_visible()
    expect(page.locator(".queue li").first).to_contain_text("Besloten: herzien")
    assert_clean(page)
    other.get_by_label("Niveau").select_option(label="niveau 1")
    expect(other.locator(".queue li").first).to_contain_text("Drie mensen schrokken.")

    (decision,) = read_decisions(filled.data / "extracts")
    assert (decision.by, decision.decision) == ("projectleider", "herzien")


def test_a_kernel_that_is_gone_is_told(browser: Browser, filled: Running) -> None:
    """A choice without an answer says that old figures are still there, and how to go on."""
    page = come_in(browser, filled, "onderzoeker")
    gone: list[bool] = []

    def between(socket: WebSocketRoute) -> None:
        server = socket.connect_to_server()
        socket.on_message(lambda message: None if gone else server.send(message))

    page.route_web_socket("**/channels*", between)
    page.clock.install()
    opened(page, filled, EVALUATION[4])
    page.clock.resume()
    gone.append(True)
    page.get_by_label("Niveau").select_option(label="niveau 1")
    page.clock.fast_forward(20_000)

    told = page.get_by_text("Er komt geen antwoord.")
    expect(told).to_be_visible()
    expect(page.get_by_role("link", name="Open de pagina opnieuw")).to_be_visible()
