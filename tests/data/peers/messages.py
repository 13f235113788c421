"""Messages of log calls: what the peers and we say about them. A case is a comment and the code below it."""

import logging

logger = logging.getLogger(__name__)


def work(name, count):
    # case: fstring: logging:LOG011 format:G004 ruff:G004 pylint:W1203
    logger.info(f"hello {name}")

    # case: percent: logging:LOG011 format:G002 ruff:G002 pylint:W1201
    logger.info("hello %s" % name)

    # case: format: logging:LOG011 format:G001 ruff:G001 pylint:W1202
    logger.info("hello {}".format(name))

    # case: concatenation: logging:LOG011 format:G003 ruff:G003 pylint:W1201
    logger.info("hello " + name)

    # case: too-many-arguments: logging:LOG012 pylint:E1205 ruff:PLE1205
    logger.info("hello %s", name, count)

    # case: too-few-arguments: logging:LOG012 pylint:E1206 ruff:PLE1206
    logger.info("hello %s and %s", name)

    # case: wrong-keys: logging:LOG013
    logger.info("hello %(name)s", {"title": name})

    # case: unknown-conversion: pylint:E1200
    logger.info("hello %y", name)

    # case: cut-conversion: pylint:E1201
    logger.info("hello %", name)

    # case: converted-argument: ruff:RUF065
    logger.info("hello %s", str(name))

    # case: clashing-extra: logging:LOG003 format:G101 ruff:G101
    logger.info("hello", extra={"name": name})

    # case: extra-not-listed: format:G100
    logger.info("hello", extra={"user": name})


def tell(logger, level, name):
    # case: computed-level: ruff:G004 logging:LOG011
    logger.log(min(logging.INFO, level), f"hello {name}")


def brace(name):
    # case: text-of-its-own: ruff:RUF027
    return "hello {name}"


class Usage:
    # case: not-a-logger: format:G004
    def usage(self, option):
        self.error(f"unknown option {option}")
