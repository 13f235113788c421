"""Further cases of LGF517."""

from flake8_foundry_logging.core.rule import LOGURU, STDLIB, STRUCTLOG, Bad, Example, Good

CASES: tuple[Example, ...] = (
    Bad(STRUCTLOG + "log.error('no such user')  #!"),
    Bad(LOGURU + "log.critical('no such user')  #!"),
    Bad("def f(self):\n    self.logger.error('no such user')  #!\n    return None"),
    Bad("async def f():\n    await log.aerror('no such user')  #!"),
    Bad("log.error('one')  #!\nlog.error('two')\n"),
    Bad("try:\n    run()\nfinally:\n    log.error('no such user')  #!"),
    Good("log.error('no such user')\nlog.error('user was %s, page %s', user, page)\n"),
    Good("log.bind(user=user).error('no such user')"),
    Good("try:\n    run()\nexcept KeyError:\n    log.error('no such user')"),
    Good("log.error('no such user', exc_info=error)"),
    Good("log.exception('no such user')"),
    Good("log.info('no user')"),
    Good("log.error('no such user')", path="test_users.py"),
    Good("parser.error('no such user')"),
)
