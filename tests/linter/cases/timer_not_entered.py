"""Further cases of LGF701."""

from flake8_foundry_logging.core.rule import LOGURU, STDLIB, Bad, Good

CASES = (
    Bad("def work(logger):\n    logger.timer('load')  #!\n    load()"),
    Bad("if slow:\n    log.timer('load')  #!"),
    Good("with log.timer('load') as timer:\n    load()"),
    Good("async def f():\n    async with log.timer('load'):\n        await load()"),
    Good("@log.timer('load')\ndef load():\n    pass"),
    Good("def start():\n    return log.timer('load')"),
    Good("with ExitStack() as stack:\n    stack.enter_context(log.timer('load'))"),
    Good("timers = [log.timer(name) for name in names]"),
    Good("log.timer('load').__enter__()"),
    # no timer of ours
    Good(STDLIB + "log.timer('load')"),
    Good(LOGURU + "log.timer('load')"),
    Good("catalog.timer('load')\nstats.timer('load')"),
)
