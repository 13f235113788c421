"""Whom a piece of code speaks to: a library's caller, whoever runs a script, or the user of a command line."""

from __future__ import annotations

import ast

import pytest

from flake8_foundry_logging.core.module import Module
from flake8_foundry_logging.core.options import Options
from flake8_foundry_logging.core.source import Source
from flake8_foundry_logging.rules._output import Output, OutputKind
from flake8_foundry_logging.rules._program import Audience, Program, is_main_guard


def audiences(code: str, path: str = "service.py", cli_paths: tuple[str, ...] = ()) -> list[Audience]:
    """The audience of each print of a file, in source order."""
    module = Module(Source(code, path), Options(cli_paths=cli_paths))
    return [output.audience for output in module.views(Output)]


@pytest.mark.parametrize(
    ("test", "expected"),
    [
        ("__name__ == '__main__'", True),
        ("'__main__' == __name__", True),
        ("__name__ in ('__main__', '__mp_main__')", True),
        ("__name__ == '__main__' and ready", True),
        ("__name__ != '__main__'", False),
        ("__name__ == '__main__' or ready", False),
        ("__name__ == 'main'", False),
        ("name == '__main__'", False),
    ],
)
def test_a_main_guard_holds_only_in_the_module_that_is_run(test: str, expected: bool) -> None:
    assert is_main_guard(ast.parse(test, mode="eval").body) == expected


@pytest.mark.parametrize(
    ("path", "patterns", "expected"),
    [
        ("service.py", (), Audience.LIBRARY),
        ("shop/cli.py", (), Audience.COMMAND_LINE),
        ("shop/cli/rows.py", (), Audience.COMMAND_LINE),
        ("shop/admin_cli.py", (), Audience.COMMAND_LINE),
        ("shop/client.py", (), Audience.LIBRARY),
        ("shop/clip/rows.py", (), Audience.LIBRARY),
        ("shop/management/commands/rows.py", (), Audience.COMMAND_LINE),
        ("shop/commands/rows.py", (), Audience.COMMAND_LINE),
        ("shop/commanders/rows.py", (), Audience.LIBRARY),
        ("shop/__main__.py", (), Audience.SCRIPT),
        ("manage.py", (), Audience.SCRIPT),
        ("tools/rows.py", ("tools/*",), Audience.COMMAND_LINE),
        ("C:\\work\\tools\\rows.py", ("tools/*",), Audience.COMMAND_LINE),
        ("src/tools/deep/rows.py", ("tools/*",), Audience.COMMAND_LINE),
        ("mytools/rows.py", ("tools/*",), Audience.LIBRARY),
    ],
)
def test_a_path_tells_what_a_file_is(path: str, patterns: tuple[str, ...], expected: Audience) -> None:
    assert audiences("def load():\n    print('x')\n", path, patterns) == [expected]


def test_a_helper_belongs_to_the_program_while_only_the_program_uses_it() -> None:
    program = (
        "def a():\n    print('x')\n\n\ndef b():\n    a()\n\n\ndef main():\n    b()\n\n\n"
        "if __name__ == '__main__':\n    main()\n"
    )
    assert audiences(program) == [Audience.SCRIPT]
    assert audiences(program + "\n\ndef public():\n    a()\n") == [Audience.LIBRARY]
    assert audiences("__all__ = ['a']\n" + program) == [Audience.LIBRARY]


def test_a_function_that_calls_itself_is_not_used_by_that() -> None:
    recursive = "def a(n):\n    print('x')\n    a(n - 1)\n\n\n"
    assert audiences(recursive + "if __name__ == '__main__':\n    a(3)\n") == [Audience.SCRIPT]
    assert audiences(recursive) == [Audience.LIBRARY]


def test_methods_stay_library_code_beside_a_command_line() -> None:
    code = (
        "import argparse\n\n\nclass Client:\n    def get(self):\n        print(1)\n\n\n"
        "def main():\n    Client().get()\n"
    )
    assert audiences(code) == [Audience.LIBRARY]


def test_a_class_with_a_command_method_is_a_command_with_all_its_methods() -> None:
    code = (
        "import argparse\n\n\nclass Command:\n    def run(self, opts: argparse.Namespace):\n        self.show()\n\n"
        "    def show(self):\n        print(1)\n"
    )
    assert audiences(code) == [Audience.COMMAND_LINE]


def test_an_import_for_type_checkers_counts_as_use_of_the_framework() -> None:
    code = (
        "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    import argparse\n\n\n"
        "def load(args: 'argparse.Namespace'):\n    ...\n\n\ndef main():\n    print(1)\n"
    )
    assert audiences(code) == [Audience.COMMAND_LINE]


def test_the_program_is_worked_out_once_a_file() -> None:
    module = Module(Source("print(1)\n", "a.py"))
    assert Program.of(module) is Program.of(module)


def test_an_output_names_what_writes_without_the_builtins() -> None:
    code = "import sys\nimport pprint\nprint(1)\npprint.pp(2)\nsys.stdout.write('3')\n"
    module = Module(Source(code, "a.py"))
    assert [(output.kind, output.name) for output in module.views(Output)] == [
        (OutputKind.PRINT, "print"),
        (OutputKind.PPRINT, "pprint.pp"),
        (OutputKind.STREAM, "sys.stdout.write"),
    ]


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("examples/hello.py", Audience.COMMAND_LINE),
        ("pipelines/example_dags/hello.py", Audience.COMMAND_LINE),
        ("benchmarks/speed.py", Audience.COMMAND_LINE),
        ("tests/fixtures/hello.py", Audience.COMMAND_LINE),
        ("tests/test_hello.py", Audience.COMMAND_LINE),
        ("tests/conftest.py", Audience.COMMAND_LINE),
        ("test_hello.py", Audience.COMMAND_LINE),
        ("t/unit/hello.py", Audience.COMMAND_LINE),
        ("service/t/hello.py", Audience.LIBRARY),
        ("shop/integration_tests/hello.py", Audience.COMMAND_LINE),
        ("shop/test_utils/hello.py", Audience.COMMAND_LINE),
        ("shop/testimony/hello.py", Audience.LIBRARY),
        ("/srv/shop-1.2.0/tests/deep/hello.py", Audience.COMMAND_LINE),
        ("/srv/tests/shop-1.2.0/service/hello.py", Audience.LIBRARY),
        ("service/example_hook.py", Audience.COMMAND_LINE),
        ("service/bench_load.py", Audience.COMMAND_LINE),
        ("service/_vendor/hello.py", Audience.COMMAND_LINE),
        ("versioneer.py", Audience.COMMAND_LINE),
        ("scripts/hello.py", Audience.SCRIPT),
        ("./tools/hello.py", Audience.SCRIPT),
        ("service/tools/hello.py", Audience.LIBRARY),
        ("pkg/hello.py", Audience.LIBRARY),
        ("RELEASING/hello.py", Audience.SCRIPT),
        ("load-tests/hello.py", Audience.COMMAND_LINE),
        ("service/migrations/0001_hello.py", Audience.SCRIPT),
        ("noxfile.py", Audience.SCRIPT),
        ("/home/me/tests/service/hello.py", Audience.LIBRARY),
        ("shop/contest/hello.py", Audience.LIBRARY),
    ],
)
def test_a_folder_or_name_tells_examples_benchmarks_tests_scripts_and_copies(path: str, expected: Audience) -> None:
    assert audiences("def load():\n    print('x')\n", path) == [expected]
