"""The linter and the codemods over real projects: what they find and change, and above all whether they hold.

    python benchmarks/primer.py PATH...            a project each, one process a command
    python benchmarks/primer.py --each-file PATH   with the findings that are left, a line each
    python benchmarks/primer.py --ruff --imports PATH...   and whether names, imports and modules are as before
    python benchmarks/primer.py --sample 20 --seed 1 PATH...   twenty changed places, drawn at random, to be read

Nothing is written below the paths: the fixes run on a copy, with every finding selected (``--scope all
--unsafe-fixes``). A project holds when no rule crashed, no proof failed, every finding is accounted for, a second run
changes nothing and every file that compiled before compiles after; with ``--ruff``, if no file has more undefined,
redefined or unused names, or late imports, than before; with ``--imports``, if every changed module is imported with
the same outcome as before (where what it needs is not installed: if it fails alike). Exit code 1 where one does not.
"""

from __future__ import annotations

import argparse
import ast
import json
import shutil
import subprocess
import sys
import tempfile
import time
import warnings
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from primer_samples import Place, drawn, places

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

LINT = (sys.executable, "-m", "flake8_foundry_logging")
FIX = ("fix", "--isolated", "--scope", "all", "--unsafe-fixes", "--output-format", "json")
CRASH = "LGF900"
PROOF_FAILED = "proof-failed"
RUFF = ("check", "--isolated", "--no-cache", "--exit-zero", "--select", "F821,F811,F401,F841,E402")
IMPORTS = str(Path(__file__).with_name("primer_imports.py"))
UNREADABLE = ("it does not parse", "it is not valid", "it contains null", "its encoding", "it nests deeper")
"""How problems begin that are the file's own: a project may keep such files to test itself with."""


@dataclass(slots=True)
class Result:
    """What was seen in one project."""

    name: str
    files: int = 0
    lines: int = 0
    prints: int = 0
    handlers: int = 0
    findings: Counter[str] = field(default_factory=Counter)
    outcomes: Counter[str] = field(default_factory=Counter)
    reasons: Counter[str] = field(default_factory=Counter)
    changed: int = 0
    check_seconds: float = 0.0
    fix_seconds: float = 0.0
    ruff_before: Counter[str] = field(default_factory=Counter)
    ruff_after: Counter[str] = field(default_factory=Counter)
    imports: Counter[str] = field(default_factory=Counter)
    left: list[str] = field(default_factory=list)
    broken: list[str] = field(default_factory=list)


def measure(folder: Path, *, ruff: bool, imports: bool) -> Result:
    """Run both commands over one project and judge what they did."""
    result = Result(folder.resolve().name)
    with tempfile.TemporaryDirectory(prefix="primer-") as temporary:
        copy, original = (Path(temporary, kind, result.name) for kind in ("fixed", "original"))
        for place in (copy, original):
            shutil.copytree(folder, place, symlinks=True, ignore=_not_python)
        _count(copy, result)
        compiled = set(_compiling(copy))
        _check(copy, result)
        changed = _fix(copy, result)
        broken = sorted(compiled - set(_compiling(copy)))
        result.broken += (f"{path} compiles no more" for path in broken)
        again = _json(copy, *FIX, "--check")
        result.broken += (f"{f['path']} would change again" for f in again["files"] if f["changed"])
        if ruff:
            _compare_ruff(original, copy, result)
        if imports:
            _compare_imports(original, copy, changed, result)
    return result


def _compare_ruff(before: Path, after: Path, result: Result) -> None:
    old, new = _ruff(before), _ruff(after)
    for (path, code), count in new.items():
        result.ruff_after[code] += count
        if count > old[path, code]:
            result.broken.append(f"{path}: ruff finds {code} {count} times, {old[path, code]} before")
    for (_, code), count in old.items():
        result.ruff_before[code] += count


def _ruff(folder: Path) -> Counter[tuple[str, str]]:
    ruff = shutil.which("ruff", path=str(Path(sys.executable).parent)) or shutil.which("ruff") or "ruff"
    command = [ruff, *RUFF, "--output-format", "json", "."]
    run = subprocess.run(command, cwd=folder, capture_output=True, encoding="utf-8", check=True)
    top = folder.resolve()
    return Counter((str(Path(f["filename"]).relative_to(top)), f["code"] or "syntax") for f in json.loads(run.stdout))


def _compare_imports(before: Path, after: Path, changed: list[str], result: Result) -> None:
    old, new = _imported(before, changed), _imported(after, changed)
    for path in changed:
        if old[path] != new[path]:
            result.broken.append(f"{path}: imported before: {old[path]}; now: {new[path]}")
        key = "differs" if old[path] != new[path] else "ok" if old[path] == "ok" else "fails alike"
        result.imports[key] += 1


def _imported(folder: Path, paths: list[str]) -> dict[str, str]:
    """What importing each module comes to; no network, no home, and nothing of this project but the logger."""
    command = [sys.executable, IMPORTS, str(folder)]
    if subprocess.run(["unshare", "-rn", "true"], capture_output=True, check=False).returncode == 0:
        command = ["unshare", "-rn", *command]
    with tempfile.TemporaryDirectory(prefix="primer-home-") as home:
        environment = {"HOME": home, "PATH": "/usr/bin:/bin", "PYTHONDONTWRITEBYTECODE": "1", "PYTHONHASHSEED": "0"}
        run = subprocess.run(
            command,
            input="".join(f"{path}\n" for path in paths),
            capture_output=True,
            cwd=home,
            env=environment,
            encoding="utf-8",
            check=True,
        )
    return dict(json.loads(line) for line in run.stdout.splitlines())


def _not_python(folder: str, names: list[str]) -> list[str]:
    return [name for name in names if not name.endswith(".py") and not Path(folder, name).is_dir()]


def _count(folder: Path, result: Result) -> None:
    for path in folder.rglob("*.py"):
        result.files += 1
        data = path.read_bytes()
        result.lines += data.count(b"\n")
        for node in _nodes(data):
            result.handlers += isinstance(node, ast.ExceptHandler)
            result.prints += isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "print"


def _nodes(data: bytes) -> Iterator[ast.AST]:
    try:
        return ast.walk(ast.parse(data))
    except (SyntaxError, ValueError, RecursionError):
        return iter(())


def _compiling(folder: Path) -> Iterator[str]:
    for path in folder.rglob("*.py"):
        try:
            compile(path.read_bytes(), path, "exec", dont_inherit=True)
        except (SyntaxError, ValueError, RecursionError):
            continue
        yield str(path.relative_to(folder))


def _json(folder: Path, *arguments: str) -> Any:
    run = subprocess.run([*LINT, *arguments, "."], cwd=folder, capture_output=True, encoding="utf-8", check=False)
    if not run.stdout:
        raise SystemExit(f"{folder}: foundry-lint {arguments[0]} gave up\n{run.stderr}")
    return json.loads(run.stdout)


def _check(folder: Path, result: Result) -> None:
    start = time.perf_counter()
    report = _json(folder, "check", "--isolated", "--output-format", "json")
    result.check_seconds = time.perf_counter() - start
    result.findings.update(report["statistics"])
    crashes = (f for f in report["findings"] if f["code"] == CRASH)
    result.broken += (f"{f['path']}:{f['line']}: {f['message']}" for f in crashes)


def _fix(folder: Path, result: Result) -> list[str]:
    """Fix a project; the files that changed."""
    start = time.perf_counter()
    report = _json(folder, *FIX)
    result.fix_seconds = time.perf_counter() - start
    result.changed = report["summary"]["changed_files"]
    for file in report["files"]:
        if file["problem"] and not file["problem"].startswith(UNREADABLE):
            result.broken.append(f"{file['path']}:{file['line'] or 0}: {file['problem']}")
        for finding in file["findings"]:
            result.outcomes[finding["outcome"]] += 1
            if finding["reason"]:
                result.reasons[finding["reason"]] += 1
                place = f"{result.name}/{file['path'].removeprefix('./')}:{finding['line']}"
                result.left.append(f"{place}: {finding['code']} ({finding['reason']})")
                if finding["reason"] == PROOF_FAILED and finding["detail"]:
                    result.broken.append(f"{file['path']}:{finding['line']}: {finding['detail']}")
    found = report["summary"]["found"]
    if found != result.outcomes.total():
        result.broken.append(f"{found} findings, {result.outcomes.total()} outcomes")
    return [file["path"].removeprefix("./") for file in report["files"] if file["changed"]]


def table(results: Iterable[Result]) -> Iterator[str]:
    """A row a project."""
    yield (
        "| project | files | lines | prints | handlers | findings | converted | dropped | left | files changed "
        "| check | fix | broken |"
    )
    yield "|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|"
    for r in results:
        outcomes = " | ".join(str(r.outcomes[key]) for key in ("converted", "dropped", "refused"))
        yield (
            f"| {r.name} | {r.files} | {r.lines} | {r.prints} | {r.handlers} | {r.findings.total()} | {outcomes} "
            f"| {r.changed} | {r.check_seconds:.1f} s | {r.fix_seconds:.1f} s | {len(r.broken)} |"
        )


def counts(title: str, results: list[Result], of: str) -> Iterator[str]:
    """How often each code or reason came, a column a project."""
    total: Counter[str] = sum((getattr(result, of) for result in results), Counter())
    keys = [key for key, _ in total.most_common()] if of == "reasons" else sorted(total)
    yield f"| {title} | {' | '.join(result.name for result in results)} | all |"
    yield "|---" * (len(results) + 2) + "|"
    for key in keys:
        numbers = [getattr(result, of)[key] for result in results]
        yield f"| {key} | {' | '.join(map(str, numbers))} | {sum(numbers)} |"


def sample(folder: Path) -> list[Place]:
    """The changed places of one project, without judging the run."""
    with tempfile.TemporaryDirectory(prefix="primer-") as temporary:
        copy = Path(temporary, folder.resolve().name)
        shutil.copytree(folder, copy, symlinks=True, ignore=_not_python)
        _json(copy, *FIX)
        return list(places(folder, copy))


def main() -> int:
    """Measure and print; 1 where something does not hold."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("paths", nargs="+", type=Path, metavar="PATH", help="the folder of a project")
    parser.add_argument("--ruff", action="store_true", help="compare what ruff says of names and imports")
    parser.add_argument("--imports", action="store_true", help="import every changed module before and after")
    parser.add_argument("--each-file", action="store_true", help="also list what is left, and why")
    parser.add_argument("--sample", type=int, metavar="N", help="only fix, and show N changed places, drawn at random")
    parser.add_argument("--seed", type=int, default=0, help="of the draw (%(default)s)")
    arguments = parser.parse_args()
    warnings.simplefilter("ignore")  # other people's escapes are none of ours
    if arguments.sample is not None:
        for number, place in enumerate(drawn(map(sample, arguments.paths), arguments.sample, arguments.seed), 1):
            print(f"{number}. {place}\n")
        return 0
    results = []
    for path in arguments.paths:
        print(f"{path} ...", file=sys.stderr, flush=True)
        results.append(measure(path, ruff=arguments.ruff, imports=arguments.imports))
    tables = [table(results), counts("findings", results, "findings"), counts("left because", results, "reasons")]
    if arguments.ruff:
        tables += [counts("ruff before", results, "ruff_before"), counts("ruff after", results, "ruff_after")]
    if arguments.imports:
        tables.append(counts("changed modules, imported", results, "imports"))
    print("\n\n".join("\n".join(rows) for rows in tables))
    if arguments.each_file:
        print("\n" + "\n".join(line for result in results for line in result.left))
    broken = [f"{result.name}: {line}" for result in results for line in result.broken]
    print("\n" + ("\n".join(broken) or "Everything holds: no crash, no failed proof, every finding accounted for."))
    return 1 if broken else 0


if __name__ == "__main__":
    sys.exit(main())
