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
    # the fix: all values become fields, so that the message is a constant
    Bad(
        VIEW + "log.info('page %d of %s', n, request.args['user'])  #!",
        after=VIEW + "log.info('page {n} of {user}', extra={\"n\": n, \"user\": request.args['user']})",
        unsafe=True,
    ),
    Bad(
        VIEW + "log.info('User: %s', request.args['user'], exc_info=True)  #!",
        after=VIEW + "log.info('User', extra={\"user\": request.args['user']}, exc_info=True)",
        unsafe=True,
    ),
    Bad(  # two of them, one edit; and a record has a name of its own
        VIEW + "log.info('by %s from %s 100%%', request.args['name'], request.args['x'])  #!!",
        after=VIEW + "log.info('by {name_} from {x} 100%', "
        "extra={\"name_\": request.args['name'], \"x\": request.args['x']})",
        unsafe=True,
    ),
    Bad(VIEW + "log.info('of %s', request.args['a'], extra={'b': n})  #!", refused="extra-present"),
    Bad(VIEW + "log.info('of %s', *request.args['a'])  #!", refused="star-arguments"),
    Bad(VIEW + "log.info(request.args['a'])  #!", refused="dynamic-message"),
    Bad(VIEW + "log.info('{%s}', request.args['a'])  #!", refused="literal-braces"),
    # items of items, however many
    Bad(VIEW + "log.info('%s', request.args.get('a')[0].pop('b')[1])  #!"),
)
