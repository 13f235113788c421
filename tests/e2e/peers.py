"""The peers in an environment of their own, what they announce, and what they and we say about some files."""

from __future__ import annotations

import ast
import fcntl
import hashlib
import json
import os
import re
import shutil
import sys
import tarfile
import warnings
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING

from tests.e2e.commands import ROOT, foundry_lint, run

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["ANNOUNCE", "DATA", "EVERY_RULE", "Peers", "Said", "Tree", "read"]

DATA = ROOT / "tests" / "data"
EVERY_RULE = "--select=LGF," + ",".join(f"LGF{chapter}" for chapter in range(1, 10))

ANNOUNCE = r"""
import inspect, json, pathlib, pkgutil, re, subprocess, sys
import bugbear, flake8_blind_except, flake8_logging, flake8_print, logging_format.violations, pylint.extensions
from bandit.core import extension_loader
from pylint.lint import PyLinter
from tryceratops.violations import codes

def leading(texts):
    return [text.split()[0] for text in texts]

linter = PyLinter()
linter.load_default_plugins()
extensions = (module.name for module in pkgutil.iter_modules(pylint.extensions.__path__))
linter.load_plugin_modules(["pylint.extensions." + name for name in extensions if not name.startswith("_")])
manager = extension_loader.MANAGER
ruff = json.loads(subprocess.check_output([sys.executable, "-m", "ruff", "rule", "--all", "--output-format=json"]))
print(json.dumps({
    "print": leading(text for kind in flake8_print.VIOLATIONS.values() for text in kind.values()),
    "logging": [name for name in vars(flake8_logging) if re.fullmatch(r"LOG\d{3}", name)],
    "format": leading(text for name, text in vars(logging_format.violations).items() if name.endswith("_VIOLATION")),
    "blind": re.findall(r"'([A-Z]\d{3}) blind except[^']*'$", inspect.getsource(flake8_blind_except), re.M),
    "tryceratops": sorted(codes.CODE_CHOICES),
    "bugbear": list(bugbear.error_codes),
    "pylint": [message.msgid for message in linter.msgs_store.messages],
    "ruff": [rule["code"] for rule in ruff if rule["code"] and "Removed" not in rule["status"]],
    "bandit": [*manager.plugins_by_id, *manager.blacklist_by_id],
}))
"""
"""Run by the peers' Python: every code that each of them knows."""


@dataclass(frozen=True, slots=True, order=True)
class Said:
    """One finding of anybody.

    Attributes:
        who: the key of a peer, or ``ours``.
        code: the code.
        path: the file, relative to the folder that was looked at.
        line: from 1.
    """

    who: str
    code: str
    path: str
    line: int


@contextmanager
def _locked(path: Path) -> Iterator[None]:
    """Hold a file lock: two test processes must not set up one folder."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w") as stream:
        fcntl.flock(stream, fcntl.LOCK_EX)
        yield


def read(requirements: Path) -> list[str]:
    """The requirements of a file, without comments."""
    lines = (line.partition("#")[0].strip() for line in requirements.read_text(encoding="utf-8").splitlines())
    return [line for line in lines if line]


def _checked(arguments: list[str], cwd: Path) -> str:
    done = run(arguments, cwd)
    assert done.returncode == 0, f"{' '.join(arguments)}\n{done.stdout}\n{done.stderr}"
    return done.stdout


class Peers:
    """The peers of ``tests/data/peers.txt``, installed into a per-user cache, and the projects beside them.

    The cache is ``$XDG_CACHE_HOME/foundry-logging/peers`` (``~/.cache`` by default), one folder for each content of
    the requirement files and each Python, so that the second run installs nothing.
    """

    def __init__(self) -> None:
        self.requirements, self.projects = DATA / "peers.txt", DATA / "peers_projects.txt"
        pinned = self.requirements.read_bytes() + self.projects.read_bytes() + sys.version.encode()
        cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
        self.folder = cache / "foundry-logging" / "peers" / hashlib.sha256(pinned).hexdigest()[:16]
        self.python = str(self.folder / "venv" / "bin" / "python")
        with _locked(self.folder.with_suffix(".lock")):
            if not (self.folder / "complete").exists():
                self._install()

    def _install(self) -> None:
        shutil.rmtree(self.folder, ignore_errors=True)
        self.folder.mkdir(parents=True)
        _checked([sys.executable, "-m", "venv", str(self.folder / "venv")], self.folder)
        pip = [self.python, "-m", "pip", "--disable-pip-version-check", "--quiet"]
        _checked([*pip, "install", "--requirement", str(self.requirements)], self.folder)
        for project in read(self.projects):
            name = project.partition("==")[0]
            # they are read, not run: a project may ask for a newer Python than this one
            download = ["download", "--no-deps", "--ignore-requires-python", "--dest", "sdists"]
            _checked([*pip, *download, "--no-binary", name, project], self.folder)
        for sdist in (self.folder / "sdists").glob("*.tar.gz"):
            with tarfile.open(sdist) as archive:
                archive.extractall(self.folder / "projects", filter="data")
        (self.folder / "complete").touch()

    @cached_property
    def announced(self) -> dict[str, list[str]]:
        """Peer -> every code that it knows."""
        codes: dict[str, list[str]] = json.loads(_checked([self.python, "-c", ANNOUNCE], self.folder))
        return codes

    def say(self, tree: Tree, *, pylint: str, ruff: str) -> set[Said]:
        """What the peers and we say about a tree; ``pylint`` and ``ruff``: which codes to ask these two for."""
        jobs = (
            partial(_from_pylint, self.python, tree, pylint),
            partial(_from_flake8, self.python, tree),
            partial(_from_bandit, self.python, tree),
            partial(_from_ruff, self.python, tree, ruff),
            partial(_ours, tree),
        )
        with ThreadPoolExecutor(2) as pool:
            return set().union(*(found.result() for found in [pool.submit(job) for job in jobs]))


class Tree:
    """Some files below a folder, and where in them a line belongs."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.modules: dict[str, ast.Module] = {}
        self.lines: dict[str, list[str]] = {}
        for path in sorted(folder.rglob("*.py")):
            try:
                text = path.read_text(encoding="utf-8")
                with warnings.catch_warnings():
                    warnings.simplefilter(
                        "ignore"
                    )  # of others' code: an escape that means nothing, a return in finally
                    module = ast.parse(text)
            except (SyntaxError, ValueError):
                continue  # a template, or text for another Python: nobody can say anything
            name = path.relative_to(folder).as_posix()
            self.modules[name], self.lines[name] = module, text.splitlines()
        self._parents: dict[str, dict[ast.AST, ast.AST]] = {}
        self._statements: dict[str, list[ast.stmt | ast.excepthandler]] = {}

    @property
    def files(self) -> list[str]:
        """The files that parse."""
        return list(self.modules)

    def parents(self, path: str) -> dict[ast.AST, ast.AST]:
        """Node -> the node around it."""
        if path not in self._parents:
            self._parents[path] = {
                child: node for node in ast.walk(self.modules[path]) for child in ast.iter_child_nodes(node)
            }
        return self._parents[path]

    def above(self, path: str, node: ast.AST) -> Iterator[ast.AST]:
        """The nodes around a node, the nearest first."""
        parents = self.parents(path)
        while node in parents:
            node = parents[node]
            yield node

    def statement(self, said: Said) -> ast.stmt | ast.excepthandler | None:
        """The innermost statement or handler on whose lines something was said."""
        if said.path not in self._statements:
            found = (n for n in ast.walk(self.modules[said.path]) if isinstance(n, ast.stmt | ast.excepthandler))
            self._statements[said.path] = list(found)
        around = [s for s in self._statements[said.path] if s.lineno <= said.line <= (s.end_lineno or s.lineno)]
        return max(around, key=lambda s: (s.lineno, -(s.end_lineno or 0), s.col_offset), default=None)

    def handler(self, said: Said) -> ast.excepthandler | None:
        """The innermost handler, header and body, in which something was said."""
        around = [
            node
            for node in ast.walk(self.modules[said.path])
            if isinstance(node, ast.excepthandler) and node.lineno <= said.line <= (node.end_lineno or node.lineno)
        ]
        return max(around, key=lambda node: (node.lineno, node.col_offset), default=None)


def _from_flake8(python: str, tree: Tree) -> set[Said]:
    options = ["--isolated", "--disable-noqa", "--select=T20,LOG,G,B,TRY", "--enable-extensions=G", "--jobs=1"]
    columns = "--format=%(path)s\t%(row)d\t%(code)s\t%(text)s"
    done = run([python, "-m", "flake8", *options, "--enable-extra-whitelist", columns, *tree.files], tree.folder)
    assert done.returncode <= 1, done.stderr
    return {
        Said(_plugin(code, text), code, path, int(row))
        for path, row, code, text in (line.split("\t") for line in done.stdout.splitlines())
    }


def _plugin(code: str, text: str) -> str:
    """Which plugin said it: two of them have a B901 and a B902."""
    if text.startswith("blind except"):
        return "blind"
    by_letters = {"T": "print", "LOG": "logging", "G": "format", "TRY": "tryceratops", "B": "bugbear"}
    return by_letters[code.rstrip("0123456789")]


def _from_pylint(python: str, tree: Tree, codes: str) -> set[Said]:
    options = ["--disable=all", f"--enable={codes},suppressed-message", "--output-format=json", "--rcfile="]
    done = run([python, "-m", "pylint", *options, *tree.files], tree.folder)
    assert done.returncode < 32, done.stderr
    found = set()
    symbols = {message["symbol"]: message["message-id"] for message in json.loads(done.stdout)}
    for message in json.loads(done.stdout):
        code = message["message-id"]
        if code == "I0020":  # it speaks, and a comment hides it
            code = symbols.get(message["message"].split("'")[1], "")
        if re.fullmatch(codes.replace(",", "|"), code):
            found.add(Said("pylint", code, message["path"], message["line"]))
    return found


def _from_bandit(python: str, tree: Tree) -> set[Said]:
    done = run([python, "-m", "bandit", "--quiet", "--ignore-nosec", "--format=json", *tree.files], tree.folder)
    results = json.loads(done.stdout)["results"]
    return {
        Said("bandit", found["test_id"], os.path.normpath(found["filename"]), found["line_number"]) for found in results
    }


def _from_ruff(python: str, tree: Tree, codes: str) -> set[Said]:
    options = ["--isolated", "--ignore-noqa", "--preview", "--no-cache", "--quiet", "--output-format=json"]
    done = run([python, "-m", "ruff", "check", *options, f"--select={codes}", *tree.files], tree.folder)
    assert done.returncode <= 1, done.stderr
    return {
        Said("ruff", found["code"], os.path.relpath(found["filename"], tree.folder), found["location"]["row"])
        for found in json.loads(done.stdout)
        if found["code"]
    }


def _ours(tree: Tree) -> set[Said]:
    options = ["--isolated", EVERY_RULE, "--disable-noqa", "--output-format=json"]
    done = foundry_lint("check", *options, *tree.files, cwd=tree.folder)
    assert done.returncode <= 1, done.stderr
    found = json.loads(done.stdout)["findings"]
    return {Said("ours", finding["code"], os.path.normpath(finding["path"]), finding["line"]) for finding in found}
