"""
The public face as a type checker sees it. Checked by mypy and pyright, never run.

What is wrong on purpose carries the error that each checker must find; an error that it does not find is an error.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator, Mapping
from typing import Any

from typing_extensions import assert_type  # both checkers bring it

from foundry_logging import (
    FoundryLogger,
    Secret,
    Timer,
    bind_context,
    clear_context,
    configure,
    context,
    flush,
    get_logger,
    redact,
    scrub,
    shutdown,
    stats,
    trace_execution,
)
from foundry_logging.errors import FoundryLoggingError, SettingError
from foundry_logging.testing import Logs, Record, capture_logs

# -- loggers -----------------------------------------------------------------------------------------------------------

logger = get_logger("model-manager")
assert_type(logger, FoundryLogger)
assert_type(get_logger(), FoundryLogger)
assert_type(get_logger("model-manager", mode="dev"), FoundryLogger)
assert_type(logger.name, str)

assert_type(logger.info("Loaded", model_id="x", self=1, message=2, name=3, level=4, args=(), kwargs={}), None)
logger.debug("State %s", 1, dump=lambda: {"layers": 32})
logger.warning("x", exc_info=True, stack_info=True, stacklevel=2, extra={"a": 1})
logger.warn("x")
logger.error(ValueError("x"))
logger.critical("x")
logger.fatal("x")
logger.exception("x", operation="y")
logger.log("info", "x", a=1)
logger.log(20, "x")
logger.log_api_request(method="GET", path="/", status_code=200, duration=0.1, user_id=7)
logger.log_model_operation(model_id="x", operation="y", status="success", duration=0.1, tokens=5)
logger.log_model_operation(model_id="x", operation="y", status="success")
with logger.log_model_operation(model_id="x", operation="y", tokens=5) as operation:
    operation.first_token()
    operation.add(output_tokens=7)

assert_type(logger.bind(self=1, user_id=7), FoundryLogger)
assert_type(logger.unbind("user_id"), FoundryLogger)
assert_type(logger.try_unbind("user_id"), FoundryLogger)
assert_type(logger.new(user_id=7), FoundryLogger)
assert_type(logger.is_enabled_for("debug"), bool)
assert_type(logger.set_level("WARNING"), None)
logger.set_level(30)
logger.set_level(None)

logger.info()  # type: ignore[call-arg]  # pyright: ignore[reportCallIssue]
logger.info(message="x")  # type: ignore[call-arg]  # pyright: ignore[reportCallIssue]
logger.set_level(1.5)  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
logger.log_api_request(method="GET", path="/")  # type: ignore[call-arg]  # pyright: ignore[reportCallIssue]
logger.log_model_operation("x", "y", "z")  # type: ignore[call-overload]  # pyright: ignore[reportCallIssue]
logger.no_such_method("x")  # type: ignore[attr-defined]  # pyright: ignore[reportAttributeAccessIssue, reportUnknownMemberType]
get_logger(7)  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
get_logger("a", "dev")  # type: ignore[call-arg]  # pyright: ignore[reportCallIssue]

# -- timers and traces keep what they decorate -------------------------------------------------------------------------

with logger.timer("load", model_id="x") as timer:
    assert_type(timer, Timer)
assert_type(timer.duration, "float | None")


async def measure() -> None:
    async with logger.timer("load") as running:
        assert_type(running, Timer)


@logger.timer("add")
def add(a: int, *, b: int) -> int:
    return a + b


@trace_execution
def traced(a: int) -> str:
    return str(a)


@trace_execution(logger=logger, level="info", arguments=False)
async def traced_async(a: int) -> str:
    return str(a)


@trace_execution
def traced_generator(a: int) -> Iterator[int]:
    yield a


@trace_execution
async def traced_stream(a: int) -> AsyncIterator[int]:
    yield a


assert_type(add(1, b=2), int)
assert_type(traced(1), str)
assert_type(traced_generator(1), Iterator[int])
assert_type(traced_stream(1), AsyncIterator[int])


async def calls() -> None:
    assert_type(await traced_async(1), str)


add("1", b=2)  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
traced("1")  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
trace_execution(level=None)  # type: ignore[call-overload]  # pyright: ignore[reportArgumentType]

# -- the process -------------------------------------------------------------------------------------------------------

assert_type(configure(), None)
configure(mode="prod", level="INFO", console_level=None, log_dir=None, components={"billing": "billing.log"})
configure(components=["billing"], lang="en", format="json", secret_words={"pin"}, not_secrets=("cookie_jar",))
configure("prod")  # type: ignore[call-arg]  # pyright: ignore[reportCallIssue]
configure(mode=1)  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
configure(no_such_option=1)  # type: ignore[call-arg]  # pyright: ignore[reportCallIssue]
assert_type(flush(), None)
assert_type(shutdown(), None)
assert_type(stats().accepted, int)
assert_type(stats().written, int)
for name, sink in stats().sinks.items():
    assert_type((name, sink.bytes), "tuple[str, int]")

# -- context and secrets -----------------------------------------------------------------------------------------------

assert_type(bind_context(request_id="r1"), None)
assert_type(clear_context("request_id"), None)
with context(request_id="r1") as nothing:
    assert_type(nothing, None)


@context(request_id="r1")
def handled(a: int) -> int:
    return a


assert_type(handled(1), int)
clear_context(1)  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]

secret = Secret("hunter2")
assert_type(secret.reveal(), str)
redact({"a": 1})
scrub({"a": 1})

# -- tests -------------------------------------------------------------------------------------------------------------

with capture_logs() as logs:
    assert_type(logs, Logs)
records: list[Record] = logs
assert_type(logs[0]["message"], Any)
assert_type(logs.assert_logged("Loaded", level="info", model_id="x"), Record)
assert_type(logs.assert_not_logged(level="error"), None)
assert_type(logs.one("Loaded"), Record)
assert_type(logs.matching(logger="model-manager"), Logs)
assert_type(logs.at("error"), Logs)
assert_type(logs.messages, list[str])
mapping: Mapping[str, object] = logs[0]

# -- errors ------------------------------------------------------------------------------------------------------------

try:
    logger.set_level("LOUD")
except SettingError as error:
    assert_type((error.option, error.accepts), "tuple[str, str]")
    family: FoundryLoggingError | ValueError = error
