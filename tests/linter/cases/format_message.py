"""Further cases of LGF503."""

from flake8_foundry_logging.core.rule import STDLIB, STRUCTLOG, Bad, Good

CASES = (
    Bad(STDLIB + 'def work(logger, level, x):\n    logger.log(min(logging.INFO, level), "a {}".format(x))  #!'),
    Bad(STDLIB + 'log.info("{0} and {1}".format(a, b))  #!'),
    Bad('log.info("hi {name}".format(name=user))  #!'),
    Bad('log.info("hi {}".format(*names))  #!'),
    Bad('log.info("hi {name}".format(**row))  #!'),
    Bad('log.info("hi {name}".format_map(row))  #!'),
    Bad('log.info(\n    "a long text "  #!\n    "with {}".format(user),\n    job=1,\n)'),
    Bad('log.info(("a long text " + "with {}").format(user))  #!'),
    Bad(STRUCTLOG + 'log.info("hi {}".format(user))  #!', after=STRUCTLOG + 'log.info("hi {user}", user=user)'),
    Bad('def work(logger):\n    logger.info("hi {}".format(user))  #!', refused="unknown-logger"),
    Good('log.info("hi".format())'),
    Good("log.info(template.format(user))"),
    Good('log.info(formatter.format("hi", user))'),
    Good('print("hi {}".format(user))'),
)
