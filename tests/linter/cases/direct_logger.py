"""Further cases of LGF802."""

from flake8_foundry_logging.core.rule import Bad, Good

LEVEL = 'import logging\n\nlog = logging.Logger("jobs", '

CASES = (
    Bad(f"{LEVEL}level=logging.INFO)  #!\n", prelude=False, refused="logger-level"),
    Bad("import logging\n\nlog = logging.Logger(*parts)  #!\n", prelude=False, refused="star-arguments"),
    Bad("import logging\n\nlog = logging.Logger(**parts)  #!\n", prelude=False, refused="star-arguments"),
    Bad("import logging\n\nlog = logging.Logger()  #!\n", prelude=False, refused="star-arguments"),
    Bad(
        "import logging\n\n\nclass Job:\n    log = logging.Logger('job')  #!\n",
        after="import logging\n\n\nclass Job:\n    log = logging.getLogger('job')\n",
        unsafe=True,
        prelude=False,
    ),
    Bad(
        "import logging\n\nMaker = logging.Logger\nlog = Maker('job')  #!\n",
        after="import logging\nfrom logging import getLogger\n\nMaker = logging.Logger\nlog = getLogger('job')\n",
        unsafe=True,
        prelude=False,
    ),
    # it hears of no level, even with a handler of its own
    Bad('import logging\n\nlog = logging.Logger("audit")  #!\nlog.addHandler(handler)\n', prelude=False),
    Good("import logging\n\n\nclass Audit(logging.Logger):\n    pass\n\n\nlog = Audit('audit')\n", prelude=False),
    Good("import logging\n\nlog = logging.getLoggerClass()('audit')\n", prelude=False),
    Good("import logging\n\nlog = logging.LoggerAdapter(logging.getLogger(__name__), {})\n", prelude=False),
    Good("import logging\n\nlogging.Logger.manager.disable = 0\nlogging.setLoggerClass(logging.Logger)\n"),
    Good("from loguru import Logger\n\nlog = Logger('x')\n", prelude=False),
    Good("def work(logging):\n    return logging.Logger('x')\n"),
)
