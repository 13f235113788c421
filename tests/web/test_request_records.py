"""A real uvicorn with a FastAPI service: one record for each request, and what it says."""

from __future__ import annotations

import json
import re
import signal
import socket
import threading
import time
from typing import TYPE_CHECKING, Any

import httpx
import pytest

from tests.servers import NotStartedError, Server, serving
from tests.web.conftest import SERVICE, UVICORN

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.slow


def the(records: list[dict[str, Any]]) -> dict[str, Any]:
    (record,) = records
    return record


def test_an_answer(server: Server) -> None:
    with server.client() as client:
        answer = client.get("/items/1?token=abcdef0123456789", headers={"X-Request-ID": "abc-1"})

    record = the(server.requests("/items/1"))
    assert answer.headers["x-request-id"] == "abc-1"
    assert {
        "level": "info",
        "logger": "api-requests",
        "api_method": "GET",
        "api_path": "/items/1",
        "route": "/items/{number}",
        "status_code": 200,
        "client": "127.0.0.1",
        "request_id": "abc-1",
        "response_bytes": len(answer.content),
    }.items() <= record.items()
    assert 0 < record["first_byte"] <= record["duration"] < 5
    assert "abcdef0123456789" not in json.dumps(server.records)


def test_what_is_bound_on_the_way_stands_in_the_record_and_the_id_in_those_of_the_endpoint(server: Server) -> None:
    server.get("/items/77")
    server.get("/in-thread/78")

    record = the(server.requests("/items/77"))
    inner = next(r for r in server.records if r["message"] == "looked up" and r.get("item") == 77)
    assert (record["item"], record["tenant"]) == (77, "acme")
    assert inner["request_id"] == record["request_id"]
    assert the(server.requests("/in-thread/78"))["thread_item"] == 78
    assert "item" not in the(server.requests("/in-thread/78"))


@pytest.mark.parametrize(
    ("path", "status", "level", "route"),
    [
        ("/items/404", 404, "warning", "/items/{number}"),
        ("/items/none", 422, "warning", "/items/{number}"),
        ("/nowhere", 404, "warning", None),
        ("/unavailable", 503, "error", "/unavailable"),
        ("/below/users/ada", 200, "info", "/below/users/{name}"),
        ("/below/nothing", 404, "warning", "/below/{path}"),
        ("/acme/files/service.py", 200, "info", "/{tenant}/files/{path}"),
    ],
)
def test_status_level_and_route(server: Server, path: str, status: int, level: str, route: str | None) -> None:
    assert server.get(path) == status
    record = the(server.requests(path))

    assert (record["status_code"], record["level"], record["route"]) == (status, level, route)
    assert "exception" not in record


def test_the_place_of_a_record_is_the_endpoint_that_answered(tmp_path: Path) -> None:
    with serving(tmp_path, *UVICORN, service=SERVICE, mode="dev") as server:
        for path in ("/items/12", "/nowhere"):
            server.get(path)
            server.requests(path)
        lines = server.lines("api-requests")

    places = [re.search(r"\| (\w+\.py):[1-9]\d* \|", line) for line in lines]
    assert [place and place[1] for place in places] == ["service.py", "asgi.py"]


@pytest.mark.parametrize(("path", "kind"), [("/crash", "ValueError"), ("/crash-in-thread", "KeyError")])
def test_a_crash_is_one_record_with_its_traceback_and_the_server_does_not_repeat_it(
    server: Server, path: str, kind: str
) -> None:
    assert server.get(path) == 500
    record = the(server.requests(path))

    assert (record["status_code"], record["level"]) == (500, "error")
    assert record["exception"]["type"] == kind
    assert "service.py" in record["exception"]["stack"]
    assert [r for r in server.records if r.get("exception", {}).get("type") == kind] == [record]
    # in prod, too: the console is where an operator looks first
    assert server.says(f"| {kind}: ")
    assert "Exception in ASGI application" not in server.stderr
    assert server.stderr.count(f"GET {path} 500") == 1
    assert "hunter2" not in json.dumps(server.records) + server.stderr


def test_a_stream_lasts_up_to_its_last_byte(server: Server) -> None:
    server.get("/stream?count=4&pause=0.05")
    record = the(server.requests("/stream"))

    assert (record["status_code"], record["response"], record["chunks"]) == (200, "stream", 5)
    assert record["response_bytes"] == len("data: 0\n\n") * 4
    assert record["first_byte"] < 0.15 < record["duration"]


def test_server_sent_events_are_told_apart(server: Server) -> None:
    server.get("/events")

    assert the(server.requests("/events"))["response"] == "events"


def test_a_background_task_neither_prolongs_the_request_nor_fails_it(server: Server) -> None:
    assert server.get("/background?seconds=2") == 200
    record = the(server.requests("/background"))
    assert record["duration"] < 2

    assert server.get("/background?seconds=0&fail=true") == 200
    records = server.requests("/background", at_least=3)
    failed = the([r for r in records if "exception" in r])
    assert [r["status_code"] for r in records if "status_code" in r] == [200, 200]
    assert (failed["level"], failed["exception"]["type"]) == ("error", "OSError")
    assert failed["request_id"] in {r["request_id"] for r in records if r is not failed}
    assert "Exception in ASGI application" not in server.stderr


def test_a_client_that_leaves_before_the_answer_is_499(server: Server) -> None:
    with pytest.raises(httpx.ReadTimeout), server.client() as client:
        client.get("/slow?seconds=0.6", timeout=0.2)

    record = the(server.requests("/slow"))
    assert (record["status_code"], record["level"]) == (499, "warning")


def test_a_client_that_leaves_before_the_last_chunk_is_499(server: Server) -> None:
    before = len(server.requests("/stream", at_least=0))
    with server.client() as client, client.stream("GET", "/stream?count=50&pause=0.05") as answer:
        next(answer.iter_raw())

    record = server.requests("/stream", at_least=before + 1)[-1]
    assert (record["status_code"], record["status_sent"], record["level"]) == (499, 200, "warning")
    assert record["duration"] < 2


PLAIN = """
from starlette.applications import Starlette
from starlette.responses import StreamingResponse
from starlette.routing import Route
from foundry_logging.asgi import instrument

async def chunks():
    yield b"first"
    raise RuntimeError("lost the model")

app = Starlette(routes=[Route("/stream", lambda request: StreamingResponse(chunks()))])
instrument(app)
"""


def test_a_stream_that_fails_in_the_middle_is_a_crash(tmp_path: Path) -> None:
    with serving(tmp_path, *UVICORN, service=PLAIN) as server:
        with pytest.raises(httpx.RemoteProtocolError):
            server.get("/stream")
        record = the(server.requests("/stream"))

    assert (record["status_code"], record["exception"]["type"], record["response_bytes"]) == (500, "RuntimeError", 5)
    assert "Exception in ASGI application" not in server.stderr


def test_head_and_health(server: Server) -> None:
    with server.client() as client:
        assert client.head("/items/5").status_code == 405
        assert client.get("/health").status_code == 200

    assert the(server.requests("/items/5"))["api_method"] == "HEAD"
    assert server.requests("/health", at_least=0) == []


@pytest.mark.parametrize(
    "sent", ["a b", 'x"}, {"level":"error', "é", "a" * 129, "-dash", "../etc", ""], ids=lambda text: text[:12]
)
def test_an_id_that_is_not_fit_is_replaced(server: Server, sent: str) -> None:
    path = f"/own-id-not/{sent.encode().hex()[:20]}"
    with server.client() as client:
        answer = client.get(path, headers={"X-Request-ID": sent.encode()})

    assert re.fullmatch("[0-9a-f]{32}", answer.headers["x-request-id"])
    assert the(server.requests(path))["request_id"] == answer.headers["x-request-id"]


def test_a_header_cannot_be_injected_by_an_id(server: Server) -> None:
    host, _, port = server.url.removeprefix("http://").partition(":")
    with socket.create_connection((host, int(port)), timeout=10) as connection:
        connection.sendall(b"GET /items/9 HTTP/1.1\r\nHost: x\r\nX-Request-ID: a\x0bSet-Cookie: b\r\n\r\n")
        answer = connection.recv(4096)

    assert b"Set-Cookie" not in answer


def test_the_trace_id_of_a_caller_is_the_id(server: Server) -> None:
    trace = "4bf92f3577b34da6a3ce929d0e0e4736"
    with server.client() as client:
        answer = client.get("/items/2", headers={"traceparent": f"00-{trace}-00f067aa0ba902b7-01"})
        chosen = client.get("/own-id").headers.get_list("x-request-id")

    assert answer.headers["x-request-id"] == trace
    assert chosen == ["chosen-by-the-endpoint"]


def test_huge_headers_and_paths_are_answered_and_logged(server: Server) -> None:
    path = "/" + "a" * 5000
    with server.client() as client:
        assert client.get(path, headers={"X-Big": "b" * 20_000}).status_code in (404, 431)
        assert client.get("/%0a%00%1b[31m").status_code == 404

    assert server.requests("/\n\x00\x1b[31m")[0]["status_code"] == 404


def test_websockets(server: Server) -> None:
    from websockets.exceptions import InvalidStatus
    from websockets.sync.client import connect

    url = server.url.replace("http", "ws", 1)
    with connect(f"{url}/ws/blue", proxy=None) as socket_:
        socket_.send("hello")
        assert socket_.recv() == "hello"
        socket_.send("bye")
        with pytest.raises(Exception, match="1000"):
            socket_.recv()
    with pytest.raises(InvalidStatus):
        connect(f"{url}/ws/refused", proxy=None)
    with connect(f"{url}/ws/red", proxy=None) as socket_:
        socket_.send("crash")
        with pytest.raises(Exception, match=r"1011|1006|no close"):
            socket_.recv()

    blue, red = the(server.requests("/ws/blue")), the(server.requests("/ws/red"))
    assert (blue["level"], blue["close_code"], blue["route"], blue["room"]) == ("info", 1000, "/ws/{room}", "blue")
    assert (blue["messages_received"], blue["messages_sent"]) == (2, 1)
    assert the(server.requests("/ws/refused"))["close_code"] == 403
    assert (red["level"], red["close_code"], red["exception"]["type"]) == ("error", 1011, "ValueError")
    assert "Exception in ASGI application" not in server.stderr


def test_a_request_that_shutdown_cancels_is_told(tmp_path: Path) -> None:
    with serving(tmp_path, *UVICORN, "--timeout-graceful-shutdown", "1", service=SERVICE) as server:
        asking = threading.Thread(target=_ask_in_vain, args=(server, "/slow?seconds=30"))
        asking.start()
        time.sleep(0.5)
        server.process.send_signal(signal.SIGTERM)
        server.process.wait(20)
        asking.join(20)
        record = the(server.requests("/slow"))

    assert (record["status_code"], record["cancelled"]) == (500, True)
    assert "Exception in ASGI application" not in server.stderr


def _ask_in_vain(server: Server, path: str) -> None:
    with pytest.raises(httpx.HTTPError), server.client() as client:
        client.get(path).raise_for_status()


FAILING = """
from contextlib import asynccontextmanager
from fastapi import FastAPI
import foundry_logging
from foundry_logging.asgi import instrument

@asynccontextmanager
async def lifespan(_):
    raise ConnectionError("no database")
    yield

app = FastAPI(lifespan=lifespan)
instrument(app)
"""


def test_a_start_that_fails_is_one_critical_record(tmp_path: Path) -> None:
    with pytest.raises(NotStartedError), serving(tmp_path, *UVICORN, service=FAILING):
        raise AssertionError("it has started")
    text = (tmp_path / "logs" / "fastapi-foundry-structured.jsonl").read_text(encoding="utf-8")
    critical = [record for record in map(json.loads, text.splitlines()) if record["level"] == "critical"]

    assert len(critical) == 1
    assert "ConnectionError" in json.dumps(critical)


def test_four_workers_log_each_request_once(tmp_path: Path) -> None:
    with serving(tmp_path, *UVICORN, "--workers", "4", service=SERVICE, workers=4) as server:
        with server.client() as client:
            ids = {client.get(f"/items/{number}").headers["x-request-id"] for number in range(1000, 1060)}
        server.requests("/items/1059")
        records = [record for record in server.records if record.get("route") == "/items/{number}"]

    assert len(ids) == len(records) == 60
    assert {record["request_id"] for record in records} == ids


INSIDE = """
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.base import BaseHTTPMiddleware
from starlette.responses import PlainTextResponse
from starlette.routing import Route
from foundry_logging import bind_context, configure
from foundry_logging.asgi import RequestLogMiddleware, instrument

class Outer(BaseHTTPMiddleware):
    async def dispatch(self, request, call_next):
        bind_context(tenant="acme")
        return await call_next(request)

async def answer(request):
    if request.url.path == "/crash":
        raise ValueError("no")
    bind_context(item=1)
    return PlainTextResponse("ok")

configure()
app = Starlette(
    routes=[Route("/ok", answer), Route("/crash", answer)],
    middleware=[Middleware(Outer), Middleware(RequestLogMiddleware)],
)
if TWICE:
    instrument(app)
    instrument(app)
"""


@pytest.mark.parametrize("twice", [False, True], ids=["inside of others", "outermost as well"])
def test_inside_of_another_middleware_each_request_is_told_once(tmp_path: Path, twice: bool) -> None:
    with serving(tmp_path, *UVICORN, service=INSIDE.replace("TWICE", str(twice))) as server:
        assert (server.get("/ok"), server.get("/crash")) == (200, 500)
        ok, crash = the(server.requests("/ok")), the(server.requests("/crash"))

    assert (ok["tenant"], ok["item"], ok["status_code"]) == ("acme", 1, 200)
    assert (crash["status_code"], crash["exception"]["type"]) == (500, "ValueError")
    assert "Exception in ASGI application" not in server.stderr
    assert len([record for record in server.records if "exception" in record]) == 1
