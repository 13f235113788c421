"""Further cases of LGF507."""

from flake8_foundry_logging.core.rule import LOGURU, STDLIB, STRUCTLOG, Bad, Good

CASES = (
    Bad('log.info("%d of %d done", done, total)  #!'),
    Bad('log.exception("no %s", thing, job=job)  #!'),
    Bad('log.bind(job=1).info("hi %s", user)  #!'),
    Bad('log.log("info", "hi %s", user)  #!'),
    Bad('log.info(text, user)  #!'),
    Bad('log.info(\n    "hi %s",\n    user,  #!\n)'),
    Bad(STRUCTLOG + 'async def f():\n    await log.ainfo("hi %s", user)  #!'),
    Good('log.info("hi", user=user)'),
    Good('log.info("hi")'),
    Good('def say(text, *args):\n    log.info(text, *args)'),
    Good('def work(logger):\n    logger.info("hi %s", user)'),
    Good('import logging, structlog\nlog = structlog.get_logger() if a else logging.getLogger()\nlog.info("hi %s", user)', prelude=False),
    Good(LOGURU + 'log.info("hi {} and {}", a, b)'),
    Good(STDLIB + 'log.info("hi %s and %s", a, b)'),
)
