"""More cases of LGF701."""

from flake8_foundry_logging.core.rule import LOGURU, STDLIB, Bad, Example, Good

CASES: tuple[Example, ...] = (
    Bad("def f(logger):\n    logger.timer('x')  #!\n    run()\n"),
    Bad("if ready:\n    log.timer(*args, **fields)  #!\n"),
    Bad("async def f():\n    log.timer('x')  #!\n    await run()\n"),
    Good("async def f():\n    async with log.timer('x'), other():\n        await run()\n"),
    Good("@log.timer('x')\ndef f():\n    run()\n"),
    Good("def f():\n    return log.timer('x')\n"),
    Good("measured = [log.timer(name) for name in names]\n"),
    Good("run(log.timer('x'))\n"),
    Good("log.timer\n"),
    Good(STDLIB + "log.timer('x')\n"),  # no such method: Python says so itself
    Good(LOGURU + "log.timer('x')\n"),
    Good("catalog.timer('x')\nself.stats.timer('x')\n"),
)
