"""A ``with`` block around each call of a function, whatever kind of function it is."""

from __future__ import annotations

import functools
import inspect
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractContextManager

_F = TypeVar("_F", bound="Callable[..., Any]")


def around(function: _F, scope: Callable[[tuple[Any, ...], dict[str, Any]], AbstractContextManager[Any]]) -> _F:
    """The function with ``with scope(args, kwargs):`` around each call; of a generator, from its first item to its end.

    What it was it stays: a coroutine function, a generator function (with ``send``, ``throw`` and its return value), an
    asynchronous generator function.
    """
    wrapper: Any
    if inspect.isasyncgenfunction(function):

        @functools.wraps(function)
        async def wrapper(*args: Any, **kwargs: Any) -> Any:
            with scope(args, kwargs):
                source = function(*args, **kwargs)
                try:
                    item = await anext(source)
                    while True:
                        try:
                            sent = yield item
                        except GeneratorExit:  # noqa: PERF203 -- delegation by PEP 380 is made of this loop
                            await source.aclose()
                            raise
                        except BaseException as error:
                            item = await source.athrow(error)
                        else:
                            item = await source.asend(sent)
                except StopAsyncIteration:
                    return

    elif inspect.isgeneratorfunction(function):

        @functools.wraps(function)
        def wrapper(*args: Any, **kwargs: Any) -> Any:
            with scope(args, kwargs):
                return (yield from function(*args, **kwargs))

    elif inspect.iscoroutinefunction(function):

        @functools.wraps(function)
        async def wrapper(*args: Any, **kwargs: Any) -> Any:
            with scope(args, kwargs):
                return await function(*args, **kwargs)

    else:

        @functools.wraps(function)
        def wrapper(*args: Any, **kwargs: Any) -> Any:
            with scope(args, kwargs):
                return function(*args, **kwargs)

    result: _F = wrapper
    return result
