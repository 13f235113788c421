"""The example service as `make serve` runs it: its records, its metrics, and a real Prometheus that scrapes them."""

from __future__ import annotations

import json
import shutil
import socket
import subprocess
import time
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import httpx
import pytest

import foundry_logging
from tests.servers import Server, serving

if TYPE_CHECKING:
    from collections.abc import Iterator

pytestmark = pytest.mark.slow

EXAMPLE = Path(__file__).parents[2] / "examples" / "service"
FILES = Path(foundry_logging.__file__).parent / "prometheus"
UVICORN = ("-m", "uvicorn", "service:app", "--port", "0", "--no-access-log")


@pytest.fixture
def example(tmp_path: Path) -> Iterator[Server]:
    (tmp_path / "model.py").write_text((EXAMPLE / "model.py").read_text(encoding="utf-8"), encoding="utf-8")
    (tmp_path / "metrics").mkdir()
    env = {"PROMETHEUS_MULTIPROC_DIR": "metrics", "LOG_LANG": "en"}
    service = (EXAMPLE / "app.py").read_text(encoding="utf-8")
    with serving(tmp_path, *UVICORN, "--workers", "2", service=service, workers=2, env=env) as server:
        yield server


def ask(server: Server, prompt: str, **more: Any) -> int:
    with server.client() as client:
        return client.post("/generate", json={"prompt": prompt, **more}).status_code


def test_it_logs_what_the_guide_asks_for(example: Server, tmp_path: Path) -> None:
    assert ask(example, "one two three", api_key="sk-" + "a" * 40) == 200
    assert ask(example, "an overflow here") == 503
    assert ask(example, "") == 422
    with example.client() as client:
        assert client.post("/stream", json={"prompt": "a b c"}).text.count("data: ") == 3
        assert client.get("/models/none").status_code == 404
    example.requests("/models/none")
    records = example.records

    messages = [record["message"] for record in records]
    assert messages.count("Starting the model service") == messages.count("The model service is ready") == 2
    generated = [r for r in records if r.get("operation") == "generate"]
    assert [r["status"] for r in generated] == ["success", "error"]
    assert generated[0]["output_tokens"] == 3
    assert generated[0]["tokens_per_second"] > 0
    assert generated[0]["request_id"] == example.requests("/generate")[0]["request_id"]
    loaded = [r for r in records if r.get("operation") == "load"]
    assert all(r["memory_after_mb"] >= r["memory_before_mb"] > 1 for r in loaded)
    assert [r["status_code"] for r in example.requests("/generate")] == [200, 503, 422]
    assert example.requests("/stream")[0]["response"] == "events"
    assert "sk-aaaa" not in "".join(path.read_text(encoding="utf-8") for path in (tmp_path / "logs").glob("*.log"))


@contextmanager
def prometheus(directory: Path, target: str) -> Iterator[httpx.Client]:
    """A Prometheus that scrapes a service each second, with the alert rules that we ship."""
    program = shutil.which("prometheus")
    if program is None:
        pytest.skip("no prometheus here: apt-get install prometheus")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    directory.mkdir()
    shutil.copy(FILES / "alerts.yml", directory)
    config = {
        "global": {"scrape_interval": "1s", "evaluation_interval": "1s"},
        "rule_files": ["alerts.yml"],
        "scrape_configs": [{"job_name": "service", "static_configs": [{"targets": [target]}]}],
    }
    (directory / "prometheus.yml").write_text(json.dumps(config), encoding="utf-8")  # JSON is YAML
    options = (f"--storage.tsdb.path={directory / 'data'}", f"--web.listen-address=127.0.0.1:{port}")
    process = subprocess.Popen(
        [program, f"--config.file={directory / 'prometheus.yml'}", *options],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        with httpx.Client(base_url=f"http://127.0.0.1:{port}", trust_env=False) as client:
            yield client
    finally:
        process.terminate()
        process.wait(30)


def asked(client: httpx.Client, query: str) -> float | None:
    """The value of a query, as soon as there is one."""
    until = time.monotonic() + 30
    while time.monotonic() < until:
        try:
            result = client.get("/api/v1/query", params={"query": query}).json()["data"]["result"]
        except (httpx.HTTPError, KeyError, ValueError):  # it is starting
            result = []
        if result:
            return float(result[0]["value"][1])
        time.sleep(0.3)
    return None


def test_a_real_prometheus_scrapes_it(example: Server, tmp_path: Path) -> None:
    for number in range(20):
        ask(example, "one two three" if number % 5 else "overflow")
    example.requests("/generate", at_least=20)
    with prometheus(tmp_path / "prometheus", example.url.removeprefix("http://")) as client:
        assert asked(client, 'sum(http_requests_total{route="/generate",status="200"})') == 16
        assert asked(client, 'sum(http_requests_total{route="/generate",status="503"})') == 4
        assert asked(client, 'sum(model_tokens_total{kind="output"})') == 48
        assert asked(client, 'sum(model_operations_total{operation="generate",status="error"})') == 4
        assert (asked(client, "sum(service_resident_memory_bytes)") or 0) > 10_000_000
        rules = client.get("/api/v1/rules").json()["data"]["groups"][0]["rules"]
        for rule in rules:
            assert rule["health"] in ("ok", "unknown")
        for panel in json.loads((FILES / "grafana.json").read_text(encoding="utf-8"))["panels"]:
            for target in panel["targets"]:
                answer = client.get("/api/v1/query", params={"query": target["expr"]}).json()
                assert answer["status"] == "success", target["expr"]
