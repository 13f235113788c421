"""``docs/runtime.md`` says what is true: its snippets run, its table has every variable, its keys are the schema's."""

from __future__ import annotations

import json
import re
from importlib.resources import files as resources
from pathlib import Path

import pytest

from foundry_logging._config import VARIABLES

PAGE = Path(__file__).parents[2].joinpath("docs", "runtime.md").read_text(encoding="utf-8")
SNIPPETS = re.findall(r"^```python\n(.*?)^```", PAGE, flags=re.MULTILINE | re.DOTALL)


def test_the_programs_snippet_runs_as_it_stands(files):
    exec(compile(SNIPPETS[0], "docs/runtime.md", "exec"), {"__name__": "snippet"})
    records = files.records()
    assert [record["message"] for record in records] == [
        "Model loaded",
        "Killed 3 of 9",
        records[2]["message"],
        "Could not divide",
        "API запрос: POST /api/v1/generate 200 (0.420s)",
        "Операция с моделью: generate qwen-chat success",
        "Answered",
    ]
    assert (records[-1]["request_id"], records[-1]["user_id"]) == ("r-1", 7)


def test_the_tests_snippet_runs_and_fails_as_it_stands():
    from foundry_logging import get_logger
    from foundry_logging.testing import capture_logs

    namespace = {"logger": get_logger("docs")}
    exec(compile(SNIPPETS[1], "docs/runtime.md", "exec"), namespace)
    with capture_logs() as logs:
        namespace["test_the_answer_is_logged"](logs)
    with pytest.raises(AssertionError) as failure:
        logs.assert_logged("Answered", model_id="gpt")
    assert f"```\n{failure.value}\n```" in PAGE
    assert len(SNIPPETS) == 2


def test_the_first_commands_print_what_the_page_shows(run, tmp_path):
    command, shown, _, line = re.search(r"```console\n\$ (.*)\n(.*)\n(.*)\n(.*)\n```", PAGE).groups()
    code = re.fullmatch(r"python -c '(.*)'", command)[1]
    done = run(code)
    assert done.stderr.partition(" | ")[2] == shown.partition(" | ")[2] + "\n"
    written = json.loads((tmp_path / "logs" / "fastapi-foundry-structured.jsonl").read_text())
    expected = json.loads(line)
    assert list(written) == list(expected)
    changing = {"timestamp", "ts", "pid", "seq"}
    assert {key: written[key] for key in written.keys() - changing} == {
        key: expected[key] for key in expected.keys() - changing
    }


@pytest.mark.parametrize("variable", VARIABLES, ids=lambda variable: variable.name)
def test_every_variable_is_in_the_table_with_its_option(variable):
    assert f"| `{variable.name}` | `{variable.option}` |" in PAGE


def test_the_table_has_no_variable_that_does_not_exist():
    named = set(re.findall(r"`((?:LOG|FASTAPI_FOUNDRY)_[A-Z_]+)`", PAGE))
    assert named == {variable.name for variable in VARIABLES}


def test_every_key_of_the_schema_is_explained():
    schema = json.loads(resources("foundry_logging").joinpath("schema.json").read_text(encoding="utf-8"))
    table = PAGE.partition("## The JSON line")[2].partition("```")[0]
    assert {key for key in schema["properties"] if f"`{key}`" not in table} == {"stack_info"}
