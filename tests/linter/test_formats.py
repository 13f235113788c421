"""``check --output-format sarif|github|junit``: what other programs read must be what they expect."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import jsonschema
import pytest

from flake8_foundry_logging.cli import main

URI = r"^[A-Za-z0-9._~:/?#@!$&'()*+,;=%-]+$"
SARIF: dict[str, Any] = {
    "type": "object",
    "required": ["version", "runs"],
    "properties": {
        "$schema": {"type": "string", "format": "uri"},
        "version": {"const": "2.1.0"},
        "runs": {"type": "array", "items": {"$ref": "#/definitions/run"}},
    },
    "additionalProperties": False,
    "definitions": {
        "message": {"type": "object", "required": ["text"], "properties": {"text": {"type": "string", "minLength": 1}}},
        "run": {
            "type": "object",
            "required": ["tool"],
            "properties": {
                "tool": {
                    "type": "object",
                    "required": ["driver"],
                    "properties": {
                        "driver": {
                            "type": "object",
                            "required": ["name"],
                            "properties": {"rules": {"type": "array", "items": {"$ref": "#/definitions/rule"}}},
                        }
                    },
                },
                "columnKind": {"enum": ["utf16CodeUnits", "unicodeCodePoints"]},
                "invocations": {"type": "array", "items": {"$ref": "#/definitions/invocation"}},
                "results": {"type": "array", "items": {"$ref": "#/definitions/result"}},
                "properties": {"type": "object"},
            },
            "additionalProperties": False,
        },
        "rule": {
            "type": "object",
            "required": ["id"],
            "properties": {
                "id": {"type": "string"},
                "name": {"type": "string"},
                "shortDescription": {"$ref": "#/definitions/message"},
                "fullDescription": {"$ref": "#/definitions/message"},
            },
            "additionalProperties": False,
        },
        "invocation": {
            "type": "object",
            "required": ["executionSuccessful"],
            "properties": {
                "executionSuccessful": {"type": "boolean"},
                "toolExecutionNotifications": {"type": "array", "items": {"$ref": "#/definitions/notification"}},
            },
            "additionalProperties": False,
        },
        "notification": {
            "type": "object",
            "required": ["message"],
            "properties": {
                "level": {"enum": ["none", "note", "warning", "error"]},
                "message": {"$ref": "#/definitions/message"},
                "locations": {"type": "array", "items": {"$ref": "#/definitions/location"}},
            },
            "additionalProperties": False,
        },
        "result": {
            "type": "object",
            "required": ["message"],
            "properties": {
                "ruleId": {"type": "string"},
                "ruleIndex": {"type": "integer", "minimum": -1},
                "level": {"enum": ["none", "note", "warning", "error"]},
                "message": {"$ref": "#/definitions/message"},
                "locations": {"type": "array", "items": {"$ref": "#/definitions/location"}},
                "properties": {"type": "object"},
            },
            "additionalProperties": False,
        },
        "location": {
            "type": "object",
            "properties": {
                "physicalLocation": {
                    "type": "object",
                    "properties": {
                        "artifactLocation": {
                            "type": "object",
                            "properties": {
                                "uri": {"type": "string", "pattern": r"^[A-Za-z0-9._~:/?#@!$&'()*+,;=%-]+$"}
                            },
                        },
                        "region": {
                            "type": "object",
                            "properties": {
                                name: {"type": "integer", "minimum": 1}
                                for name in ("startLine", "startColumn", "endLine", "endColumn")
                            },
                            "additionalProperties": False,
                        },
                    },
                    "additionalProperties": False,
                }
            },
            "additionalProperties": False,
        },
    },
}
"""The part of OASIS's schema of SARIF 2.1.0 that a log of ours has, stricter: what is not named here is not written."""


@pytest.fixture(autouse=True)
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    folder = tmp_path / "Папка, 100%"
    folder.mkdir()
    (folder / "a b.py").write_text("def f(имя):\n    x = '😀'; print(f'<{имя}> & \"{x}\"')\n", encoding="utf-8")
    (tmp_path / "broken.py").write_text("print(1)\ndef f(:\n", encoding="utf-8")
    (tmp_path / "clean.py").write_text("x = 1\n", encoding="utf-8")


def report(capsys: pytest.CaptureFixture[str], form: str, *arguments: str) -> str:
    assert main(["check", "--isolated", "--no-cache", "--output-format", form, *arguments]) == 2
    return capsys.readouterr().out


def test_sarif_is_valid_and_its_columns_count_characters(capsys: pytest.CaptureFixture[str]) -> None:
    log = json.loads(report(capsys, "sarif"))
    jsonschema.validate(log, SARIF)
    run = log["runs"][0]
    assert run["columnKind"] == "unicodeCodePoints"
    assert [rule["id"] for rule in run["tool"]["driver"]["rules"]] == ["LGF101"]
    (result,) = run["results"]
    assert (result["ruleId"], result["ruleIndex"]) == ("LGF101", 0)
    place = result["locations"][0]["physicalLocation"]
    assert place["artifactLocation"]["uri"] == "%D0%9F%D0%B0%D0%BF%D0%BA%D0%B0%2C%20100%25/a%20b.py"
    assert place["region"] == {"startLine": 2, "startColumn": 14, "endLine": 2, "endColumn": 39}


def test_sarif_tells_of_files_that_could_not_be_checked(capsys: pytest.CaptureFixture[str]) -> None:
    (invocation,) = json.loads(report(capsys, "sarif", "broken.py"))["runs"][0]["invocations"]
    assert not invocation["executionSuccessful"]
    (told,) = invocation["toolExecutionNotifications"]
    assert told["locations"][0]["physicalLocation"] == {
        "artifactLocation": {"uri": "broken.py"},
        "region": {"startLine": 2},
    }


def test_an_absolute_path_is_a_file_uri(capsys: pytest.CaptureFixture[str]) -> None:
    path = Path("broken.py").resolve()
    log = json.loads(report(capsys, "sarif", str(path)))
    told = log["runs"][0]["invocations"][0]["toolExecutionNotifications"][0]
    assert told["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] == path.as_uri()


def test_a_github_command_is_one_line_with_its_separators_escaped(capsys: pytest.CaptureFixture[str]) -> None:
    finding, problem = report(capsys, "github").splitlines()
    assert finding.startswith(
        "::warning file=Папка%2C 100%25/a b.py,line=2,col=14,endLine=2,endColumn=39,title=LGF101 print-call::"
    )
    assert problem.startswith("::error file=broken.py,line=2::it does not parse: ")


def test_junit_is_xml_that_counts_findings_as_failures(capsys: pytest.CaptureFixture[str]) -> None:
    root = ElementTree.fromstring(report(capsys, "junit").encode())
    assert dict(root.attrib, name="") == {"name": "", "tests": "3", "failures": "1", "errors": "1"}
    suites = {suite.attrib["name"]: suite for suite in root}
    assert [case.attrib["name"] for case in suites["./clean.py"]] == ["no findings"]
    (case,) = suites["./Папка, 100%/a b.py"]
    assert case.attrib["name"] == "LGF101 print-call 2:14"
    (failure,) = case
    assert failure.attrib["type"] == "LGF101"
    (broken,) = suites["./broken.py"]
    assert [child.tag for child in broken] == ["error"]
