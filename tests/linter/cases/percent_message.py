"""Further cases of LGF502."""

from flake8_foundry_logging.core.rule import LOGURU, STDLIB, STRUCTLOG, Bad, Good

CASES = (
    Bad(STDLIB + 'def work(logger, level, x):\n    logger.log(min(logging.INFO, level), "a %s" % x)  #!'),
    Bad(STDLIB + 'log.info("%s: %s" % pair)  #!'),
    Bad(STDLIB + 'log.info("%(a)s and %(b)s" % {"a": a, "b": b})  #!'),
    Bad(STDLIB + 'log.info("%(a)s" % row)  #!'),
    Bad(STDLIB + 'log.info(("a long text " + "with %s") % user)  #!'),
    Bad(STDLIB + 'log.info("a long text "  #!\n         "with %s" % user)'),
    Bad(STDLIB + 'log.warning("%d%% full" % share)  #!', after=STDLIB + 'log.warning("%d%% full", share)'),
    Bad(STRUCTLOG + 'log.info("hi %s" % user)  #!', after=STRUCTLOG + 'log.info("hi {user}", user=user)'),
    Bad(LOGURU + 'log.info("hi %s" % user)  #!', after=LOGURU + 'log.info("hi {user}", user=user)'),
    Bad('log.info("%d of %d done" % (done, total))  #!'),
    Bad('def work(logger):\n    logger.info("hi %s" % user)  #!', refused="unknown-logger"),
    Good("log.info(count % 2)"),
    Good('log.info("%s" % 5)'),
    Good('log.info(template % user)'),
    Good('print("hi %s" % user)'),
    Good(STDLIB + 'log.info("hi %s", "%s/%s" % (a, b))'),
)
