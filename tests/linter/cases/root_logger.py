"""Further cases of LGF801."""

from flake8_foundry_logging.core.rule import FOUNDRY, LOGURU, STDLIB, STRUCTLOG, Bad, Good

GUARD = 'if __name__ == "__main__":\n    main()\n'

CASES = (
    # -- every spelling -----------------------------------------------------------------------------------------------
    Bad(
        'import logging as L\n\n\ndef work():\n    L.log(L.INFO, "done")  #!\n',
        after='import logging as L\n\nlogger = L.getLogger(__name__)\n\n\n'
        'def work():\n    logger.log(L.INFO, "done")\n',
        prelude=False,
    ),
    Bad(
        'from logging import info\n\n\ndef work():\n    info("done")  #!\n',
        after="import logging\n\nlogger = logging.getLogger(__name__)\n\n\n"
        'def work():\n    logger.info("done")\n',
        prelude=False,
    ),
    Bad(
        'import logging\nlogging.getLogger().info("done")  #!\n',
        after='import logging\n\nlogger = logging.getLogger(__name__)\n\nlogger.info("done")\n',
        prelude=False,
    ),
    Bad(STDLIB + 'logging.root.error("no")  #!\n', after=STDLIB + 'log.error("no")\n'),
    Bad(STDLIB + 'logging.getLogger("").info("a")  #!\nlogging.getLogger(name=None).info("b")  #!\n'),
    Bad('def work():\n    import logging\n\n    logging.critical("no")  #!\n'),
    Bad('import logging\n\nstop = lambda: logging.warning("stopped")  #!\n', prelude=False),
    Bad('import logging\n\nlogging.info(*parts)  #!\nlogging.info()  #!\n', prelude=False),
    Bad('import logging.config\n\nlogging.fatal("no")  #!\nlogging.warn("no")  #!\n', prelude=False),
    Bad(
        'import logging.handlers\n\nlogging.error("no")  #!\n',
        after='import logging.handlers\n\nlogger = logging.getLogger(__name__)\n\nlogger.error("no")\n',
        prelude=False,
    ),
    Bad(
        'import logging\n\nsay = logging.info\nsay("on")  #!\n',
        after='import logging\n\nlogger = logging.getLogger(__name__)\n\nsay = logging.info\nlogger.info("on")\n',
        prelude=False,
    ),
    # -- which logger is called instead -------------------------------------------------------------------------------
    Bad(
        "import logging\n\n\nclass Job:\n    def __init__(self):\n"
        '        self.log = logging.getLogger("job")\n\n    def run(self):\n        logging.info("run %s", self)  #!\n',
        after="import logging\n\n\nclass Job:\n    def __init__(self):\n"
        '        self.log = logging.getLogger("job")\n\n    def run(self):\n        self.log.info("run %s", self)\n',
        prelude=False,
    ),
    Bad(
        'import logging\n\n\ndef work(logger):\n    logging.info("done", extra={"n": 1})  #!\n',
        after="import logging\n\n_logger = logging.getLogger(__name__)\n\n\n"
        'def work(logger):\n    _logger.info("done", extra={"n": 1})\n',
        prelude=False,
    ),
    Bad('import logging\nlogging.info("done")  #!\n', after=FOUNDRY + 'log.info("done")\n', unsafe=True),
    Bad(
        STRUCTLOG + 'import logging\nlogging.info("done")  #!\n',
        after=STRUCTLOG + 'log.info("done")\n',
        unsafe=True,
    ),
    Bad(STRUCTLOG + 'import logging\nlogging.info("%d done", n)  #!\n', refused="other-logger"),
    Bad(LOGURU + 'import logging\nlogging.info("done", exc_info=True)  #!\n', refused="other-logger"),
    Bad(
        "import logging\nfrom .log import logger\n\n\ndef work():\n"
        '    logging.info("done")  #!\n    logger.info("done")\n',
        prelude=False,
        refused="unknown-logger",
    ),
    Bad(
        "import logging\nfrom . import log\n\nlog.set_up()\n\n\ndef work():\n" + '    logging.info("done")  #!\n',
        after="import logging\nfrom . import log\n\nlogger = logging.getLogger(__name__)\n\nlog.set_up()\n\n\n"
        'def work():\n    logger.info("done")\n',
        prelude=False,
    ),
    Bad(
        'import logging\n\nlog = logging.getLogger()\n\n\ndef work():\n    logging.info("done")  #!\n',
        prelude=False,
        refused="own-logger-is-root",
    ),
    # -- programs -----------------------------------------------------------------------------------------------------
    Good(f'import logging\n\n\ndef main():\n    logging.basicConfig()\n    logging.info("on")\n\n\n{GUARD}', prelude=False),
    Good(
        "import logging\n\nimport typer\n\nlogging.basicConfig(level=20)\napp = typer.Typer()\n\n\n"
        'def remove(path):\n    logging.info("removing %s", path)\n\n\n'
        "@app.command()\ndef build():\n    remove(1)\n",
        prelude=False,
    ),
    Good(
        "#!/usr/bin/env python3\nimport logging\nroot = logging.getLogger()\nroot.setLevel(20)\n"
        'logging.info("on")\n',
        prelude=False,
    ),
    Good(
        "import logging\nfrom .log import setup_logging\n\n\ndef main():\n    setup_logging()\n"
        f'    logging.info("on")\n\n\n{GUARD}',
        prelude=False,
    ),
    # somebody else's logger is no logger of its own
    Good(
        'import logging\n\nlogging.basicConfig()\nsql = logging.getLogger("sql")\nsql.setLevel(30)\n\n\n'
        f'def main():\n    logging.info("on")\n\n\n{GUARD}',
        prelude=False,
    ),
    Bad(
        "import logging\nfrom .log import setup_logging\n\n\ndef main():\n    setup_logging()\n"
        f'    log = logging.getLogger(__name__)\n    log.info("on")\n    logging.info("on")  #!\n\n\n{GUARD}',
        prelude=False,
    ),
    # a script without a guard
    Good('import logging\n\nlogging.basicConfig()\nlogging.info("on")\nfor x in y:\n    logging.info("x")\n', prelude=False),
    Bad(
        'import logging\n\nlogging.basicConfig()\n\n\ndef work():\n    logging.info("on")  #!\n',
        prelude=False,
    ),
    # it sets nothing up, so it relies on what the first record happens to set up
    Bad(f'import logging\n\n\ndef main():\n    logging.info("on")  #!\n\n\n{GUARD}', prelude=False),
    # others import this function
    Bad(
        'import logging\n\n\ndef work():\n    logging.info("on")  #!\n\n\n'
        f"def main():\n    logging.basicConfig()\n\n\n{GUARD}",
        prelude=False,
    ),
    # a file with a logger of its own has no use for the root
    Bad(STDLIB + f'\n\ndef main():\n    logging.basicConfig()\n    logging.info("on")  #!\n\n\n{GUARD}'),
    # -- something else -----------------------------------------------------------------------------------------------
    Good('import logging\n\nlogging.captureWarnings(True)\nlogging.getLogger().setLevel(20)\n', prelude=False),
    Good('from project import logging\n\nlogging.info("done")\n', prelude=False),
    Good('def work(logging):\n    logging.info("done")\n'),
    Good('from absl import logging\n\nlogging.info("done")\n', prelude=False),
    Good('import logging\n\nlogging.getLogger("requests").info("done")\n', prelude=False),
    Good('import logging\n\n\ndef test_it(caplog):\n    logging.info("x")\n', path="tests/test_log.py", prelude=False),
    Good('import logging\n\nwrite = logging.getLogger(*names).info\n', prelude=False),
    # for the whole program
    Good(
        'import logging\nimport sys\n\n\ndef set_up():\n'
        '    sys.excepthook = lambda *args: logging.getLogger().critical("crashed", exc_info=args)\n',
        prelude=False,
    ),
    Good(
        'import logging\nimport sys\n\n\ndef tell(*args):\n    logging.getLogger(None).error("crashed", exc_info=args)\n\n\n'
        'sys.excepthook = tell\n',
        prelude=False,
    ),
    Bad(
        'import logging\nimport sys\n\n\ndef tell(*args):\n    logging.getLogger(None).error("crashed", exc_info=args)  #!\n\n\n'
        'sys.excepthook = other\n',
        prelude=False,
    ),
    Good(
        'import logging\nimport sys\n\n\ndef tell(*args):\n    logging.critical("crashed", exc_info=args)\n\n\n'
        'sys.excepthook = tell\n',
        prelude=False,
    ),
    Good(
        'import logging\nimport sys\n\nsys.unraisablehook = lambda args: logging.error("lost", exc_info=args)\n',
        prelude=False,
    ),
    Bad(
        'import logging\nimport sys\n\n\ndef tell(*args):\n    logging.critical("crashed", exc_info=args)\n\n\n'
        'def work():\n    logging.critical("no")  #!\n\n\nsys.excepthook = tell\n',
        prelude=False,
    ),
    Good('import logging\n\n\ndef work():\n    logging.info("done")\n', path="docs/code/client.py", prelude=False),
    Good('import logging\n\n\ndef work():\n    logging.info("done")\n', path="examples/client.py", prelude=False),
    Bad('import logging\n\n\ndef work():\n    logging.info("done")  #!\n', path="cli/client.py", prelude=False),
)
