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
    # a traceback under no name
    Bad('try:\n    run()\nexcept OSError:\n    log.debug("", exc_info=True)  #!'),
    Bad('try:\n    run()\nexcept OSError:\n    log.error("no run")\n    log.exception("")  #!'),
    Bad('try:\n    run()\nexcept OSError:\n    stop()\n    log.debug("", exc_info=True)  #!'),
    Bad('try:\n    run()\nexcept OSError:\n    log.warning("no run")\n    log.debug("")  #!'),
    Good('try:\n    run()\nexcept OSError as error:\n    log.warning(error)\n    log.debug("", exc_info=error)'),
    # below the head of a table
    Good(STDLIB + 'log.info("Port   Host  State")\nlog.info("------ ----- -----")'),
    Bad(STDLIB + 'log.info("--- ---")  #!'),
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
    Good('def section(title):\n    log.info("=" * 40)\n    log.info(title)', path="tests/helpers.py"),
)
