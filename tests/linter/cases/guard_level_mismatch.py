"""Further cases of LGF603."""

from flake8_foundry_logging.core.rule import STDLIB, STRUCTLOG, Bad, Good

CASES = (
    # the spellings of a guard
    Bad('import logging\nif logging.getLogger().isEnabledFor(10): ...\nlog = logging.getLogger()\n'
        'if log.isEnabledFor(10):\n    log.warning("on")  #!', prelude=False),
    Bad('import logging as L\nlog = L.getLogger()\nif log.isEnabledFor(L.DEBUG):\n    log.info("on")  #!', prelude=False),
    Bad('from logging import DEBUG, getLogger\nlog = getLogger()\nif log.isEnabledFor(DEBUG):\n    log.info("on")  #!',
        prelude=False),
    Bad(STDLIB + 'if verbose and log.isEnabledFor(logging.DEBUG):\n    log.info("on")  #!'),
    Bad(STDLIB + 'if log.getEffectiveLevel() < logging.INFO:\n    log.info("on")  #!'),
    Bad(STDLIB + 'if logging.DEBUG >= log.getEffectiveLevel():\n    log.info("on")  #!'),
    Bad(STDLIB + 'if log.getEffectiveLevel() == logging.DEBUG:\n    log.info("on")  #!'),
    Bad(STRUCTLOG + 'if log.is_enabled_for(10):\n    log.info("on")  #!'),
    Bad(STDLIB + 'debugging = log.isEnabledFor(logging.DEBUG)\nif debugging:\n    log.info("on")  #!'),
    Bad('class Job:\n    def __init__(self):\n        self.debugging = log.is_enabled_for("debug")\n'
        '    def run(self):\n        if self.debugging:\n            log.info("on")  #!'),
    Bad('log.is_enabled_for("debug") and log.info("on")  #!'),
    # what is guarded: a body, or what stands behind a way out
    Bad('def show():\n    if not log.is_enabled_for("debug"):\n        return\n    log.info("on", state=dump())  #!'),
    Bad(STDLIB + 'def show():\n    if log.getEffectiveLevel() > logging.DEBUG:\n        return\n    log.info("on")  #!'),
    Bad('if log.is_enabled_for("debug"):\n    for job in jobs:\n        log.info("job", job=job)  #!'),
    Bad('if log.is_enabled_for("debug"):\n    log.info("a")  #!\n    log.info("b")'),
    Bad('async def f():\n    if log.is_enabled_for("info"):\n        async with x() as y:\n            log.debug("y", y=y)  #!'),
    # a guard of the level of some call, or of another logger
    Good('if log.is_enabled_for("debug"):\n    if bad:\n        log.warning("broken")\n    log.debug("state")'),
    Good('def show():\n    if not log.is_enabled_for("debug"):\n        return\n    log.debug("on", state=dump())'),
    Good(STDLIB + 'if audit.isEnabledFor(logging.DEBUG):\n    log.info("on")'),
    Good(STDLIB + 'if log.isEnabledFor(logging.DEBUG):\n    log.log(level, "on")'),
    Good(STDLIB + 'if log.isEnabledFor(level):\n    log.info("on")'),
    Good(STDLIB + 'if log.isEnabledFor(logging.DEBUG) or verbose:\n    log.info("on")'),
    Good(STDLIB + 'if log.isEnabledFor(15):\n    log.info("on")'),
    # one record, told at two lengths; the hint that debugging would help; a traceback that only debugging shows
    Good(STDLIB + 'if log.isEnabledFor(logging.DEBUG):\n    log.info("all: %s", xs)\nelse:\n    log.info("%d", len(xs))'),
    Good(STDLIB + 'if not log.isEnabledFor(logging.DEBUG):\n    log.info("run with --debug to see more")'),
    Good(STDLIB + 'try:\n    run()\nexcept ValueError:\n    log.error("no")\n    if log.isEnabledFor(logging.DEBUG):\n'
         '        log.exception("because")'),
    # further conditions have their own reasons: a check that only debugging does
    Good('if log.is_enabled_for("debug"):\n    if not consistent():\n        log.warning("inconsistent")'),
    Good('if log.is_enabled_for("debug"):\n    try:\n        check()\n    except ValueError:\n        log.warning("broken")'),
    Good('if log.is_enabled_for("debug"):\n    def tell():\n        log.info("later")\n    run(tell)'),
    # no loggers
    Good('if features.isEnabledFor(10):\n    log.info("on")'),
    Good('if log.is_enabled_for(*levels):\n    log.info("on")'),
    Good('if log.is_enabled_for():\n    log.info("on")'),
    Good('if x < log.getEffectiveLevel() < y:\n    log.info("on")'),
)
