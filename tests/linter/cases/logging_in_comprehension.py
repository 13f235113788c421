"""Comprehensions, and lambdas that run for every item."""

from flake8_foundry_logging.core.rule import Bad, Good

CASES = (
    Bad("x = {log.info('x') for _ in xs}  #!\n"),
    Bad("x = {k: log.error('x') for k in xs}  #!\n"),
    Bad("x = any(log.warning('x') for _ in xs)  #!\n"),
    Bad("x = sorted(xs, key=lambda k: log.debug('x') or k)  #!\n"),
    Bad("frame.apply(lambda row: log.info('x'))  #!\n"),
    Bad("x = list(filter(lambda k: log.info('x') is None, xs))  #!\n"),
    Good("x = [k for k in xs]\nlog.info('x')\n"),
    Good("x = [lambda: log.info('x') for _ in xs]\n"),
    Good("signal.connect(lambda sender: log.info('x'))\n"),
    Good("x = [catalog.info('x') for _ in xs]\n"),
)
