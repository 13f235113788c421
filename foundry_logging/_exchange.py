"""One HTTP request and its answer, as they pass through the middleware: what its record will say."""

from __future__ import annotations

import asyncio
import time
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from ._request_ids import HEADER, request_id

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Mapping, MutableMapping

    Message = MutableMapping[str, Any]
    Receive = Callable[[], Awaitable[Message]]
    Send = Callable[[Message], Awaitable[None]]

CLIENT_CLOSED = 499
"""The status, known from nginx, of a request whose client left before the last byte of the answer."""
FAILED = 500
SLOW = 0.01
"""Seconds after which a client may have left unnoticed: applications that are not asked for more do not look."""


class Exchange:
    """
    Counts what is sent and notices who leaves.

    ``answered`` is called once, when the last byte of an answer below 500 has been handed over.
    """

    def __init__(self, scope: Mapping[str, Any], receive: Receive, send: Send, answered: Callable[[], None]) -> None:
        self.request_id = request_id(scope["headers"])
        self.status: int | None = None
        self.sent = 0  # bytes of the body
        self.chunks = 0
        self.first_byte: float | None = None  # seconds after the start
        self.duration: float | None = None  # up to the last byte
        self.events = False  # server-sent ones
        self.left = False
        self.complete = False
        self._receive = receive
        self._send = send
        self._answered = answered
        self._asked = False  # the application has the whole body of the request
        self._start = time.perf_counter()

    @property
    def elapsed(self) -> float:
        """Seconds since the request came."""
        return time.perf_counter() - self._start

    @property
    def outcome(self) -> int:
        """The status as it turned out."""
        if self.left and not self.complete:
            return CLIENT_CLOSED
        return FAILED if self.status is None else self.status

    def crash(self) -> None:
        """An application that fails in the middle of an answer has not answered, whatever status it began with."""
        self.complete = False
        self.status = FAILED

    async def receive(self) -> Message:
        """What the application receives."""
        message = await self._receive()
        if message["type"] == "http.disconnect":
            self.left = self.left or not self.complete
        elif not message.get("more_body", False):
            self._asked = True
        return message

    async def send(self, message: Message) -> None:
        """What the application sends."""
        kind = message["type"]
        if kind == "http.response.start":
            self._begin(message)
        last = kind == "http.response.body" and not message.get("more_body", False)
        if last and self.elapsed > SLOW:
            await self._look()
        try:
            await self._send(message)
        except OSError:  # what a server raises where the connection is gone
            self.left = True
            raise
        if kind == "http.response.body":
            self._count(len(message.get("body", b"")), last=last)
        elif kind == "http.response.pathsend":
            self._count(0, last=True)

    def _begin(self, message: Message) -> None:
        self.status = message["status"]
        headers = [(name, value) for name, value in message.get("headers", ())]
        kinds = [value for name, value in headers if name.lower() == b"content-type"]
        self.events = any(value.startswith(b"text/event-stream") for value in kinds)
        if all(name.lower() != HEADER for name, _ in headers):
            message["headers"] = [*headers, (HEADER, self.request_id.encode("ascii"))]

    def _count(self, length: int, *, last: bool) -> None:
        if self.first_byte is None:
            self.first_byte = self.elapsed
        self.sent += length
        self.chunks += 1
        if last and not self.complete:
            self.duration = self.elapsed
            self.complete = not self.left
            if self.outcome < FAILED:
                self._answered()

    async def _look(self) -> None:
        """Notice a client that has left: ask the server once, and go on if it has no answer ready."""
        for _ in range(1 if self._asked else 2):  # the body that nobody asked for comes first
            asking = asyncio.ensure_future(self.receive())
            await asyncio.sleep(0)
            if not asking.done():
                asking.cancel()
                with suppress(asyncio.CancelledError):
                    await asking
                return
            if self.left or asking.exception() is not None:
                return
