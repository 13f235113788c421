"""Further cases of LGF504."""

from flake8_foundry_logging.core.rule import LOGURU, STDLIB, STRUCTLOG, Bad, Good

CASES = (
    Bad(STDLIB + 'def work(logger, level, x):\n    logger.log(min(logging.INFO, level), "a " + x)  #!'),
    Bad('log.info(user + " came")  #!', after='log.info("{user} came", user=user)'),
    Bad('log.info("from " + source + " to " + target)  #!', after='log.info("from {source} to {target}", source=source, target=target)'),
    Bad(STRUCTLOG + 'log.info("hi " + user)  #!', after=STRUCTLOG + 'log.info("hi {user}", user=user)'),
    Bad(LOGURU + 'log.info("hi " + user)  #!', after=LOGURU + 'log.info("hi {user}", user=user)'),
    Bad('log.info("hi " + f"{user}")  #!'),
    Bad('log.info("hi " + "%s" % user)  #!'),
    Bad('log.info("hi " + "{}".format(user))  #!'),
    Bad(STDLIB + 'log.info("hi %s, " + tail, user)  #!'),
    Bad('log.error(\n    "no "  #!\n    + thing\n)'),
    Bad('log.info("=" * 20 + title + "=" * 20)  #!'),
    Bad('def work(logger):\n    logger.info("hi " + user)  #!', refused="unknown-logger"),
    Bad("log.info(" + " + ".join(["a"] * 900) + ' + "!")  #!'),
    Good("log.info(a + b)"),
    Good('log.info("=" * 20 + " done " + "=" * 20)'),
    Good('log.info("hi", text="a" + b)'),
    Good('print("hi " + user)'),
    # a wrapper writes its own words before the message that it was given
    Good('def tell(self, message, *args):\n    log.info("job %s: " + message, self.id, *args)'),
    Bad('def tell(self, message, *args):\n    log.info("job " + self.name + ": " + message, *args)  #!'),
    Bad('def tell(self, user, message, *args):\n    log.info("for " + user + message, *args)  #!'),
    Bad('def tell(self, message):\n    log.info("job: " + message, *self.args)  #!'),
    # one of two constants
    Good(STDLIB + 'def f(a, b):\n    more = ""\n    if a < b:\n        more = ", too old"\n    log.warning("%s is not %s" + more, a, b)'),
    Bad(STDLIB + 'def f(a):\n    more = ""\n    if a:\n        more = str(a)\n    log.warning("a" + more)  #!'),
    Bad(STDLIB + 'PREFIX = "a"\nlog.warning(PREFIX + " is old")  #!'),
)
