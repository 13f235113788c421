"""Fields of the request, on every record below it.

One ContextVar of our own, so that it follows tasks and threads as contextvars do; structlog's contextvars belong to the
host. The mapping inside is never changed in place: a task that inherited it cannot change its parent's.

What is bound while a web request is answered stands in that request's own record as well, although that one is written
outside of the tasks and threads that bound it: for it, they share one dict (``GATHERED``).
"""

from __future__ import annotations

from contextlib import contextmanager
from contextvars import ContextVar
from types import MappingProxyType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_EMPTY: Mapping[str, object] = MappingProxyType({})
FIELDS: ContextVar[Mapping[str, object]] = ContextVar("foundry_logging_fields", default=_EMPTY)
GATHERED: ContextVar[dict[str, object] | None] = ContextVar("foundry_logging_gathered", default=None)
"""What was bound for the request that is being answered, whichever task or thread bound it."""


def bind_context(**fields: object) -> None:
    """Add fields to every record that this task (or thread) and the tasks it starts from now on will write."""
    FIELDS.set({**FIELDS.get(), **fields})
    gathered = GATHERED.get()
    if gathered is not None:
        gathered.update(fields)


def clear_context(*names: str) -> None:
    """Forget the fields of these names; without names, all of them. A name that is not bound is no error."""
    FIELDS.set({name: value for name, value in FIELDS.get().items() if name not in names} if names else _EMPTY)
    gathered = GATHERED.get()
    if gathered is not None:
        for name in names or tuple(gathered):
            gathered.pop(name, None)


@contextmanager
def context(**fields: object) -> Iterator[None]:
    """Bind the fields inside the ``with`` block, and put back what was bound before.

    As a decorator it does the same for each call of a plain function.
    """
    before = FIELDS.get()
    FIELDS.set({**before, **fields})
    try:
        yield
    finally:
        # not reset(token): an async generator may be closed in another context than the one that entered it
        FIELDS.set(before)
