"""
One record for each request, whatever framework answers it: pure ASGI middleware.

    from foundry_logging.asgi import instrument

    app = FastAPI()
    instrument(app)

``instrument`` is for FastAPI and Starlette, ``RequestLogMiddleware(app)`` for any ASGI application. A request's record
has its method, path (without the query string), route template, status, duration up to the last byte, time to the first
one, bytes, client and id, and what was bound with ``bind_context`` while it was answered.
"""

from __future__ import annotations

import asyncio
import logging
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from ._context import FIELDS, GATHERED
from ._exchange import CLIENT_CLOSED, Exchange
from ._logger import get_logger
from ._origin import Origin
from ._request_ids import request_id
from ._routes import route_of
from ._runtime import RUNTIME
from ._websocket import Conversation
from .vocabulary.levels import LEVELS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, MutableMapping

    from starlette.applications import Starlette

    from ._exchange import Message, Receive, Send
    from ._logger import FoundryLogger
    from .metrics import Metrics

    Scope = MutableMapping[str, Any]
    App = Any
    """An ASGI application: ``await app(scope, receive, send)``."""

__all__ = ["RequestLogMiddleware", "instrument"]

INSIDE = "foundry_logging.request"
"""The key of a scope that a middleware of ours logs already."""
TOLD = "_foundry_logging_told"
"""The attribute of an exception that stands in a record already."""
COMPONENT = "api-requests"


class _Untold(logging.Filter):
    """Keeps from a logger the exceptions that stand in our records already."""

    def filter(self, record: logging.LogRecord) -> bool:
        error = record.exc_info[1] if record.exc_info else None
        return not getattr(error, TOLD, False)


UNTOLD = _Untold()
SERVER_LOGGERS = ("uvicorn.error", "hypercorn.error")
"""Who logs an exception once more that an application has let through to the server."""


class RequestLogMiddleware:
    """
    Logs each request and each websocket once, and a start that fails.

    Put it outermost; inside of another one it passes everything on.

    Args:
        app: the ASGI application.
        exclude: paths of which nothing is logged, such as ``/health``; one that ends in ``/`` stands for all below it.
        logger: whose records these are.
    """

    def __init__(self, app: App, *, exclude: Iterable[str] = (), logger: FoundryLogger | None = None) -> None:
        self._app = app
        excluded = (exclude,) if isinstance(exclude, str) else tuple(exclude)
        self._exactly = frozenset(path for path in excluded if not path.endswith("/"))
        self._below = tuple(path for path in excluded if path.endswith("/"))
        self._logger = logger or get_logger(COMPONENT)
        self._pending: set[Callable[..., None]] = set()
        """What will tell of each request that is being answered."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request, websocket or lifespan."""
        kind = scope["type"]
        if kind == "lifespan":
            await self._live(scope, receive, send)
        elif kind not in ("http", "websocket") or INSIDE in scope or self._leaves_out(scope["path"]):
            await self._app(scope, receive, send)
        else:
            _quieten_servers()
            scope[INSIDE] = True
            fields, gathered = FIELDS.get(), GATHERED.get()
            try:
                await (self._answer if kind == "http" else self._converse)(scope, receive, send)
            finally:  # not reset(): a server may end the call in another context
                FIELDS.set(fields)
                GATHERED.set(gathered)

    def _leaves_out(self, path: str) -> bool:
        return path in self._exactly or path.startswith(self._below)

    # -- HTTP ---------------------------------------------------------------------------------------------------------

    async def _answer(self, scope: Scope, receive: Receive, send: Send) -> None:
        gathered: dict[str, object] = {}
        root_path = str(scope.get("root_path", ""))

        def tell(**more: Any) -> None:
            if tell in self._pending:
                self._pending.remove(tell)
                self._tell(scope, exchange, {**gathered, **more}, root_path)

        exchange = Exchange(scope, receive, send, answered=tell)
        self._pending.add(tell)
        GATHERED.set(gathered)
        FIELDS.set({**FIELDS.get(), "request_id": exchange.request_id})
        try:
            await self._app(scope, exchange.receive, exchange.send)
        except asyncio.CancelledError as cancelled:
            tell(cancelled=True)
            _mark(cancelled)
            raise
        except Exception as error:
            if tell not in self._pending:
                self._tell_late(scope, error)
            elif exchange.left:
                tell()  # whoever left has made it fail
            else:
                exchange.crash()
                tell(exc_info=error)
            _mark(error)
            raise
        tell()

    def _tell(self, scope: Scope, exchange: Exchange, more: dict[str, Any], root_path: str) -> None:
        status = exchange.outcome
        fields: dict[str, Any] = {
            "route": route_of(scope, root_path),
            "client": _client(scope),
            "request_id": exchange.request_id,
            "response_bytes": exchange.sent,
            "first_byte": None if exchange.first_byte is None else round(exchange.first_byte, 6),
        }
        if exchange.events or exchange.chunks > 1:
            fields["response"] = "events" if exchange.events else "stream"
            fields["chunks"] = exchange.chunks
        if status == CLIENT_CLOSED and exchange.status is not None:
            fields["status_sent"] = exchange.status
        duration = exchange.elapsed if exchange.duration is None else exchange.duration
        error = more.get("exc_info")
        self._logger._log_request(
            scope["method"],
            scope["path"],
            status,
            round(duration, 6),
            {**more, **fields},
            # the server will not show it, so the console does
            Origin.of_error(error) if isinstance(error, Exception) else _answered_by(scope),
        )

    def _tell_late(self, scope: Scope, error: Exception) -> None:
        fields = {"api_method": scope["method"], "api_path": scope["path"]}
        self._tell_uncaught(RUNTIME.texts.failed_late, fields, error)

    def _tell_uncaught(self, message: str, fields: dict[str, Any], error: Exception) -> None:
        logger = self._logger
        fields = {**fields, "exc_info": error}
        origin = Origin.of_error(error)
        RUNTIME.emit(logger._logger, LEVELS["error"], logger._context, message, (), fields, origin=origin)

    # -- websockets ---------------------------------------------------------------------------------------------------

    async def _converse(self, scope: Scope, receive: Receive, send: Send) -> None:
        gathered: dict[str, object] = {}
        root_path = str(scope.get("root_path", ""))
        conversation = Conversation(receive, send)
        identity = request_id(scope["headers"])
        GATHERED.set(gathered)
        FIELDS.set({**FIELDS.get(), "request_id": identity})
        error: BaseException | None = None
        try:
            await self._app(scope, conversation.receive, conversation.send)
        except BaseException as failed:
            error = failed
            raise
        finally:
            fields = {
                "api_path": scope["path"],
                "route": route_of(scope, root_path),
                "client": _client(scope),
                "request_id": identity,
                **conversation.fields(failed=error is not None),
            }
            if isinstance(error, Exception):
                self._tell_uncaught(RUNTIME.texts.websocket, {**gathered, **fields}, error)
                _mark(error)
            else:
                self._logger.info(RUNTIME.texts.websocket, **{**gathered, **fields})

    # -- lifespan -----------------------------------------------------------------------------------------------------

    async def _live(self, scope: Scope, receive: Receive, send: Send) -> None:
        RUNTIME.reach()  # the server has set up logging by now, and taken our handler away
        _quieten_servers()
        begun = False

        async def sending(message: Message) -> None:
            nonlocal begun
            kind = message["type"]
            begun = begun or kind == "lifespan.startup.complete"
            if kind in ("lifespan.startup.failed", "lifespan.shutdown.failed"):
                self._tell_lifespan(begun=begun, reason=message.get("message", ""), error=None)
            if kind.startswith("lifespan.shutdown"):
                # what a server has given up by now may not live to tell of it
                for tell in tuple(self._pending):
                    tell(cancelled=True)
            await send(message)

        try:
            await self._app(scope, receive, sending)
        except Exception as error:
            # an application that knows no lifespan fails with it at once, and servers go on without
            if begun or scope.get("state"):
                self._tell_lifespan(begun=begun, reason="", error=error)
                _mark(error)
            raise

    def _tell_lifespan(self, *, begun: bool, reason: str, error: Exception | None) -> None:
        texts = RUNTIME.texts
        fields: dict[str, Any] = {"reason": reason} if reason else {}
        if error is not None:
            fields["exc_info"] = error
        self._logger.critical(texts.shutdown_failed if begun else texts.startup_failed, **fields)


def instrument(
    app: Starlette,
    *,
    exclude: Iterable[str] = (),
    metrics: str | None = None,
    logger: FoundryLogger | None = None,
) -> None:
    """Log each request of a FastAPI or Starlette application, from outside of all its other middleware.

    Unlike ``app.add_middleware``, which would stand inside of the one that turns crashes into 500: what that one
    answers is logged, too. Once an application is instrumented, a second call does nothing.

    Args:
        app: before its first request.
        exclude: paths of which nothing is logged, such as ``/health``; one that ends in ``/`` stands for all below it.
        metrics: also count for Prometheus, and answer this path (``/metrics``) with the metrics; it is not logged.
        logger: whose records these are.

    Raises:
        ImportError: metrics are wanted, and ``foundry-logging[web]`` is not installed.
        TypeError: it is no such application: wrap it in ``RequestLogMiddleware``.
        RuntimeError: it has answered requests already.
    """
    build = getattr(app, "build_middleware_stack", None)
    if build is None:
        raise TypeError(f"{type(app).__name__} is no FastAPI or Starlette application: use RequestLogMiddleware(app)")
    if getattr(build, INSIDE.replace(".", "_"), False):
        return
    if getattr(app, "middleware_stack", None) is not None:
        raise RuntimeError("the application has started already: call instrument(app) right behind where it is made")

    excluded = (exclude,) if isinstance(exclude, str) else tuple(exclude)
    if metrics is not None:
        _metrics().serve(app, metrics)
        excluded = (*excluded, metrics)

    def instrumented() -> RequestLogMiddleware:
        return RequestLogMiddleware(build(), exclude=excluded, logger=logger)

    setattr(instrumented, INSIDE.replace(".", "_"), True)
    app.build_middleware_stack = instrumented  # type: ignore[method-assign]


def _metrics() -> Metrics:
    try:
        from .metrics import Metrics
    except ImportError as error:
        raise ImportError(f"{error}: metrics need foundry-logging[web]", name=error.name) from error
    return Metrics()


def _answered_by(scope: Scope) -> Origin | None:
    """The endpoint, as Starlette and FastAPI leave it in the scope; else this middleware."""
    return Origin.of_function(scope.get("endpoint")) or Origin.of_function(RequestLogMiddleware.__call__)


def _client(scope: Scope) -> str | None:
    client = scope.get("client")
    return str(client[0]) if client else None


def _mark(error: BaseException | None) -> None:
    with suppress(AttributeError):  # a type with __slots__: the server will tell of it again
        setattr(error, TOLD, True)


def _quieten_servers() -> None:
    for name in SERVER_LOGGERS:
        logger = logging.getLogger(name)
        if UNTOLD not in logger.filters:
            logger.addFilter(UNTOLD)
