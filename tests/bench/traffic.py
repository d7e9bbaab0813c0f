"""What a page fetched, as DevTools reports it: bytes until a moment, requests, and hosts."""

from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import CDPSession

from tests.bench.processes import HOST

BINARY_FRAME = 2


class Traffic:
    """The network events of one page since it was opened.

    Bytes are those on the line: compressed, response headers included. Of a response that is still
    coming in, the part that has arrived counts. A websocket frame counts with the length of its
    payload after decompression, because DevTools does not tell the compressed one. Requests sent
    and the handshakes of TCP are not in it.
    """

    def __init__(self, devtools: CDPSession) -> None:
        """Listen to a page that has not been opened yet."""
        self.started_at: float | None = None
        self._arrivals: list[tuple[float, str, int]] = []
        self._totals: dict[str, tuple[float, int]] = {}
        self._requests: list[tuple[float, str]] = []
        handlers = {
            "requestWillBeSent": self._request,
            "responseReceived": self._headers,
            "dataReceived": self._data,
            "loadingFinished": self._finished,
            "webSocketCreated": self._socket,
            "webSocketFrameReceived": self._frame,
        }
        for name, handler in handlers.items():
            devtools.on(f"Network.{name}", handler)

    def bytes_until(self, moment: float) -> int:
        """Return the number of bytes received until ``moment`` (s on the browser's own clock)."""
        done = {key: size for key, (at, size) in self._totals.items() if at <= moment}
        partly = sum(size for at, key, size in self._arrivals if at <= moment and key not in done)
        return partly + sum(done.values())

    def requests_until(self, moment: float) -> int:
        """Return the number of requests made until ``moment``, websockets included."""
        return sum(1 for at, _ in self._requests if at <= moment)

    def outside_until(self, moment: float) -> tuple[str, ...]:
        """Return the host of each request to another machine until ``moment``; all were blocked."""
        hosts = (urlsplit(url).hostname for at, url in self._requests if at <= moment)
        return tuple(host for host in hosts if host is not None and host != HOST)

    def _request(self, event: dict[str, Any]) -> None:
        if urlsplit(event["request"]["url"]).scheme not in {"http", "https"}:
            return
        if self.started_at is None:
            self.started_at = event["timestamp"]
        self._requests.append((event["timestamp"], event["request"]["url"]))

    def _headers(self, event: dict[str, Any]) -> None:
        size = int(event["response"]["encodedDataLength"])
        self._arrivals.append((event["timestamp"], event["requestId"], size))

    def _data(self, event: dict[str, Any]) -> None:
        size = int(event["encodedDataLength"])
        self._arrivals.append((event["timestamp"], event["requestId"], size))

    def _finished(self, event: dict[str, Any]) -> None:
        size = int(event["encodedDataLength"])
        self._totals[event["requestId"]] = (event["timestamp"], size)

    def _socket(self, event: dict[str, Any]) -> None:
        # This event carries no time stamp; the socket counts from the latest request before it.
        at = self._requests[-1][0] if self._requests else 0.0
        self._requests.append((at, event["url"]))

    def _frame(self, event: dict[str, Any]) -> None:
        frame = event["response"]
        length = len(frame["payloadData"])
        size = length * 3 // 4 if frame["opcode"] == BINARY_FRAME else length
        self._arrivals.append((event["timestamp"], f"{event['requestId']}-frames", size))
