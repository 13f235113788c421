"""What a debug call computes for nothing, and what is cheap, put off or guarded."""

from flake8_foundry_logging.core.rule import LOGURU, STDLIB, STRUCTLOG, Bad, Good


def f(*lines: str) -> str:
    return "def f(x, xs):\n" + "".join(f"    {line}\n" for line in lines)


CASES = (
    Bad(f("log.debug('x', body=orjson.dumps(x).decode())  #!")),
    Bad(f("log.debug('x', body=x.model_dump_json())  #!")),
    Bad(f("log.debug('x', names=', '.join(n.name for n in xs))  #!")),
    Bad(f("log.debug('x', names=', '.join([n.name for n in xs]))  #!")),
    Bad(f("log.debug('x', names=[n.name for n in xs])  #!")),
    Bad(f("log.debug('x', total=sum(n.size for n in xs))  #!")),
    Bad(f("log.debug(f'x {x.describe()}')  #!")),
    Bad(f("log.debug('x', text=f'{render(x)}')  #!")),
    Bad(f("log.debug('a', a=1)", "log.debug(", "    'x',", "    body=json.dumps(x),  #!", ")")),
    Bad(f("log.debug('x', a=json.dumps(x), b=json.dumps(xs))  #!")),
    Bad(STDLIB + f("log.debug('x %s', json.dumps(x))  #!")),
    Bad(STDLIB + f("log.debug('x', extra={'body': json.dumps(x)})  #!")),
    Bad(STDLIB + f("log.log(logging.DEBUG, 'x %s', pformat(x))  #!")),
    Bad(STRUCTLOG + f("log.debug('x', body=json.dumps(x))  #!")),
    Bad(LOGURU + f("log.debug('x {}', json.dumps(x))  #!")),
    Good(f("try:", "    use(x)", "except KeyError:", "    log.debug(traceback.format_exc())")),
    Bad(f("if x:", "    log.debug('x', body=json.dumps(x))  #!")),
    Bad(f("log.debug('x', body=json.dumps(x) if x else None)  #!")),
    Bad(f("log.debug('x', body=json.dumps(x))  #!", "if log.isEnabledFor(10):", "    log.debug('y')")),
    Good(f("log.debug('x', body=lambda: json.dumps(x))")),
    Good(LOGURU + f("log.opt(lazy=True).debug('x {}', lambda: json.dumps(x))")),
    Good(f("log.debug('x', items=(n.name for n in xs))")),
    Good(f("log.debug(f'x {x}')")),
    Good(f("log.debug(f'x {len(xs)} {x.name.upper()} {type(x)}')")),
    Good(f("log.debug('x', names=', '.join(xs), text=str(x), size=len(xs))")),
    Good(f("log.debug('x', user=lookup(x))")),
    Good(f("log.debug(f'{x} {traceback.format_exc()}')")),
    Bad(f("log.debug(f'{x[0]()}')  #!")),
    Good(f("if log.isEnabledFor(10):", "    log.debug('x', body=json.dumps(x))")),
    Good(f("if not log.isEnabledFor(10):", "    return", "log.debug('x', body=json.dumps(x))")),
    Good(f("if settings.DEBUG:", "    log.debug('x', body=json.dumps(x))")),
    Good(f("log.isEnabledFor(10) and log.debug('x', body=json.dumps(x))")),
    Good(f("log.debug('x', body=json.dumps(x)) if log.isEnabledFor(10) else None")),
    Good(f("log.info('x', body=json.dumps(x))")),
    Good(f("log.error('x', body=json.dumps(x))")),
    Good(f("body = json.dumps(x)", "log.debug('x', body=body)")),
    Good(f("catalog.debug('x', body=json.dumps(x))")),
    Good(f("log.debug(*xs, **x)")),
    Good(f("log.debug()")),
)
