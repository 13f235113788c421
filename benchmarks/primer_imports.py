"""Import modules one by one, each in a process of its own, and say how that went: the help of primer.py.

    python benchmarks/primer_imports.py FOLDER < paths

A line of JSON each: the path and "ok", or the error. Where ``unshare`` works, no network is there.
"""

from __future__ import annotations

import importlib
import importlib.util
import json
import os
import re
import resource
import signal
import sys
from pathlib import Path

SECONDS = 20
MEMORY = 2 << 30
ADDRESS = re.compile(r"0x[0-9a-f]{6,}")


def module_of(path: Path, top: Path) -> tuple[Path, str]:
    """The folder that a module is imported from, and its dotted name there; the name is empty if it has none."""
    parts = [] if path.stem == "__init__" else [path.stem]
    folder = path.parent
    while folder != top and (folder / "__init__.py").exists():
        parts.insert(0, folder.name)
        folder = folder.parent
    return folder, ".".join(parts) if parts and all(part.isidentifier() for part in parts) else ""


def load(path: Path, top: Path) -> None:
    """Import a module, by its name where it has one."""
    folder, name = module_of(path, top)
    sys.path.insert(0, str(folder))
    sys.argv = [str(path)]
    if name:
        importlib.import_module(name)
        return
    spec = importlib.util.spec_from_file_location("module_without_a_name", path)
    assert spec is not None
    assert spec.loader is not None
    spec.loader.exec_module(importlib.util.module_from_spec(spec))


def outcome(path: Path, top: Path) -> str:
    """What importing it comes to, in a process of its own."""
    reader, writer = os.pipe()
    child = os.fork()
    if child:
        os.close(writer)
        with os.fdopen(reader) as pipe:
            said = pipe.read()
        os.waitpid(child, 0)
        return said or "the process ended"
    os.close(reader)
    said = "ok"
    try:
        signal.alarm(SECONDS)
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
        for stream in (0, 1, 2):
            os.dup2(os.open(os.devnull, os.O_RDWR), stream)
        load(path, top)
    except BaseException as error:  # whatever it is, it is the answer
        said = ADDRESS.sub("0x", f"{type(error).__name__}: {error}".replace(str(top), "."))
    os.write(writer, said.encode(errors="replace")[:2000])
    os._exit(0)


def main() -> None:
    """Read paths, write outcomes."""
    top = Path(sys.argv[1]).resolve()
    for line in sys.stdin:
        path = line.rstrip("\n")
        print(json.dumps([path, outcome(top / path, top)]), flush=True)


if __name__ == "__main__":
    main()
