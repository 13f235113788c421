"""Further cases of LGF604."""

from flake8_foundry_logging.core.rule import LOGURU, STDLIB, STRUCTLOG, Bad, Good

CASES = (
    # what takes a level, and how it is given
    Bad(STDLIB + 'log.setLevel("info")  #!'),
    Bad(STDLIB + 'log.setLevel(level="Debug")  #!'),
    Bad(STDLIB + 'logging.getLogger("asyncio").setLevel("warning")  #!'),
    Bad('import logging\nlogging.basicConfig(format="%(message)s", level="debug")  #!', prelude=False),
    Bad('from logging import basicConfig\nbasicConfig(level="VERBOSE")  #!', prelude=False),
    Bad(STDLIB + 'handler = logging.StreamHandler()\nhandler.setLevel("error")  #!'),
    Bad('import logging.handlers\nhandler = logging.handlers.SysLogHandler()\nhandler.setLevel("NOTICE")  #!', prelude=False),
    Bad(STDLIB + 'LEVEL = "debug"\nlog.setLevel(LEVEL)  #!'),
    Bad(STDLIB + 'if log.isEnabledFor("DEBUG"):  #!\n    log.debug("%s", dump())'),
    Bad(STDLIB + 'log.log("warning", "slow")  #!'),
    Bad(STDLIB + 'log.log(level="INFO", msg="slow")  #!'),
    Bad('import logging\nlogging.log("INFO", "slow")  #!', prelude=False),
    # constants and functions in the place of a level
    Bad(STDLIB + "log.setLevel(logging.WARNNING)  #!"),
    Bad(STDLIB + "log.setLevel(logging.info)  #!"),
    Bad('import logging\nlogging.basicConfig(level=logging.VERBOSE)  #!', prelude=False),
    Bad(STDLIB + 'log.log(logging.TRACE, "slow")  #!'),
    Bad(STDLIB + 'log.log(logging.error, "slow")  #!'),
    # ours
    Bad('log.log("notice", "slow")  #!'),
    Bad('if log.is_enabled_for("trace"):  #!\n    log.debug("slow")'),
    Bad('from foundry_logging import configure\nconfigure(level="verbose", console_level="info")  #!', prelude=False),
    Bad(LOGURU + 'log.log("info", "slow")  #!'),
    Bad(LOGURU + 'log.log("NOTICE", "slow")  #!'),
    # a level of the standard library in another case cannot be excused by a method or a name
    Bad(STDLIB + 'DEBUG = True\nlog.debug("x")\nlog.setLevel("debug")  #!'),
    # everything that there is
    *(Good(STDLIB + f'log.setLevel("{name}")') for name in ("NOTSET", "WARN", "FATAL", "CRITICAL")),
    *(Good(STDLIB + f"log.setLevel(logging.{name})") for name in ("NOTSET", "WARNING", "FATAL")),
    *(Good(f'log.set_level("{name}")') for name in ("warn", "FATAL", " Info ")),
    Good("log.set_level(None)"),
    Good(LOGURU + 'log.log("TRACE", "x")'),
    # what a file registers
    Good(STDLIB + 'logging.addLevelName(15, "info")\nlog.setLevel("info")'),
    Good(STDLIB + 'for number, name in LEVELS:\n    logging.addLevelName(number, name)\nlog.setLevel("TRACE")'),
    Good(STDLIB + 'add_logging_level("TRACE", 5)\nlog.setLevel("TRACE")'),
    Good(STDLIB + "logging.TRACE = 5\nlog.setLevel(logging.TRACE)"),
    Good(STDLIB + 'setattr(logging, "TRACE", 5)\nlog.setLevel(logging.TRACE)'),
    Good(LOGURU + 'log.level("NOTICE", no=22)\nlog.log("NOTICE", "x")'),
    Good(STDLIB + "import verboselogs\nlog.setLevel(logging.SPAM)"),
    # what it may know from elsewhere: a name of that level, a method of that level
    Good(STDLIB + 'from app.levels import TRACE\nlog.setLevel("TRACE")'),
    Good(STDLIB + 'log.setLevel(logging.TRACE)\nlog.trace("x")'),
    Good(STDLIB + 'if log.isEnabledFor(logging.TRACE):\n    log.trace("%s", dump())'),
    Good(STDLIB + "log.setLevel(logging.GARBAGE)  # pylint: disable=no-member"),
    Good(STDLIB + "log.setLevel(logging.TRACE)  # type: ignore[attr-defined]"),
    # a test of the error
    Good('import pytest\ndef test_level():\n    with pytest.raises(ValueError):\n        log.set_level("loud")'),
    Good(STDLIB + 'def test(self):\n    with self.assertRaises(ValueError):\n        log.setLevel("loud")'),
    # what it does not show
    Good(STDLIB + "log.setLevel(level)"),
    Good(STDLIB + "log.setLevel(level.upper())"),
    Good(STDLIB + 'log.setLevel("debug".upper())'),
    Good(STDLIB + "log.setLevel(*levels)"),
    Good(STDLIB + "log.setLevel()"),
    Good(STDLIB + "log.setLevel(57)"),
    Good(STDLIB + 'def f(level="debug"):\n    log.setLevel(level)'),
    Good(STDLIB + 'level = "debug"\nlevel = level.upper()\nlog.setLevel(level)'),
    Good(STDLIB + 'LEVELS = {"trace": logging.TRACE}'),
    Good(STDLIB + 'log.setLevel(getattr(logging, "TRACE"))'),
    Good(STDLIB + "log.setLevel(logging.getLevelName(name))"),
    Good('self.logger.setLevel("trace")'),
    Good('window.setLevel("floating")'),
    Good('mixer.log("low", 3)'),
    Good(STRUCTLOG + 'log.log("info", "x")'),
    Good('def basicConfig(level): ...\nbasicConfig(level="loud")'),
)
