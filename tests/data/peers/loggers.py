"""Loggers and levels: what the peers and we say about them. A case is a comment and the code below it."""

import logging
import logging.config
import threading

# case: direct-logger: logging:LOG001 ruff:LOG001

direct = logging.Logger(__name__)

# case: logger-name: logging:LOG002 ruff:LOG002

named = logging.getLogger(__file__)

# case: warn: logging:LOG008 format:G010 ruff:G010 pylint:W4902

logger = logging.getLogger(__name__)


def warn(name):
    logger.warn("hello %s", name)


# case: warn-constant: logging:LOG009 ruff:LOG009

logger.setLevel(logging.WARN)

# case: root-logger: logging:LOG015 ruff:LOG015


def root(name):
    logging.info("hello %s", name)


# case: deprecated-elsewhere: pylint:W4902


def deprecated():
    return threading.current_thread().getName()


# case: configuration-by-network: bandit:B612 ruff:S612


def configuration_by_network():
    return logging.config.listen(9999)
