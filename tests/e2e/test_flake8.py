"""The plugin in real flake8 processes, each case beside foundry-lint on the same files."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.e2e.commands import flake8, foundry_lint

if TYPE_CHECKING:
    from pathlib import Path

PRINT = "def f():\n    print(1)\n"
CLICK = "import click\n\n\n@click.command()\ndef f():\n    print(1)\n"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    (tmp_path / "lib.py").write_text(PRINT)
    (tmp_path / "tool.py").write_text(CLICK)
    return tmp_path


def codes(output: str) -> list[str]:
    """``path CODE`` of each finding of ours."""
    lines = (line.split(":", 3) for line in output.splitlines())
    return [f"{path.removeprefix('./')} {text.split()[0]}" for path, _, _, text in lines if text.startswith(" LGF")]


LIB = ["lib.py LGF101"]
BOTH = ["lib.py LGF101", "tool.py LGF106"]
TOOL = ["tool.py LGF106"]


@pytest.mark.parametrize(
    ("arguments", "configuration", "expected"),
    [
        ([], "", LIB),
        ([], "ignore = E203\n", LIB),
        (["--select=LGF"], "", LIB),
        (["--extend-select=LGF106"], "", BOTH),
        (["--extend-select=LGF106"], "ignore = E203\n", BOTH),
        ([], "select = E,F,LGF1\n", BOTH),
        ([], "select = E,F,LGF\n", LIB),
        ([], "select = E,F\n", []),
        ([], "select = LGF\nfoundry-enable = LGF106\n", BOTH),
        ([], "foundry-profile = guide\n", LIB),
        ([], "extend-select = LGF106\nper-file-ignores =\n    lib.py:LGF1\n    other.py:LGF1\n", TOOL),
        ([], "extend-ignore = LGF10\n", []),
        ([], "extend-ignore = LGF1\nextend-select = LGF101\n", LIB),
        ([], "foundry-cli-paths = lib.py\nfoundry_enable = LGF106\n", ["lib.py LGF106", "tool.py LGF106"]),
        ([], "extend-exclude = lib.py\n", []),
    ],
)
def test_flake8_and_foundry_lint_show_the_same(
    arguments: list[str], configuration: str, expected: list[str], project: Path
) -> None:
    (project / "setup.cfg").write_text(f"[flake8]\n{configuration}")
    theirs = flake8(".", *arguments, cwd=project)
    ours = foundry_lint("check", ".", *arguments, cwd=project)

    assert codes(theirs.stdout) == codes(ours.stdout) == expected, theirs.stderr + ours.stderr
    assert ours.returncode == bool(expected)


COMMENTED = """\
def f():
    print(1)  # noqa: LGF101
    x = 1  # noqa: LGF101
    y = 'Привет 🌍'  # noqa: E501, LGF101,LGF106
    z = 1  # noqa
    return x, y, z  # noqa: LGF101, LGF901
"""
NOT_SHOWN = ["lib.py LGF901", "lib.py LGF901"]


@pytest.mark.parametrize(
    ("arguments", "configuration", "expected"),
    [
        ([], "", []),
        (["--select=LGF"], "", []),
        (["--extend-select=LGF901"], "", NOT_SHOWN),
        ([], "select = LGF\nfoundry-enable = LGF901\n", NOT_SHOWN),
        # a rule that did not run is not judged, one that was turned on is
        (["--extend-select=LGF901,LGF106"], "", [*NOT_SHOWN, "lib.py LGF901"]),
        (["--select=LGF901"], "", []),
        (["--extend-select=LGF901", "--extend-ignore=LGF101"], "", []),
        # files differ in what is shown, not in what is found
        (["--extend-select=LGF901"], "per-file-ignores = lib.py:LGF101\n", NOT_SHOWN),
        (["--extend-select=LGF901"], "per-file-ignores = lib.py:LGF901\n", []),
        (["--extend-select=LGF901", "--disable-noqa"], "", ["lib.py LGF101"]),
        (["--extend-select=LGF901"], "disable-noqa = true\n", ["lib.py LGF101"]),
    ],
)
def test_both_name_the_comments_that_suppress_nothing(
    arguments: list[str], configuration: str, expected: list[str], project: Path
) -> None:
    (project / "lib.py").write_text(COMMENTED, encoding="utf-8")
    (project / "tool.py").unlink()
    (project / "setup.cfg").write_text(f"[flake8]\n{configuration}")
    theirs = flake8(".", *arguments, cwd=project)
    ours = foundry_lint("check", ".", *arguments, cwd=project)
    of_ours = [line for line in theirs.stdout.splitlines() if line.split(":", 3)[3].startswith(" LGF")]

    assert codes(theirs.stdout) == codes(ours.stdout) == expected, theirs.stderr + ours.stderr
    assert of_ours == ours.stdout.splitlines()


def test_a_configuration_above_means_the_same_in_a_folder_below(project: Path) -> None:
    (project / "setup.cfg").write_text(
        "[flake8]\nexclude = below/gen.py\nper-file-ignores =\n    below/a.py:LGF101\n    ./b.py:LGF101\n"
    )
    (project / "below").mkdir()
    for name in ("a.py", "b.py", "gen.py"):
        (project / "below" / name).write_text(PRINT)
    theirs = codes(flake8(cwd=project / "below").stdout)

    assert theirs == ["a.py LGF101"]
    assert codes(foundry_lint("check", cwd=project / "below").stdout) == theirs


def test_lines_are_the_same_text(project: Path) -> None:
    (project / "lib.py").write_text("def f():\n    x = 'Привет 🌍'; print(x)\n    print(2)  # noqa: LGF101\n")
    theirs = flake8("--select=LGF", cwd=project)
    ours = foundry_lint("check", cwd=project)

    assert theirs.stdout == ours.stdout
    assert ours.stdout.startswith("./lib.py:2:21: LGF101 ")


def test_several_processes_find_what_one_finds(project: Path) -> None:
    for number in range(12):
        (project / f"lib{number}.py").write_text(PRINT)
    serial = flake8("--select=LGF", "-j1", cwd=project)
    parallel = flake8("--select=LGF", "-j3", "--foundry-secret-words=pin", cwd=project)

    assert serial.stdout == parallel.stdout
    assert len(codes(serial.stdout)) == 13


def test_standard_input_goes_by_its_display_name(project: Path) -> None:
    arguments = ("-", "--select=LGF", "--stdin-display-name", "pkg/lib.py")
    assert codes(flake8(*arguments, cwd=project, stdin=PRINT.encode()).stdout) == ["pkg/lib.py LGF101"]

    ignoring = (*arguments, "--per-file-ignores=pkg/*:LGF1")
    assert codes(flake8(*ignoring, cwd=project, stdin=PRINT.encode()).stdout) == []
    assert codes(foundry_lint("check", *ignoring, cwd=project, stdin=PRINT.encode()).stdout) == []


def test_the_options_are_in_flake8s_help_and_the_plugin_in_its_version(project: Path) -> None:
    assert "--foundry-cli-paths" in flake8("--help", cwd=project).stdout
    assert "foundry-logging" in flake8("--version", cwd=project).stdout


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("setup.cfg", "[flake8]\nfoundry-profile = all\n", "foundry-profile: 'all' is no profile"),
        ("pyproject.toml", "[tool.foundry-logging\n", "pyproject.toml: it cannot be read"),
        ("pyproject.toml", "[tool.foundry-logging]\nxyz = 1\n", "pyproject.toml: [tool.foundry-logging] xyz"),
    ],
)
def test_a_wrong_option_ends_flake8_with_a_message_and_no_traceback(
    name: str, text: str, said: str, project: Path
) -> None:
    (project / name).write_text(text)
    done = flake8(".", cwd=project)

    assert done.returncode == 1
    assert said in done.stdout
    assert "Traceback" not in done.stdout + done.stderr


def test_deep_code_that_flake8_itself_survives_is_checked(project: Path) -> None:
    total = "x = " + " + ".join(["1"] * 250) + "\n"
    branches = "def f(x):\n    if x == 0:\n        print(x)\n"
    branches += "".join(f"    elif x == {n}:\n        print(x)\n" for n in range(1, 90))
    (project / "lib.py").write_text(total + branches)
    done = flake8("lib.py", "--select=LGF,E999,C", cwd=project)

    assert len(codes(done.stdout)) == 90
    assert "LGF900" not in done.stdout
    assert "Traceback" not in done.stderr
