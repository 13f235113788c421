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
)
