"""What may have been missed: log calls that look as if they could show a secret, and are not reported.

    python benchmarks/missed_secrets.py PROJECT... [--sample 60] [--seed 1]

A search that knows nothing of the rules: every call of a logger's method, in code that is no test, one of whose
arguments has a word of secrets anywhere in it (``token``, ``key``, ``auth`` ...), or is the name of something that may
hold one (``headers``, ``config``, ``kwargs`` ...). What LGF301, LGF302 and LGF303 report goes; of the rest some are
drawn at random, with their source, to be read. The first line tells how many there are of each sort.
"""

from __future__ import annotations

import argparse
import ast
import json
import random
import re
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

METHODS = frozenset(("debug", "info", "warning", "warn", "error", "exception", "critical", "fatal", "log"))
SECRET = re.compile(
    r"pass|pwd|secret|token|key|auth|cred|cookie|jwt|cert|dsn|session|bearer|signature|private|otp", re.IGNORECASE
)
HOLDERS = re.compile(
    r"(?:^|_)(?:headers?|environ|env|config|cfg|settings|options|opts|kwargs|params|payload|body|request)$"
)
TEST = re.compile(r"(?:^|/)(?:tests?|testing|docs?|examples?)/|(?:^|/)(?:test_[^/]*|conftest)\.py$")
CODES = "LGF301,LGF302,LGF303"


class Place(NamedTuple):
    """A log call of a project: its file, its first and last line, and what it shows."""

    project: Path
    file: str
    line: int
    end: int
    sort: str


def calls(project: Path) -> Iterator[Place]:
    """The log calls of a project that look as if they could show a secret."""
    for path in sorted(project.rglob("*.py")):
        file = path.relative_to(project).as_posix()
        if TEST.search(file):
            continue
        try:
            tree = ast.parse(path.read_bytes())
        except (SyntaxError, ValueError):
            continue
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and _logs(node.func) and (sort := _sort(node)):
                yield Place(project, file, node.lineno, node.end_lineno or node.lineno, sort)


def _logs(func: ast.expr) -> bool:
    if not isinstance(func, ast.Attribute) or func.attr not in METHODS:
        return False
    return "log" in ast.unparse(func.value).casefold()


def _sort(call: ast.Call) -> str:
    arguments = [*call.args, *(keyword.value for keyword in call.keywords)]
    inner = [node for argument in arguments for node in ast.walk(argument)]
    names = [name for node in inner if (name := _name(node))]
    if any(map(SECRET.search, names)):
        return "word"
    return "holder" if any(HOLDERS.search(name.casefold()) for name in names) else ""


def _name(node: ast.AST) -> str:
    if isinstance(node, ast.Name):
        return node.id
    if isinstance(node, ast.Attribute):
        return node.attr
    if isinstance(node, ast.Subscript) and isinstance(node.slice, ast.Constant):
        return str(node.slice.value)
    return ""


def reported(project: Path) -> set[tuple[str, int]]:
    """The file and line of each finding of secrets in a project."""
    command = [sys.executable, "-m", "flake8_foundry_logging", "check", "--isolated", f"--select={CODES}"]
    run = subprocess.run(
        [*command, "--output-format=json", "."], cwd=project, capture_output=True, encoding="utf-8", check=False
    )
    found = json.loads(run.stdout)["findings"]
    return {(finding["path"].removeprefix("./"), finding["line"]) for finding in found}


def main() -> int:
    """Count, and show what was drawn."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("projects", nargs="+", type=Path)
    parser.add_argument("--sample", type=int, default=60, help="calls of each sort to show")
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    left: list[Place] = []
    hits = 0
    for project in arguments.projects:
        lines = reported(project)
        for place in calls(project):
            if any((place.file, line) in lines for line in range(place.line, place.end + 1)):
                hits += 1
            else:
                left.append(place)
    of = {sort: [place for place in left if place.sort == sort] for sort in ("word", "holder")}
    print(f"{hits} reported; not reported: {len(of['word'])} with a word, {len(of['holder'])} with a holder")
    chance = random.Random(arguments.seed)
    for sort, places in of.items():
        for number, place in enumerate(chance.sample(places, min(arguments.sample, len(places))), 1):
            lines_of = (place.project / place.file).read_text("utf-8", "replace").splitlines()
            print(f"\n{sort} {number}: {place.project.name}/{place.file}:{place.line}")
            print("\n".join(lines_of[place.line - 1 : place.end]))
    return 0


if __name__ == "__main__":
    sys.exit(main())
