"""``foundry-lint check | fix | rule | checklist``.

What a command needs is imported when it runs, and what all need inside ``main``: an interrupt is one line there.
"""

from __future__ import annotations

import os
import sys

TYPE_CHECKING = False  # typing's own would have to be imported outside main
if TYPE_CHECKING:
    import argparse
    from collections.abc import Sequence
    from typing import Any, NoReturn

    from flake8_foundry_logging.cache import Cache
    from flake8_foundry_logging.reports import Report
    from flake8_foundry_logging.setting_table import Setting, Value
    from flake8_foundry_logging.settings import Settings

__all__ = ["main"]

CLEAN, FOUND, ERROR, INTERRUPTED = 0, 1, 2, 130
EPILOG = "Exit codes: 0 nothing found, 1 findings, 2 a file or an option that cannot be used."
COMMAND_LINE = "command line"
FIX_EPILOG = "Exit codes: 0 every selected finding is fixed, 1 something is left (or would change), 2 error."


def main(argv: Sequence[str] | None = None) -> int:
    """Run a command; returns the exit code and never raises for what a user can do wrong."""
    try:
        return _run(argv)
    except BrokenPipeError:  # the reader (head, less) has seen enough
        _drop_output()
        return ERROR
    except KeyboardInterrupt:
        _tell("foundry-lint: interrupted")
        return INTERRUPTED
    except Exception as error:
        from flake8_foundry_logging.errors import OutputError, UsageError

        if isinstance(error, UsageError):
            _tell(f"foundry-lint: error: {error}")
        else:  # a mistake of ours, told in one line that a report of it can quote
            _tell(f"foundry-lint: error: {_mistake(error)}; please report it")
        if isinstance(error, OutputError):
            _drop_output()
        return ERROR


def _run(argv: Sequence[str] | None) -> int:
    from flake8_foundry_logging.errors import UsageError
    from flake8_foundry_logging.output import writing

    if sys.stderr is None:  # closed before the start; print would take standard output in its place
        sys.stderr = open(os.devnull, "w")  # noqa: SIM115  # as long as the process
    if sys.stdout is None:
        raise UsageError("standard output is closed")
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")  # a file name need not be text in the terminal's encoding
    try:
        arguments = _parser().parse_args(argv)
    except SystemExit:  # --help and --version have printed
        with writing(sys.stdout):
            sys.stdout.flush()
        raise
    code: int = arguments.run(arguments)
    return code


def _tell(line: str) -> None:
    """A line on standard error; where that takes nothing either, the exit code has to do."""
    try:
        print(line, file=sys.stderr, flush=True)
    except OSError:
        _drop(sys.stderr.fileno())


def _drop_output() -> None:
    """Let what is still buffered for standard output go nowhere, so that the interpreter's exit finds it writable."""
    _drop(sys.stdout.fileno())


def _drop(descriptor: int) -> None:
    os.dup2(os.open(os.devnull, os.O_WRONLY), descriptor)


def _mistake(error: BaseException) -> str:
    """An unexpected error with the place that raised it."""
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    place = f" in {trace.tb_frame.f_code.co_filename}:{trace.tb_lineno}" if trace is not None else ""
    return f"{type(error).__name__}: {' '.join(str(error).split())}{place}"


def _parser() -> argparse.ArgumentParser:
    import argparse

    from flake8_foundry_logging.errors import UsageError
    from foundry_logging._version import __version__

    class Parser(argparse.ArgumentParser):
        """Says what is wrong in one line."""

        def error(self, message: str) -> NoReturn:
            raise UsageError(f"{message} (see {self.prog} --help)")

    parser = Parser("foundry-lint", description="Find and fix what breaks the logging checklist.", allow_abbrev=False)
    parser.add_argument("--version", action="version", version=f"foundry-lint {__version__}")
    # prog: argparse would load what measures a terminal to find it out
    commands = parser.add_subparsers(metavar="command", required=True, parser_class=Parser, prog="foundry-lint")

    check = commands.add_parser("check", help="report findings", epilog=EPILOG, allow_abbrev=False)
    _add_paths(check, "text", "json", "sarif", "github", "junit")
    check.add_argument("--statistics", action="store_true", help="also count the findings of each code")
    check.add_argument("--exit-zero", action="store_true", help="exit with 0 although there are findings")
    check.add_argument("--baseline", metavar="FILE", help="report no finding that this file names")
    check.add_argument(
        "--write-baseline", action="store_true", help="write all findings into the baseline and report none"
    )
    check.add_argument("--add-noqa", action="store_true", help="give each finding's line its noqa comment")
    _add_cache(check)
    check.set_defaults(run=_check)

    fix = commands.add_parser("fix", help="rewrite what can be rewritten", epilog=FIX_EPILOG, allow_abbrev=False)
    _add_paths(fix, "text", "json", "sarif")
    fix.add_argument("--diff", action="store_true", help="print what would change and write nothing")
    fix.add_argument("--check", action="store_true", help="say whether anything would change and write nothing")
    fix.add_argument("--unsafe-fixes", action="store_true", help="also make edits that can change what a program does")
    fix.add_argument("--include-tests", action="store_true", help="also change tests, which may print and swallow")
    fix.add_argument(
        "--scope",
        choices=("library", "scripts", "all"),
        default="scripts",
        help="which prints: of libraries, of scripts too (default), of command-line programs too",
    )
    fix.add_argument(
        "--logger",
        choices=("foundry", "structlog", "stdlib"),
        default="foundry",
        help="what is inserted where a file has no logger (default: foundry)",
    )
    fix.set_defaults(run=_fix)

    rule = commands.add_parser("rule", help="explain a rule, or list them", allow_abbrev=False)
    rule.add_argument("rules", nargs="*", metavar="CODE|name", help="a code or a name; none: a list of all rules")
    rule.add_argument("--all", action="store_true", help="explain every rule")
    rule.set_defaults(run=_rule)

    checklist = commands.add_parser(
        "checklist", help="the guide's two lists with their findings", epilog=EPILOG, allow_abbrev=False
    )
    _add_paths(checklist, "text", "json")
    checklist.add_argument("--language", choices=("en", "ru"), default="en", help="of the lists (default: en)")
    checklist.add_argument("--exit-zero", action="store_true", help="exit with 0 although there are findings")
    _add_cache(checklist)
    checklist.set_defaults(run=_checklist)
    return parser


def _add_paths(parser: argparse.ArgumentParser, *formats: str) -> None:
    """What the commands share: paths, output and every setting."""
    parser.add_argument(
        "paths", nargs="*", default=["."], metavar="PATH", help="files, folders, or - for standard input"
    )
    parser.add_argument("--output-format", choices=formats, default="text", help="(default: text)")
    parser.add_argument("--jobs", "-j", type=_jobs, metavar="N", help="processes; auto (the default): as many as pay")
    parser.add_argument("--stdin-display-name", default="stdin", metavar="PATH", help="what - is called")
    _add_settings(parser)


def _add_cache(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--no-cache", action="store_true", help="neither use nor write what earlier runs found")
    parser.add_argument(
        "--cache-dir", metavar="DIR", help="where that is kept (default: .foundry_lint_cache in the current folder)"
    )


def _add_settings(parser: argparse.ArgumentParser) -> None:
    from flake8_foundry_logging.setting_table import SETTINGS, Kind

    group = parser.add_argument_group("settings", "also in flake8's files and, without foundry-, in pyproject.toml")
    group.add_argument("--isolated", action="store_true", help="read no configuration file")
    for setting in SETTINGS:
        names = [f"--{setting.spelled}"] + ([f"--{setting.name}"] if setting.ours else [])
        if setting.kind is Kind.FLAG:
            group.add_argument(*names, dest=setting.key, action="store_const", const="true", help=setting.help)
        else:
            group.add_argument(*names, dest=setting.key, metavar=_metavar(setting), help=setting.help)


def _metavar(setting: Setting) -> str:
    from flake8_foundry_logging.setting_table import Kind

    names = {Kind.CODES: "CODES", Kind.PROFILE: "PROFILE", Kind.BY_FILE: "MAPPING", Kind.NUMBER: "N"}
    return names.get(setting.kind, "LIST")


def _jobs(text: str) -> int | None:
    import argparse

    if text == "auto":
        return None
    if text.isdecimal() and int(text) > 0:
        return int(text)
    raise argparse.ArgumentTypeError(f"{text!r} is neither auto nor a number above 0")


def _settings(arguments: argparse.Namespace, **defaults: Value) -> Settings:
    """The settings of a run.

    Args:
        arguments: the parsed command line.
        defaults: what counts where nothing else says anything.

    Raises:
        SettingsError: an option, wherever it stands, has a value that it cannot have.
    """
    from flake8_foundry_logging.configuration import flake8_layer, pyproject_layer
    from flake8_foundry_logging.rules._index import OUTLINES
    from flake8_foundry_logging.setting_table import SETTINGS, parse_text
    from flake8_foundry_logging.settings import Layer, Settings

    cwd = os.getcwd()
    given = {
        setting.name: parse_text(setting, text, COMMAND_LINE)
        for setting in SETTINGS
        for text in (getattr(arguments, setting.key, None),)
        if text is not None
    }
    files = () if arguments.isolated else (flake8_layer(cwd), pyproject_layer(cwd))
    layers = (Layer(COMMAND_LINE, cwd, given), *files, Layer("defaults", cwd, defaults))
    return Settings.of([layer for layer in layers if layer is not None], OUTLINES)


def _report(arguments: argparse.Namespace, **defaults: Value) -> Report:
    """Check what the command line names; problems go to standard error at once."""
    from flake8_foundry_logging.output import problem_lines

    def settings() -> Settings:
        told = _settings(arguments, **defaults)
        _warn_if_nothing_runs(told)
        return told

    if arguments.no_cache:
        from flake8_foundry_logging.checking import check_paths

        report = check_paths(arguments.paths, settings(), jobs=arguments.jobs, stdin_name=arguments.stdin_display_name)
    else:
        from flake8_foundry_logging.recheck import recheck

        cache = _cache(arguments, defaults)
        report = recheck(arguments.paths, settings, cache, jobs=arguments.jobs, stdin_name=arguments.stdin_display_name)
    for line in problem_lines(report):
        _tell(line)
    return report


def _cache(arguments: argparse.Namespace, defaults: dict[str, Value]) -> Cache:
    """The store of what earlier runs found under the same settings."""
    from flake8_foundry_logging.cache import DEFAULT_FOLDER, Cache, key_of
    from flake8_foundry_logging.setting_table import SETTINGS

    cwd = os.getcwd()
    given = {setting.key: getattr(arguments, setting.key, None) for setting in SETTINGS}
    key = key_of(cwd, {**given, "isolated": arguments.isolated, "defaults": sorted(defaults.items())})
    return Cache(os.path.join(cwd, arguments.cache_dir or DEFAULT_FOLDER), key)


def _warn_if_nothing_runs(settings: Settings) -> None:
    """Say where every rule was left out: a clean result would be a misunderstanding."""
    from flake8_foundry_logging.rules._index import OUTLINES

    if not settings.rules(OUTLINES):
        where = f"select of {settings.select_from}" if settings.select_from else "ignore"
        _tell(f"foundry-lint: {where} leaves no LGF rule, so nothing is checked; --select=LGF")


def _check(arguments: argparse.Namespace) -> int:
    from flake8_foundry_logging.output import summary

    if arguments.add_noqa or arguments.baseline or arguments.write_baseline:
        from flake8_foundry_logging.acceptance import accept

        report, said, accepted = accept(arguments, lambda: _report(arguments))
    else:
        report, said, accepted = _report(arguments), "", False
    _print_report(arguments, report)
    _tell(said + summary(report))
    return CLEAN if accepted and not report.problems else _exit_code(arguments, report)


def _print_report(arguments: argparse.Namespace, report: Report) -> None:
    """The findings on standard output, in the format that was asked for."""
    from flake8_foundry_logging.output import json_report, statistics_lines, text_lines, writing

    with writing(sys.stdout):
        if arguments.output_format == "json":
            _print_json(json_report(report))
        elif arguments.output_format == "sarif":
            from flake8_foundry_logging.sarif import sarif_report

            _print_json(sarif_report(report))
        elif arguments.output_format in ("github", "junit"):
            from flake8_foundry_logging.ci_formats import github_lines, junit_lines

            print("\n".join((github_lines if arguments.output_format == "github" else junit_lines)(report)))
        else:
            for line in text_lines(report):
                print(line)
            if arguments.statistics:
                print("\n".join(statistics_lines(report)))


def _exit_code(arguments: argparse.Namespace, report: Report) -> int:
    if report.problems:
        return ERROR
    return FOUND if report.findings and not arguments.exit_zero else CLEAN


def _fix(arguments: argparse.Namespace) -> int:
    import importlib.util

    from flake8_foundry_logging.errors import UsageError

    if importlib.util.find_spec("libcst") is None:
        raise UsageError("fix needs libcst: pip install 'foundry-logging[lint]'")
    from flake8_foundry_logging.codemods.context import Flavor, Ground
    from flake8_foundry_logging.codemods.runner import FixRequest, run

    settings = _settings(arguments)
    _warn_if_nothing_runs(settings)
    request = FixRequest(
        paths=tuple(arguments.paths),
        diff=arguments.diff,
        check=arguments.check,
        unsafe=arguments.unsafe_fixes,
        tests=arguments.include_tests,
        ground=Ground(arguments.scope),
        flavor=Flavor(arguments.logger),
        output_format=arguments.output_format,
        jobs=arguments.jobs,
        stdin_name=arguments.stdin_display_name,
    )
    return run(request, settings)


def _rule(arguments: argparse.Namespace) -> int:
    from flake8_foundry_logging.errors import UsageError
    from flake8_foundry_logging.output import writing
    from flake8_foundry_logging.rules import ALL
    from flake8_foundry_logging.terminal import coloured, listing, text_page

    chosen = list(ALL) if arguments.all else []
    for key in arguments.rules:
        rule = ALL.get(key)
        if rule is None:
            raise UsageError(f"{key!r} is no code or name of a rule; `foundry-lint rule` lists them")
        chosen.append(rule)
    with writing(sys.stdout):
        if chosen:
            colour = coloured(sys.stdout)
            print(f"\n{'─' * 80}\n\n".join(text_page(rule, colour=colour) for rule in chosen), end="")
        else:
            print("\n".join(listing(ALL)))
    return CLEAN


def _checklist(arguments: argparse.Namespace) -> int:
    from flake8_foundry_logging.output import writing
    from flake8_foundry_logging.scoreboard import board, board_json, board_lines

    # the profile exists to cover the rest of the guide's lists, so here it is what nobody has to ask for
    settings = _settings(arguments, profile="guide")
    report = _report(arguments, profile="guide")
    rows = board(report, settings)
    with writing(sys.stdout):
        if arguments.output_format == "json":
            _print_json(board_json(rows, report))
        else:
            print("\n".join(board_lines(rows, report, language=arguments.language)))
    return _exit_code(arguments, report)


def _print_json(data: dict[str, Any]) -> None:
    import json

    print(json.dumps(data, ensure_ascii=False, indent=2))
