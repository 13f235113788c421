"""Files fixed by several processes, none of which an interrupt stops while it writes."""

from __future__ import annotations

import contextlib
import signal
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from typing import TypeVar

    ResultT = TypeVar("ResultT")

__all__ = ["in_processes", "undisturbed"]

FILES_A_CHUNK = 8
"""An interrupted run still finishes the chunks that have begun."""
DISTURBING = [getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name)]


@contextlib.contextmanager
def undisturbed() -> Iterator[None]:
    """A stretch that an interrupt or a request to end waits for; on systems without signal masks it does not."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, DISTURBING)
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def in_processes(work: Callable[[Sequence[str]], list[ResultT]], paths: Sequence[str], jobs: int) -> Iterator[ResultT]:
    """The results of all paths, in the order in which they come.

    Args:
        work: what a process does with some of the paths.
        paths: the files, the largest first.
        jobs: how many processes.
    """
    import concurrent.futures  # a small run does without these
    import multiprocessing

    method = "fork" if sys.platform == "linux" else None  # forked processes have the rules already
    context = multiprocessing.get_context(method)
    chunks = max(jobs * 4, len(paths) // FILES_A_CHUNK)
    dealt = [paths[first::chunks] for first in range(min(chunks, len(paths)))]
    # the terminal interrupts every process: this one says so, the others finish what they write
    with concurrent.futures.ProcessPoolExecutor(jobs, mp_context=context, initializer=_ignore_interrupts) as pool:
        with undisturbed():  # a process that has not come to ignore them yet inherits this
            futures = [pool.submit(work, some) for some in dealt]
        try:
            for future in concurrent.futures.as_completed(futures):
                yield from future.result()
        except BaseException:
            pool.shutdown(wait=True, cancel_futures=True)
            raise


def _ignore_interrupts() -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if hasattr(signal, "pthread_sigmask"):
        signal.pthread_sigmask(signal.SIG_UNBLOCK, DISTURBING)
