"""Debug in loops: how deep, what is built, and what excuses both."""

from flake8_foundry_logging.core.rule import LOGURU, STDLIB, STRUCTLOG, Bad, Good


def one(body: str, head: str = "for x in xs:") -> str:
    lines = "".join(f"        {line}\n" for line in body.split("\n"))
    return f"def f(xs, ys):\n    {head}\n{lines}"


def two(body: str, outer: str = "for y in ys:", inner: str = "for x in xs:") -> str:
    lines = "".join(f"            {line}\n" for line in body.split("\n"))
    return f"def f(xs, ys):\n    {outer}\n        {inner}\n{lines}"


CASES = (
    # depth
    Bad(two("log.debug('x', x=x)  #!")),
    Bad(STDLIB + two("log.debug('x %s', x)  #!")),
    Bad(two("self.logger.debug('x')  #!")),
    Bad(two("log.debug('x')  #!", "while ys:")),
    Bad(two("log.debug('x')  #!", inner="while xs:")),
    Bad(two("if y:\n    continue\nuse(x)", inner="for x in xs:") + "            for z in x:\n" + " " * 16 + "log.debug('x')  #!\n"),
    Bad("def f(files):\n    for path in files:\n        for row in load(path):\n            log.debug('row', row=row)  #!\n"),
    Bad("for y in ys:\n    for x in y:\n        log.debug('x')  #!\n"),
    Bad(two("log.log('DEBUG', 'x')  #!").replace("log.log", "self.logger.log")),
    Good(one("log.debug('x', x=x)")),
    Good(two("log.info('x')").replace("log.info", "log.warning")),
    Good(two("log.trace('x')")),
    Good(two("if x:\n    log.debug('x')")),
    Good(two("if x:\n    continue\nlog.debug('x')")),
    Good(two("log.debug('x')\nbreak")),
    Good(two("log.debug('x')\nreturn x")),
    Good(two("log.debug('x')", inner="for x in (1, 2, 3):")),
    Good(two("log.debug('x')", outer="for y in (1, 2, 3):")),
    Good(two("log.debug('x')", outer="for attempt in range(limit):")),
    Good(two("save_row(x)\nlog.debug('x')")),
    Good(two("if log.isEnabledFor(10):\n    log.debug('x')")),
    Good("def f(xs, ys):\n    if log.isEnabledFor(10):\n        for y in ys:\n            for x in y:\n                log.debug('x')\n"),
    Good("def f(queue):\n    while True:\n        event = queue.get()\n        for x in event.items:\n            log.debug('x')\n"),
    Good("async def f(bus):\n    async for event in bus:\n        for x in event.items:\n            log.debug('x')\n"),
    Good("def f(ys):\n    for y in ys:\n        def g(xs):\n            for x in xs:\n                log.debug('x')\n"),
    Good(two("use(x)") + "        log.debug('y')\n"),
    Good("def f(xs, ys):\n    for y in ys:\n        for x in xs:\n            use(x)\n        else:\n            log.debug('y')\n"),
    # what is built
    Bad(one("log.debug(f'x {x}')  #!")),
    Bad(one("log.debug('x', text=f'{x:>10}')  #!")),
    Bad(one("log.debug('x %s' % x)  #!")),
    Bad(one("log.debug('x {}'.format(x))  #!")),
    Bad(one("log.debug('x ' + x)  #!")),
    Bad(one("log.debug('x', names=', '.join(x))  #!")),
    Bad(one("log.debug('x', names=[n.name for n in x])  #!")),
    Bad(one("log.debug('x', total=sum(n.size for n in x))  #!")),
    Bad(one("log.debug('x', body=json.dumps(x))  #!")),
    Bad(one("log.debug('x', body=x.model_dump())  #!")),
    Bad(one("log.debug('x', body=x.model_dump(mode='json')['a'])  #!")),
    Bad(one("log.debug('x', x=str(x))  #!")),
    Bad(one("log.debug('x', x=repr(x) if x else None)  #!")),
    Bad(STDLIB + one("log.debug('x %s', json.dumps(x))  #!")),
    Bad(STDLIB + one("log.debug('x', extra={'x': str(x)})  #!")),
    Bad(STRUCTLOG + one("log.debug('x', x=str(x))  #!")),
    Bad(LOGURU + one("log.debug(f'x {x}')  #!")),
    Bad(one("log.trace(f'x {x}')  #!").replace("log.", "self.logger.")),
    Bad(one("log.debug(f'x {x}', *x, **ys)  #!")),
    Good(one("log.debug('x', size=len(x))")),
    Good(one("log.debug('x', name=x.name, left=x.total - x.done, part=x.done / x.total)")),
    Good(one("log.debug('x', kind=type(x).__name__)")),
    Good(one("log.debug('x', body=lambda: json.dumps(x))")),
    Good(one("log.debug('x', items=(n for n in x))")),
    Good(one("log.debug('a ' 'b' + 'c')")),
    Good(one("log.debug(f'x')")),
    Good(one("log.debug('=' * 60)")),
    Good(one("log.debug('x', at=os.path.join(x, 'y'))")),
    Good(one("log.debug('x', x=str('y'), names=','.join(('a', 'b')))")),
    Good(one("log.debug('x', x=x + 1)")),
    Good("def str(x):\n    return x\n\n\n" + one("log.debug('x', x=str(x))")),
    Good(one("fetch(x)\nlog.debug(f'x {x}')")),
    Good(one("log.debug(f'x {x}')", "for x in range(3):")),
    Good(one("if x % 100 == 0:\n    log.debug(f'x {x}')")),
    Good("def f(x):\n    log.debug(f'x {x}')\n"),
    Good(one("catalog.debug(f'x {x}')")),
    Good(one("log.warning(f'x {x}')")),
    Good(one("log.debug(f'< {line}')", "for line in lines:")),
    Good(two("log.debug('x')"), path="tests/test_x.py"),
    # options
    Good(two("log.debug('x')", inner="for x in range(40):"), options={"loop_small_size": 40}),
    Bad(two("log.debug('x')  #!", outer="for y in range(4):"), options={"loop_small_size": 3}),
    Good(two("grid.solve(x)\nlog.debug('x')"), options={"pacing_calls": ("*.solve",)}),
)
