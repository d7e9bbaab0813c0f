"""What every test may ask for: the real content, a server of its own, a browser."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from tests.browser.chromium import LAUNCH
from tests.running import Running
from wpo.catalogue.loading import Catalogue, load


@pytest.fixture(scope="session")
def catalogue() -> Catalogue:
    """The real content of this repository."""
    return load()


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Running]:
    """A demo server with a data folder of its own."""
    with Running(tmp_path / "data") as running:
        yield running


@pytest.fixture(scope="module")
def shared_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """A demo server for the tests of one module that leave no traces for each other."""
    with Running(tmp_path_factory.mktemp("data")) as running:
        yield running


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Debian's Chromium; a module's own, because Playwright keeps an event loop running."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(**LAUNCH)
        yield browser
        browser.close()
