"""What every test may ask for: the real content, a server of its own, a browser."""

from collections.abc import Iterator
from os import environ

import pytest
from hypothesis import settings
from playwright.sync_api import Browser, expect, sync_playwright
from sqlalchemy import Engine

from tests.browser.chromium import LAUNCH, PATIENCE_MS
from tests.postgresql import Cluster
from tests.running import Running
from wpo.catalogue.loading import Catalogue, load
from wpo.store.database import open_database

# `make test` tries the same cases every time, so what it says is about the change at hand;
# `make seek` tries new ones for as long as it is given, and prints what to add as an @example.
settings.register_profile("same", derandomize=True)
settings.register_profile("seek", print_blob=True)
settings.load_profile(environ.get("WPO_HYPOTHESIS", "same"))


@pytest.fixture(scope="session")
def catalogue() -> Catalogue:
    """The real content of this repository."""
    return load()


@pytest.fixture(scope="session")
def postgresql() -> Iterator[Cluster]:
    """A PostgreSQL server, started for whoever asks first; one for each process of the tests."""
    with Cluster() as cluster:
        yield cluster


@pytest.fixture(params=["sqlite", "postgresql"])
def engine(request: pytest.FixtureRequest) -> Iterator[Engine]:
    """A database with every table and nothing in it: in memory, then on PostgreSQL."""
    if request.param == "sqlite":
        engine = open_database("sqlite://")
        yield engine
        engine.dispose()
        return
    with request.getfixturevalue("postgresql").database() as address:
        engine = open_database(address)
        yield engine
        engine.dispose()


@pytest.fixture(scope="session")
def one_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """A demo server, one for each process of the tests: starting one takes seconds."""
    with Running(tmp_path_factory.mktemp("server") / "data") as running:
        running.keep()
        yield running


@pytest.fixture(scope="module")
def shared_server(one_server: Running) -> Running:
    """The demo server for the tests of one module that leave no traces for each other."""
    one_server.begin_anew()
    return one_server


@pytest.fixture
def server(one_server: Running) -> Running:
    """The demo server with data as at its start; a test may kill it and start it again."""
    one_server.begin_anew()
    return one_server


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """Debian's Chromium; a module's own, because Playwright keeps an event loop running."""
    expect.set_options(timeout=PATIENCE_MS)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(**LAUNCH)
        yield browser
        browser.close()


@pytest.fixture
def browser(chromium: Browser) -> Iterator[Browser]:
    """The browser, of which a test may leave pages open: they go before the next test."""
    yield chromium
    for context in chromium.contexts:
        context.close()
