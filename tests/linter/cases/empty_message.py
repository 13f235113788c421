"""Further cases of LGF511."""

from flake8_foundry_logging.core.rule import LOGURU, STDLIB, STRUCTLOG, Bad, Example, Good

CASES: tuple[Example, ...] = (
    Bad(STDLIB + 'log.info("   \\n")  #!'),
    Bad(STDLIB + 'logging.info("")  #!'),
    Bad(STDLIB + 'log.info("*" * 20 + "\\n")  #!'),
    Bad(STDLIB + 'log.info(40 * "#")  #!'),
    Bad(STDLIB + 'log.info(f"{\'-\' * 40}")  #!'),
    Bad(STDLIB + 'log.info("%s", "-" * 40)  #!'),
    Bad(STDLIB + 'log.info("%s" % ("-" * 40))  #!'),
    Bad(STDLIB + 'log.exception("")  #!'),
    Bad(STRUCTLOG + 'log.info("")  #!'),
    Bad(LOGURU + 'log.success("...")  #!'),
    Bad('log.info("═══════")  #!'),
    Bad('log.info("✅")  #!'),
    Bad("def f(self):\n    self.logger.info('')  #!"),
    Good('log.info("✅ готово")'),
    Good('log.info("42")'),
    Good(STDLIB + 'log.info("%s: %s", a, b)'),
    Good(STDLIB + 'log.info(f"{a}")'),
    Good(STDLIB + 'log.info("" + text)'),
    Good(STDLIB + 'log.info("\\n" + "-" * 40 + text)'),
    Good(STDLIB + 'log.info(separator * 40)'),
    Good(STDLIB + 'log.info(b"")'),
    Good("log.info()"),
    Good(STDLIB + 'log.info("%s", *lines)\nlog.info("%s")'),
    Good('parser.error("")'),
    Good('log.info("")', path="tests/test_a.py"),
)
