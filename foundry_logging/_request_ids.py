"""The id of a request: the one that it brought, if that is fit to be logged and sent back; else a new one."""

from __future__ import annotations

import re
import uuid
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

HEADER = b"x-request-id"
FIT = re.compile(rb"[A-Za-z0-9][A-Za-z0-9._:/+=@-]{0,127}")
"""No space, no quote, no control character: an id cannot begin a header, a line or a field of its own."""
TRACEPARENT = re.compile(rb"[0-9a-f]{2}-(?!0{32})([0-9a-f]{32})-[0-9a-f]{16}-[0-9a-f]{2}(?:-.*)?")


def request_id(headers: Iterable[tuple[bytes, bytes]]) -> str:
    """The id in ``X-Request-ID``, the trace id of ``traceparent`` (W3C), or 32 new hexadecimal digits."""
    trace = None
    for name, value in headers:
        lowered = name.lower()
        if lowered == HEADER and FIT.fullmatch(value):
            return value.decode("ascii")
        if lowered == b"traceparent" and trace is None and (found := TRACEPARENT.fullmatch(value)):
            trace = found[1].decode("ascii")
    return trace or uuid.uuid4().hex
