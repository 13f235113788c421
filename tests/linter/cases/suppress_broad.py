"""More cases of LGF211."""

from flake8_foundry_logging.core.rule import Bad, Example, Good

HEAD = "import asyncio\nimport contextlib\n\n\n"

CASES: tuple[Example, ...] = (
    Bad("import contextlib\n\nwith contextlib.suppress(Exception, OSError):  #!\n    run()\n"),
    Bad("from contextlib import suppress as quiet\n\nwith quiet(Exception):  #!\n    run()\n"),
    Bad("import contextlib\n\n\ndef maybe(verbose):\n    return contextlib.suppress(BaseException)  #!\n"),
    Bad(HEAD + "async def stop(task):\n    with contextlib.suppress(Exception):  #!\n        await task\n"),
    Good("import contextlib\n\nwith contextlib.suppress(KeyError, asyncio.CancelledError):\n    run()\n"),
    Good("import contextlib\n\nwith contextlib.suppress():\n    run()\n"),
    Good("import contextlib\n\nwith contextlib.suppress(*errors):\n    run()\n"),
    Good("with self.suppress(Exception):\n    run()\n"),
    Good(
        HEAD + "async def stop(task):\n    task.cancel()\n"
        "    with contextlib.suppress(asyncio.CancelledError, Exception):\n        await task\n"
    ),
    Good(
        HEAD + "async def stop(self):\n    self.task.cancel()\n"
        "    with Shield(), contextlib.suppress(BaseException):\n        await self.task\n"
    ),
    Good(
        "import atexit, contextlib\n\n\ndef end():\n    with contextlib.suppress(Exception):\n        close()\n\n\n"
        "atexit.register(end)\n"
    ),
    # nobody mends a test
    Good("import contextlib\n\nwith contextlib.suppress(Exception):\n    run()\n", path="tests/helpers.py"),
    Good("import contextlib\n\nwith contextlib.suppress(Exception):\n    run()\n", path="service/test_run.py"),
    # futures whose error somebody else is told of
    Good(
        HEAD + "def fail(future, error):\n    future.set_exception(error)\n"
        "    with contextlib.suppress(BaseException):\n        future.result()\n    raise error\n"
    ),
    Good(
        HEAD + "async def fail(waiters, error):\n    for waiter in waiters:\n        waiter.set_exception(error)\n"
        "        with contextlib.suppress(BaseException):\n            await waiter\n"
    ),
    Good(
        HEAD + "def start(self):\n    def seen(task):\n        with contextlib.suppress(BaseException):\n"
        "            task.result()\n\n    self.task.add_done_callback(seen)\n"
    ),
    Bad(HEAD + "def fetch(future):\n    with contextlib.suppress(Exception):  #!\n        future.result()\n"),
    Bad(
        HEAD + "def fetch(future, other):\n    other.set_exception(OSError())\n"
        "    with contextlib.suppress(Exception):  #!\n        future.result()\n"
    ),
    Bad(
        HEAD + "def seen(task):\n    with contextlib.suppress(Exception):  #!\n        store(task.result())\n\n\n"
        "def start(task):\n    task.add_done_callback(seen)\n"
    ),
    Good(
        "import contextlib, traceback\n\n\ndef page():\n    with contextlib.suppress(Exception):\n"
        "        text = traceback.format_exc()\n    return text\n"
    ),
    Good(
        HEAD + "async def stop(self):\n    for task in self.tasks:\n"
        "        with contextlib.suppress(Exception, asyncio.CancelledError):\n            await task\n"
    ),
    Bad(
        HEAD + "async def stop(self):\n    with contextlib.suppress(Exception, asyncio.CancelledError):  #!\n"
        "        await self.save()\n"
    ),
)
