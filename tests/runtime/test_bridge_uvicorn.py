"""A real uvicorn, asked over loopback: its records reach our files once each, redacted, however it was started."""

from __future__ import annotations

import json
import re
import threading
from collections import Counter
from functools import partial
from typing import TYPE_CHECKING

import pytest

from tests.servers import Server, serving

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractContextManager
    from pathlib import Path

pytestmark = pytest.mark.slow

SERVICE = """
import foundry_logging

{configure}
logger = foundry_logging.get_logger("service")

async def app(scope, receive, send):
    if scope["type"] == "lifespan":
        while True:
            message = await receive()
            await send({{"type": message["type"] + ".complete"}})
            if message["type"] == "lifespan.shutdown":
                return
    logger.info("asked", path=scope["path"])
    if scope["path"] == "/crash":
        password = "hunter2"
        raise ValueError(f"{{password=}}")
    await send({{"type": "http.response.start", "status": 200, "headers": []}})
    await send({{"type": "http.response.body", "body": b"ok"}})
"""
CONFIGURE = "foundry_logging.configure()"
RUN = """
if __name__ == "__main__":
    import uvicorn
    uvicorn.run({app}, port=0{more})
"""


@pytest.fixture
def serve(tmp_path: Path) -> Callable[..., AbstractContextManager[Server]]:
    return partial(serving, tmp_path)


def check(server: Server, *, requests: int) -> None:
    """What holds however it was started, after ``requests`` requests and the end of the service."""
    access = server.of("uvicorn.access")
    paths = Counter(
        match[1] for line in access if (match := re.search(r'"GET /(\d+)\?token=\*\*\* HTTP/1.1" 200', line))
    )
    assert paths == {str(number): 1 for number in range(requests)}
    assert len(server.of("service")) == requests + 1
    (crash,) = (record for record in server.records if "Exception in ASGI application" in record["message"])
    assert (crash["logger"], crash["level"], crash["exception"]["type"]) == ("uvicorn.error", "error", "ValueError")
    assert "password='***'" in crash["exception"]["stack"]
    assert server.of("uvicorn.error").count("Application startup complete.") >= 1
    written = json.dumps(server.records)
    assert "hunter2" not in written
    assert "abcdef0123456789" not in written
    assert "color_message" not in written


def ask(server: Server, requests: int) -> None:
    for number in range(requests):
        assert server.get(f"/{number}?token=abcdef0123456789") == 200
    assert server.get("/crash") == 500


@pytest.mark.parametrize(
    ("app", "command"),
    [
        ("app", ("service.py",)),
        ('"service:app"', ("service.py",)),
        (None, ("-m", "uvicorn", "service:app", "--port", "0")),
    ],
    ids=["run(app)", "run('module:app')", "uvicorn module:app"],
)
def test_records_of_uvicorn_are_in_our_files_once_each_and_redacted(serve, app, command):
    service = SERVICE.format(configure=CONFIGURE) + ("" if app is None else RUN.format(app=app, more=""))
    with serve(*command, service=service) as server:
        ask(server, 3)
    check(server, requests=3)
    assert any(message.startswith("Finished server process") for message in server.of("uvicorn.error"))


def test_four_workers_write_each_record_once_into_the_same_files(serve):
    service = SERVICE.format(configure=CONFIGURE)
    with serve("-m", "uvicorn", "service:app", "--port", "0", "--workers", "4", service=service, workers=4) as server:
        threads = [threading.Thread(target=lambda n=n: server.get(f"/{n}?token=abcdef0123456789")) for n in range(40)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert server.get("/crash") == 500
    check(server, requests=40)
    assert server.of("uvicorn.error").count("Application startup complete.") == 4
    started = {record["pid"] for record in server.records if record["message"] == "Application startup complete."}
    assert len(started) == 4
    assert {record["pid"] for record in server.records} == started


def test_in_dev_mode_the_terminal_shows_each_of_its_records_once(serve):
    service = SERVICE.format(configure=CONFIGURE) + RUN.format(app="app", more="")
    with serve("service.py", service=service, mode="dev") as server:
        ask(server, 1)
    assert server.stderr.count("Application startup complete.") == 1
    assert server.stderr.count("Exception in ASGI application") == 1
    assert server.stderr.count("asked") == 2


def test_an_access_log_that_was_switched_off_stays_off(serve):
    service = SERVICE.format(configure=CONFIGURE) + RUN.format(app="app", more=", access_log=False")
    with serve("service.py", service=service) as server:
        assert server.get("/0") == 200
    assert server.of("uvicorn.access") == []
    assert "Application startup complete." in server.of("uvicorn.error")


def test_a_service_that_never_called_configure_leaves_uvicorns_records_alone(serve):
    with serve("-m", "uvicorn", "service:app", "--port", "0", service=SERVICE.format(configure="")) as server:
        assert server.get("/0") == 200
    assert {record["logger"] for record in server.records} == {"service"}
