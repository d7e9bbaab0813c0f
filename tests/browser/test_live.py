"""The same player, live: the workbench on our server, and both notebooks without it."""

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.chromium import DESKTOP
from tests.running import Running, free_port

pytestmark = pytest.mark.browser

ROOT = Path(__file__).parents[2]


def answer_two_screens(page: Page) -> None:
    """Walk on in the player and see the fact come back checked."""
    expect(page.locator(".wpo .screen")).to_be_visible()
    for _ in range(2):
        page.wait_for_timeout(400)
        before = page.locator(".wpo .screen").get_attribute("data-screen")
        page.locator(".wpo .screen > .go").click()
        expect(page.locator(f".wpo .screen:not([data-screen='{before}'])")).to_be_visible()
    expect(page.locator(".wpo .notice")).to_contain_text("Dit is een voorbeeld")


def test_the_project_leader_plays_any_opdracht_beside_its_findings(
    browser: Browser, shared_server: Running
) -> None:
    """Pick another opdracht: the player and the findings follow; nothing is asked elsewhere."""
    page = browser.new_context(viewport=DESKTOP).new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(shared_server.link("projectleider"))
    answer_two_screens(page)
    expect(page.get_by_text("Wat de regels zeggen")).to_be_visible()
    page.locator("select").select_option(index=3)
    expect(page.locator(".wpo h1")).to_contain_text("Zeggen")

    allowed = (shared_server.address, "data:", "blob:")
    assert [url for url in asked if not url.startswith(allowed)] == []


@pytest.fixture
def outside(tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[str]:
    """Start a tool that is not our server, on the notebooks; yield its address."""
    port = free_port()
    tool = [one.replace("PORT", str(port)) for one in request.param]
    env = {**os.environ, "HOME": str(tmp_path), "JUPYTER_CONFIG_DIR": str(tmp_path)}
    with (tmp_path / "log").open("w") as log:
        process = subprocess.Popen(
            [sys.executable, "-m", *tool], cwd=ROOT, env=env, stdout=log, stderr=log
        )
    deadline = time.monotonic() + 60
    while str(port) not in (tmp_path / "log").read_text() and time.monotonic() < deadline:
        time.sleep(0.2)
    time.sleep(1)
    yield f"http://127.0.0.1:{port}"
    process.terminate()
    process.wait(timeout=20)


@pytest.mark.parametrize(
    "outside",
    [["voila", "notebooks/deelnemer/oefenen.ipynb", "--no-browser", "--port=PORT"]],
    indirect=True,
    ids=["voila"],
)
def test_plain_voila_shows_the_same_player_live(browser: Browser, outside: str) -> None:
    """Without our server the player runs over its comm, and says that nothing is kept."""
    page = browser.new_context(viewport=DESKTOP).new_page()
    page.goto(outside)
    answer_two_screens(page)


@pytest.mark.parametrize(
    "outside",
    [
        [
            "jupyterlab",
            "notebooks",
            "--no-browser",
            "--port=PORT",
            "--allow-root",
            "--IdentityProvider.token=",
            "--ServerApp.root_dir=notebooks",
        ]
    ],
    indirect=True,
    ids=["jupyterlab"],
)
def test_jupyterlab_shows_the_same_player_live(browser: Browser, outside: str) -> None:
    """In JupyterLab one runs the cells and plays."""
    page = browser.new_context(viewport=DESKTOP).new_page()
    page.goto(f"{outside}/lab/tree/projectleider/opdracht_bekijken.ipynb")
    expect(page.locator(".jp-CodeCell")).to_be_visible()
    # Until the kernels are known JupyterLab may ask for one: press what a person would press.
    choose = page.get_by_role("dialog").get_by_role("button", name="Select Kernel")
    page.add_locator_handler(choose, lambda button: button.click())
    ready = page.get_by_role("button", name="Python 3 (ipykernel) | Idle")
    expect(ready).to_be_visible()
    page.locator(".jp-CodeCell .cm-content").click()
    page.keyboard.press("Shift+Enter")
    answer_two_screens(page)
