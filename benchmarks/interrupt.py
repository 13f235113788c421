"""Interrupt ``foundry-lint fix`` at random moments and count what is left: whole files, and nothing else.

    python benchmarks/interrupt.py --times 200            one process
    python benchmarks/interrupt.py --times 200 --jobs 2   a pool

Each time 300 files are written anew and fixed; after a random time the command gets SIGINT, as Ctrl-C sends it. Every
file must then be as it was or as a whole run leaves it, and no other file may be there. Exit code 1 if not.
"""

from __future__ import annotations

import argparse
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

FIX = (sys.executable, "-m", "flake8_foundry_logging", "fix", "--isolated", "--scope", "all", "--unsafe-fixes")
SHARE = 1.1
"""Of a whole run's time, in which the interrupt comes: a few come too late and find the command gone."""


def text(number: int) -> str:
    """A file with prints; every one has another length."""
    body = "".join(f'    print(f"Step {step} of {number}: {{model}}")\n' for step in range(number % 17 + 3))
    return f'"""Module {number}."""\n\nimport os\n\n\ndef work_{number}(model):\n{body}    return os.sep\n'


def written(folder: Path, files: int) -> dict[str, bytes]:
    """The files written anew; their bytes by name."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    for number in range(files):
        (folder / f"module_{number}.py").write_text(text(number), encoding="utf-8")
    return contents(folder)


def contents(folder: Path) -> dict[str, bytes]:
    """All files below a folder by their names."""
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def interrupted(folder: Path, command: list[str], seconds: float) -> tuple[int, str]:
    """Exit code and standard error of a run that is interrupted after some time; its own group gets the signal."""
    process = subprocess.Popen(
        command, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, start_new_session=True
    )
    try:
        process.wait(timeout=seconds)
    except subprocess.TimeoutExpired:
        process.send_signal(signal.SIGINT)
    try:
        _, said = process.communicate(timeout=60)
    except subprocess.TimeoutExpired:
        process.kill()
        return -1, "it did not end within a minute"
    return process.returncode, said


def judged(now: dict[str, bytes], before: dict[str, bytes], after: dict[str, bytes]) -> Counter[str]:
    """How many files are old, new and neither."""
    count: Counter[str] = Counter()
    for name in now.keys() | before.keys():
        data = now.get(name)
        if data is None:
            count["gone"] += 1
        elif name not in before:
            count["left over"] += 1
        else:
            count["old" if data == before[name] else "new" if data == after[name] else "broken"] += 1
    return count


def main() -> int:
    """Interrupt and count."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--times", type=int, default=200)
    parser.add_argument("--files", type=int, default=300)
    parser.add_argument("--jobs", type=int, default=1)
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    chance = random.Random(arguments.seed)
    command = [*FIX, "--jobs", str(arguments.jobs), "."]
    total: Counter[str] = Counter()
    codes: Counter[int] = Counter()
    odd: list[str] = []
    with tempfile.TemporaryDirectory(prefix="interrupt-") as temporary:
        folder = Path(temporary, "project")
        before = written(folder, arguments.files)
        start = time.perf_counter()
        subprocess.run(command, cwd=folder, stdout=subprocess.DEVNULL, check=True)
        whole = time.perf_counter() - start
        after = contents(folder)
        partly = 0
        for number in range(arguments.times):
            written(folder, arguments.files)
            moment = chance.uniform(0, whole * SHARE)
            code, said = interrupted(folder, command, moment)
            count = judged(contents(folder), before, after)
            total += count
            codes[code] += 1
            partly += bool(count["old"] and count["new"])
            ours = "Traceback" in said and "flake8_foundry_logging" in said  # else the interpreter had only begun
            if count.keys() - {"old", "new"} or code == -1 or ours:
                odd.append(f"run {number}, after {moment:.3f} s of {whole:.3f} s: {dict(count)}, exit {code}\n{said}")
    print(f"{arguments.times} interrupts, {arguments.files} files, {arguments.jobs} jobs, seed {arguments.seed}")
    print(f"files: {dict(total)}; runs stopped among their files: {partly}; exit codes: {dict(codes)}")
    print("\n".join(odd) or "Every file was whole, and no other file was left.")
    return 1 if odd else 0


if __name__ == "__main__":
    sys.exit(main())
