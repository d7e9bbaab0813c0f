"""How many pages a second a server sends to several visitors at once, by plain HTTP."""

import gzip
import time
from concurrent.futures import ThreadPoolExecutor
from http.cookiejar import CookieJar
from urllib.request import (
    HTTPCookieProcessor,
    OpenerDirector,
    ProxyHandler,
    Request,
    build_opener,
)

from tests.bench.failure import BenchError
from tests.bench.tools import Address, Tool

CLIENTS = 8
OPEN_TIMEOUT_S = 120.0


def opens_per_second(tool: Tool, n_opens: int, n_clients: int = CLIENTS) -> float:
    """Return page opens per second by ``n_clients`` at once, after one unmeasured open."""
    with tool.serve() as address, ThreadPoolExecutor(n_clients) as clients:
        visitors = [visitor_at(address) for _ in range(n_clients)]
        fetch_page(visitors[0], address.page)
        turns = [visitors[turn % n_clients] for turn in range(n_opens)]
        started = time.perf_counter()
        list(clients.map(fetch_page, turns, [address.page] * n_opens))
        return n_opens / (time.perf_counter() - started)


def visitor_at(address: Address) -> OpenerDirector:
    """Return a visitor with cookies of its own, who has been let in where that is needed."""
    visitor = build_opener(ProxyHandler({}), HTTPCookieProcessor(CookieJar()))
    if address.door is not None:
        visitor.open(address.door, timeout=OPEN_TIMEOUT_S).close()
    return visitor


def fetch_page(visitor: OpenerDirector, url: str) -> None:
    """Fetch a page, compressed where that is offered; raise unless all of it came."""
    request = Request(url, headers={"Accept-Encoding": "gzip"})
    with visitor.open(request, timeout=OPEN_TIMEOUT_S) as response:
        body: bytes = response.read()
        if response.headers.get("Content-Encoding") == "gzip":
            body = gzip.decompress(body)
    if not body.rstrip().endswith(b"</html>"):
        message = f"de pagina kwam niet compleet aan ({len(body)} bytes)"
        raise BenchError(message)
