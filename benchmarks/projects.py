"""Other people's code to measure on: sdists of PyPI, unpacked into a cache folder, read and never run."""

from __future__ import annotations

import os
import platform
import shutil
import subprocess
import sys
import sysconfig
import tarfile
from pathlib import Path

__all__ = ["CACHE", "fetched", "library"]

CACHE = Path(os.environ.get("XDG_CACHE_HOME") or "~/.cache").expanduser() / "foundry-logging" / "projects"


def fetched(requirement: str) -> Path:
    """The folder of a project's sdist, downloaded the first time.

    Args:
        requirement: ``Django==5.2``.

    Raises:
        RuntimeError: it cannot be downloaded; the text has pip's last words.
    """
    name, _, version = requirement.partition("==")
    folder = CACHE / f"{name.lower().replace('-', '_')}-{version}"
    if not folder.is_dir():
        CACHE.mkdir(parents=True, exist_ok=True)
        pip = (sys.executable, "-m", "pip", "-qq", "--disable-pip-version-check", "download", "--no-deps")
        options = ("--ignore-requires-python", "--no-binary", name, "--dest", str(CACHE), requirement)
        done = subprocess.run([*pip, *options], capture_output=True, text=True, check=False)
        if done.returncode:
            raise RuntimeError(f"{requirement} cannot be downloaded: {done.stderr.strip()[-300:]}")
        sdist = next(path for path in CACHE.glob("*.tar.gz") if path.name.lower().startswith(name.lower()[:4]))
        with tarfile.open(sdist) as archive:
            archive.extractall(CACHE / "unpacked", filter="data")
        (CACHE / "unpacked" / sdist.name.removesuffix(".tar.gz")).rename(folder)
        sdist.unlink()
    return folder


def library() -> Path:
    """A copy of this Python's standard library, without what was installed below it."""
    folder = CACHE / f"library-{platform.python_version()}"
    if not folder.is_dir():
        left_out = shutil.ignore_patterns("site-packages", "__pycache__", "*.so", "config-*")
        shutil.copytree(sysconfig.get_path("stdlib"), folder, ignore=left_out)
    return folder
