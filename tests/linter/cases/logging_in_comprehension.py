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
    Bad("x = [[log.info('x') for _ in row] for row in xs]  #!\n"),
    Bad("x = [k for k in xs if log.debug('x') or k]  #!\n"),
    Bad("x = [k if k else log.debug('x') for k in xs]  #!\n"),
    Bad("async def f(xs):\n    return [await log.ainfo('x') async for _ in xs]  #!\n"),
    Bad("x = max(xs, key=lambda k: (log.debug('x'), k)[1])  #!\n"),
    Bad("xs.sort(key=lambda k: log.debug('x') or k)  #!\n"),
    Bad("x = pool.map(lambda k: self.logger.info('x'), xs)  #!\n"),
    Bad("x = [(lambda: k)() or log.info('x') for k in xs]  #!\n"),
    Good("x = list(map(lambda k: k, xs)) and log.info('x')\n"),
    Good("x = map(handler(lambda: log.info('x')), xs)\n"),
    Good("x = Button(command=lambda: log.info('x'))\n"),
    Good("x = sorted(xs)\nlater = lambda: log.info('x')\n"),
    Good("x = registry['map'](lambda: log.info('x'))\n"),
)
