"""Further cases of LGF516."""

from flake8_foundry_logging.core.rule import LOGURU, STDLIB, STRUCTLOG, Bad, Example, Good

CASES: tuple[Example, ...] = (
    Bad(STDLIB + 'user = load()\nlog.info("hello {user}")  #!'),
    Bad(STDLIB + 'def f(user):\n    log.info("hello {user!r:>10}")  #!'),
    Bad(STDLIB + 'def f(users):\n    log.info("{users[0].name}: {len(users)}")  #!'),
    Bad(STDLIB + 'def f(user):\n    log.info("{user=}")  #!'),
    Bad(STDLIB + 'def f(user):\n    log.info("%s {user}", 1)  #!'),
    Bad(STDLIB + 'try:\n    run()\nexcept OSError as e:\n    log.error("failed: {e}")  #!'),
    Bad(STDLIB + 'with open(a) as file:\n    log.error("failed: {file.name}")  #!'),
    Bad(STDLIB + 'def f(user, host):\n    log.info("from {host} "  #!\n        f"hello {user}")'),
    Bad(STRUCTLOG + 'def f(user):\n    log.info("hello {user}")  #!'),
    Bad(STRUCTLOG + 'def f(user):\n    log.info("hello {user}", job=1)  #!'),
    Bad(LOGURU + 'def f(user):\n    log.info("hello {user}")  #!'),
    Bad("def f(self, user):\n    self.logger.info('hello {user}')  #!"),
    Bad('def f(user):\n    log.info("Привет, {user}")  #!'),
    Bad('def f(user, job):\n    log.info("{job}: hello {user}", job=job)  #!'),
    Bad('def f(user):\n    if (name := user.name):\n        log.info("hello {name}")  #!'),
    # it is filled, or may be
    Good('def f(user):\n    log.info("hello {user}", **fields)'),
    Good(LOGURU + 'def f(user):\n    log.info("hello {user}", name=user)'),
    Good("def f(self, user):\n    self.logger.info('hello {user}', user=user)"),
    Good(STDLIB + 'def f(user):\n    log.info("hello {user}".format(user=user))'),
    # it is text
    Good(STDLIB + 'def f(user):\n    log.info("hello {{user}}")'),
    Good(STDLIB + 'def f(user):\n    log.info(f"template {{user}} of {user}")'),
    Good(STDLIB + 'import json\nlog.info("a {json} file")'),
    Good(STDLIB + 'def usage():\n    pass\nlog.info("a {usage} text")'),
    Good(STDLIB + 'log.info("hello {user}")'),
    Good(STDLIB + 'def f(a):\n    log.info("{a, b}")\n    log.info("{\'a\': 1}")\n    log.info("{ }")'),
    Good(STDLIB + 'log.info("{id} {type}")'),
    Good(STDLIB + 'def f(user):\n    print("hello {user}")'),
    Good(STDLIB + 'def f(user):\n    return user\ndef g():\n    log.info("hello {user}")'),
    # a format that is shown: not all names are known
    Good(STDLIB + 'def f(mode):\n    log.error("expected {mode}-{size_in_mm}, got %s", mode)'),
    Bad(STDLIB + 'from sizes import *\ndef f(mode):\n    log.error("{mode}-{size_in_mm}")  #!'),
    Bad('def f(host):\n    log.info("{host}: {port}", port=1)  #!'),
)
