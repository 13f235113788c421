"""Further cases of LGF601."""

from flake8_foundry_logging.core.rule import STDLIB, STRUCTLOG, Bad, Good

CASES = (
    Bad('import logging\nlogging.warn("slow")  #!', after='import logging\nlogging.warning("slow")', prelude=False),
    Bad('import logging as L\nlevel = L.WARN  #!', after='import logging as L\nlevel = L.WARNING', prelude=False),
    Bad('from logging import warn\nwarn("slow")  #!', prelude=False, refused="bound-method"),
    Bad('def work(self):\n    self.logger.warn("slow")  #!', after='def work(self):\n    self.logger.warning("slow")'),
    Bad("from logging import INFO, WARN as LOWEST  #!\nlevel = LOWEST", prelude=False, refused="imported-constant"),
    Good("from .logging import WARN\nlevel = WARN", prelude=False),
    Good("from app import WARN\nlevel = WARN", prelude=False),
    Bad('log.bind(job=1).warn("slow")  #!', after='log.bind(job=1).warning("slow")'),
    Bad(STRUCTLOG + 'log.warn("slow")  #!', after=STRUCTLOG + 'log.warning("slow")'),
    Bad(STDLIB + 'LEVELS = {"slow": logging.WARN}  #!', after=STDLIB + 'LEVELS = {"slow": logging.WARNING}'),
    # the name is mended where it is bound, not where it is used
    Bad(STDLIB + 'say = log.warn  #!\nsay("a")\nsay("b")', after=STDLIB + 'say = log.warning\nsay("a")\nsay("b")'),
    Good(STDLIB + "log.setLevel(logging.WARNING)"),
    Good('from warnings import warn\nwarn("old")', prelude=False),
    Good('import warnings as log\nlog.warn("old")', prelude=False),
    Good('class Build(Command):\n    def run(self):\n        self.warn("old")'),
    Good('module.warn("old")'),
    Good("level = config.WARN"),
    # it has no `warning`
    Good('from distutils import log\nlog.warn("old %s", x)', prelude=False),
    Good('import distutils.log\ndistutils.log.warn("old %s", x)', prelude=False),
    # theirs is called so
    Good('from twisted.logger import Logger\nlog = Logger()\nlog.warn("slow: {url}", url=url)', prelude=False),
    Good('from twisted.logger import Logger\n\n\nclass Server:\n    log = Logger()\n    say = log.warn', prelude=False),
    Good('logger = spark._jvm.org.apache.log4j.LogManager.getLogger("job")\nlogger.warn("slow")', prelude=False),
    Bad(STDLIB + 'import twisted\nlog.warn("slow")  #!', after=STDLIB + 'import twisted\nlog.warning("slow")'),
)
