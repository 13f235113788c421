"""Further cases of LGF508."""

from flake8_foundry_logging.core.rule import STDLIB, Bad, Good

CASES = (
    Bad('from logging import info\ninfo("hi", user=user)  #!', prelude=False),
    Bad('import logging\ndef f(log: logging.Logger):\n    log.info("hi", user=user)  #!', prelude=False),
    Bad(STDLIB + 'log.exception("failed", error=str(e))  #!', after=STDLIB + 'log.exception("failed", extra={"error": str(e)})'),
    Bad(STDLIB + 'log.info(\n    "hi",\n    exc_info=True,\n    user=user,  #!\n)'),
    Bad(STDLIB + 'log.log(logging.INFO, "hi", user=user)  #!'),
    Bad(STDLIB + 'log.info("hi", user=user, **more)  #!', refused="star-arguments"),
    Bad(STDLIB + 'log.info("hi", user=user, extra={"job": 1})  #!', refused="extra-present"),
    Bad(STDLIB + 'log.getChild("a").info("hi", user=user)  #!'),
    Good(STDLIB + 'log.info(msg="hi", exc_info=True)'),
    Good(STDLIB + 'log.info("hi", **more)'),
    # who made it is not known
    Good('def work(logger):\n    logger.info("hi", user=user)'),
    Good('import logging\ndef work(logger=None):\n    logger = logger or logging.getLogger()\n    logger.info("hi", user=user)', prelude=False),
    Good('import logging, structlog\nlog = structlog.get_logger() if a else logging.getLogger()\nlog.info("hi", user=user)', prelude=False),
    # a class of the project's own may take them
    Good(STDLIB + 'class Adapter(logging.LoggerAdapter):\n    def process(self, msg, kwargs):\n        return msg, {"extra": kwargs}\nout = Adapter(log, {})\nout.info("hi", user=user)'),
    Good(STDLIB + 'logging.setLoggerClass(Rich)\nlog.info("hi", user=user)'),
    Good(STDLIB + 'log.info("hi", exc_info_on_loglevel=logging.DEBUG)'),
    Good('from airflow.models import BaseOperator\nclass A(BaseOperator):\n    def execute(self, context):\n        self.log.info("hi", user=user)', prelude=False),
    Good('from accelerate.logging import get_logger\nlog = get_logger(__name__)\nlog.info("hi", main_process_only=True)', prelude=False),
    Good(STDLIB + 'log.trace("deep")\nlog.info("hi", once=True)'),
    Bad(STDLIB + 'log.debug("deep")\nlog.info("hi", once=True)  #!'),
)
