"""Further cases of LGF307."""

from flake8_foundry_logging.core.rule import STDLIB, Bad, Example, Good

VIEW = STDLIB + "def view(request, n, *more):\n    "

CASES: tuple[Example, ...] = (
    # an argument is escaped by its own placeholder and by no other one
    Bad(VIEW + "log.info('%s of %r', request.args['a'], n)  #!"),
    Bad(VIEW + "log.info('%*r %s', n, n, request.args['a'])  #!"),
    Bad(VIEW + "log.info('%r %s', *more, request.args['a'])  #!"),
    Bad(VIEW + "log.info('%%r %s', request.args['a'])  #!"),
    Bad(VIEW + "log.info(f'{request.args[\"a\"]} %r', n)  #!"),
    Good(VIEW + "log.info('%s of %-9r', n, request.args['a'])"),
    Good(VIEW + "log.info('%*a', n, request.args['a'])"),
    Good(VIEW + "log.info('%r %r', *more, request.args['a'])"),
    # items of items, however many
    Bad(VIEW + "log.info('%s', request.args.get('a')[0].pop('b')[1])  #!"),
)
