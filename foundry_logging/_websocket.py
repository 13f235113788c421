"""One websocket, as it passes through the middleware: what its record will say."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from ._exchange import Message, Receive, Send

ABNORMAL = 1006
"""The close code of RFC 6455 for an end that nobody said."""
REFUSED, FAILED = 403, 1011


class Conversation:
    """Counts the messages of both sides, and notes how it ends."""

    def __init__(self, receive: Receive, send: Send) -> None:
        self._receive = receive
        self._send = send
        self._start = time.perf_counter()
        self._accepted = False
        self._close: int | None = None
        self._received = 0
        self._sent = 0

    async def receive(self) -> Message:
        """What the application receives."""
        message = await self._receive()
        if message["type"] == "websocket.receive":
            self._received += 1
        elif message["type"] == "websocket.disconnect" and self._close is None:
            self._close = message.get("code", ABNORMAL)
        return message

    async def send(self, message: Message) -> None:
        """What the application sends."""
        kind = message["type"]
        if kind == "websocket.accept":
            self._accepted = True
        elif kind == "websocket.send":
            self._sent += 1
        elif kind == "websocket.close" and self._close is None:
            self._close = message.get("code", 1000) if self._accepted else REFUSED
        elif kind == "websocket.http.response.start":
            self._close = message["status"]
        await self._send(message)

    def fields(self, *, failed: bool) -> dict[str, Any]:
        """``close_code`` (RFC 6455; where it was refused, the status of HTTP), the messages, the seconds it lasted."""
        code = self._close
        if failed and code is None:
            code = FAILED
        return {
            "close_code": ABNORMAL if code is None else code,
            "duration": round(time.perf_counter() - self._start, 6),
            "messages_received": self._received,
            "messages_sent": self._sent,
        }
