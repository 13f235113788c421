"""All benchmarks, one after the other, and their page: docs/benchmarks.md. Half an hour on a quiet machine.

python benchmarks/everything.py             what `make bench` runs
python benchmarks/everything.py --quick     one turn of each, to see that they run; writes nothing
"""

from __future__ import annotations

import argparse
import subprocess
import sys
from pathlib import Path

from projects import CACHE, fetched, library

HERE = Path(__file__).resolve().parent


def commands(*, quick: bool) -> list[tuple[str, ...]]:
    """Each script with its arguments, in the order of the page."""
    django = str(fetched("Django==5.2") / "django")
    litellm = str(fetched("litellm==1.60.0") / "litellm")
    instructor = str(fetched("instructor==1.17.0"))
    of_python = str(library())
    few = ("1",) if quick else ("5",)
    return [
        ("check_speed.py", django, litellm, of_python, "--rounds", *few),
        ("check_profile.py", django, litellm, "--runs", *few),
        ("flake8_share.py", django, litellm, "--pairs", *few),
        ("runtime.py", "--rounds", "1" if quick else "15"),
        ("redaction.py", "--peers", str(CACHE.parent / "scrubbers"), "--runs", *few),
        ("codemod.py", instructor, "--rounds", "1" if quick else "3"),
    ]


def main() -> int:
    """Run them; the exit code is the first that is not zero."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--quick", action="store_true", help="one turn of each; write nothing")
    quick = parser.parse_args().quick
    for script, *arguments in commands(quick=quick):
        print(f"== {script}", flush=True)
        write = () if quick else ("--write",)
        code = subprocess.run([sys.executable, str(HERE / script), *arguments, *write], check=False).returncode
        if code:
            return code
    return 0


if __name__ == "__main__":
    sys.exit(main())
