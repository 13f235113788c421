"""Further cases of LGF506."""

from flake8_foundry_logging.core.rule import LOGURU, STDLIB, STRUCTLOG, Bad, Example, Good

TRY = "try:\n    find(user)\n"

CASES: tuple[Example, ...] = (
    Bad(STRUCTLOG + TRY + "except KeyError:\n    log.error('no such user')  #!\n"),
    Bad(LOGURU + TRY + "except KeyError:\n    log.critical('no such user')  #!\n"),
    Bad("async def f(user):\n    try:\n        await find(user)\n    except OSError:\n        await log.aerror('no')  #!\n"),
    Bad("def f(self, user):\n    try:\n        find(user)\n    except (KeyError, OSError):\n        self.logger.error('no')  #!\n"),
    Bad(TRY + "except KeyError:\n    log.error('Пользователь не найден')  #!\n"),
    Bad(TRY + "except KeyError:\n    log.error('no ' + 'user')  #!\n"),
    Bad(TRY + "except KeyError:\n    log.error('100% wrong {}')  #!\n"),
    # the error leaves a mark of its own, but not the error
    Bad(TRY + "except KeyError:\n    log.error('no such user')  #!\n    failed = True\n    return_value = None\n"),
    Bad(TRY + "except KeyError:\n    if strict:\n        log.error('no such user')  #!\n    else:\n        log.warning('no user %s', user)\n"),
    # one finding a block
    Bad(TRY + "except KeyError:\n    log.error('no such user')  #!\n    log.error('giving up')\n"),
    # a broad handler that ends the process
    Bad("import sys\n\ntry:\n    run(job)\nexcept Exception:\n    log.error('run failed')  #!\n    sys.exit(1)\n"),
    # one tried thing of two: the text cannot know
    Bad("try:\n    a = env.get_template('a.html')\n    b = env.get_template('b.html')\nexcept TemplateNotFound:\n    log.error('no template')  #!\n"),
    Bad("try:\n    text = open('/etc/app.conf').read()\nexcept OSError:\n    log.error('cannot read app.conf')  #!\n"),
    # values, in every way
    Good(TRY + "except KeyError:\n    log.error('no such user', extra={'user': user})\n"),
    Good(STDLIB + TRY + "except KeyError:\n    log.error('no such user: %s', user)\n"),
    Good(TRY + "except KeyError:\n    log.error(f'no such user: {user}')\n"),
    Good(TRY + "except KeyError:\n    log.error('no such user: ' + user)\n"),
    Good(TRY + "except KeyError as e:\n    log.error(e)\n"),
    Good(TRY + "except KeyError:\n    log.error('no such user', exc_info=True)\n"),
    Good(TRY + "except KeyError:\n    log.error('no such user', **context)\n"),
    Good(TRY + "except KeyError:\n    log.error(*args)\n"),
    Good(TRY + "except KeyError:\n    log.bind(user=user).error('no such user')\n"),
    Good("def f(user):\n    bound = log.bind(user=user)\n    try:\n        find()\n    except KeyError:\n        bound.error('no such user')\n"),
    Good("class A:\n    def __init__(self, user):\n        self.log = log.bind(user=user)\n    def f(self):\n        try:\n            find()\n        except KeyError:\n            self.log.error('no')\n"),
    Good(STDLIB + "def f(user):\n    out = logging.LoggerAdapter(log, {'user': user})\n    try:\n        find()\n    except KeyError:\n        out.error('no')\n"),
    Good("from foundry_logging import bind_context\nwith bind_context(user=user):\n    try:\n        find()\n    except KeyError:\n        log.error('no such user')\n"),
    Good(LOGURU + "with log.contextualize(user=user):\n    try:\n        find()\n    except KeyError:\n        log.error('no such user')\n"),
    # another record of the handler has them
    Good(TRY + "except KeyError as e:\n    log.error('no such user')\n    log.debug('details', error=str(e))\n"),
    Good(TRY + "except KeyError:\n    log.error('no such user')\n    log.error('user %s, page %s', user, page)\n"),
    Good(TRY + "except KeyError:\n    log.error('no such user')\n    log.debug('details', exc_info=True)\n"),
    # the error is kept otherwise
    Good(TRY + "except KeyError as e:\n    log.error('no such user')\n    raise LookupFailed from e\n"),
    Good(TRY + "except KeyError as e:\n    log.error('no such user')\n    failures.append(e)\n"),
    Good("def f(user):\n    try:\n        find(user)\n    except KeyError as e:\n        log.error('no such user')\n        return str(e)\n"),
    Good(TRY + "except KeyError as e:\n    log.error('no such user')\n    sentry_sdk.capture_exception(e)\n"),
    Good("import traceback\n" + TRY + "except KeyError:\n    log.error('no such user')\n    traceback.print_exc()\n"),
    # the text says all there is to say
    Good("try:\n    run()\nexcept KeyboardInterrupt:\n    log.error('interrupted')\n"),
    Good("try:\n    os.fork()\nexcept NotImplementedError:\n    log.error('no fork here')\n"),
    Good("try:\n    import yaml\nexcept (ImportError, ModuleNotFoundError):\n    log.error('PyYAML is not installed')\n"),
    Good("try:\n    template = env.get_template('main.html')\nexcept TemplateNotFound:\n    log.error('no template main.html')\n"),
    Good("try:\n    ret = commands['fire']({}, 'refresh')\nexcept KeyError:\n    log.error('no event module')\n"),
    Good("try:\n    api.login(user)\nexcept (LoginRefused, InvalidPassword):\n    log.error('wrong login or password')\n"),
    Good("try:\n    api.login(user)\nexcept NoPermission:\n    log.error('Нет прав доступа')\n"),
    Good("try:\n    login(user)\nexcept ApiError as e:\n    if e.status == 401:\n        log.error('wrong credentials')\n"),
    Good("try:\n    api.call(user)\nexcept InvalidToken:\n    log.error('the token is not valid')\n"),
    Good("def has_zip():\n    command = ['which', 'zip']\n    try:\n        shell.run(*command)\n    except RunError:\n        log.error('zip is not installed')\n        return False\n    return True\n"),
    Good("try:\n    shell.run('which zip')\nexcept RunError:\n    log.error('zip не установлен')\n"),
    Bad("try:\n    shell.run('which zip')\nexcept RunError:\n    log.error('no packing today')  #!\n"),
    Bad("try:\n    shell.run('zip', user)\nexcept RunError:\n    log.error('zip is not installed')  #!\n"),
    Bad("try:\n    shell.run(pack())\n    shell.run('which zip')\nexcept RunError:\n    log.error('zip is not installed')  #!\n"),
    Good("import json\ndef latest():\n    try:\n        return load(PRICES).json()['latest']\n    except json.JSONDecodeError:\n        log.error('the shop answers with no JSON')\n    return None\n"),
    Bad("import json\ndef latest(shop):\n    try:\n        return load(shop).json()['latest']\n    except json.JSONDecodeError:\n        log.error('the shop answers with no JSON')  #!\n    return None\n"),
    Bad("import json\ntry:\n    load(PRICES)\nexcept json.JSONDecodeError:\n    log.error('no prices')  #!\n"),
    Good("try:\n    sign(user)\nexcept Exception:\n    # Do not log the error: its text holds the key.\n    log.error('no signature')\n"),
    Bad("try:\n    sign(user)\nexcept Exception:\n    # The key may be old.\n    log.error('no signature')  #!\n"),
    Bad("try:\n    api.login(user)\nexcept (LoginRefused, OSError):\n    log.error('wrong credentials')  #!\n"),
    Bad("try:\n    api.login(user)\nexcept LoginRefused:\n    log.error('it did not work')  #!\n"),
    Bad("try:\n    api.login(user)\nexcept ApiError:\n    log.error('wrong credentials')  #!\n"),
    Bad("try:\n    login(user)\nexcept ApiError as e:\n    if strict:\n        log.error('wrong credentials')  #!\n"),
    Bad("try:\n    login(user)\nexcept ApiError as e:\n    if e.status == 404:\n        log.error('not found')  #!\n"),
    Bad("try:\n    text = read(path)\nexcept PermissionError:\n    log.error('access denied')  #!\n"),
    Good("class A:\n    def f(self):\n        try:\n            self.api.refresh()\n        except ReadTimeout:\n            log.error('refresh timed out')\n"),
    Bad("class A:\n    def f(self):\n        try:\n            self.api.refresh()\n        except ReadTimeout:\n            log.error('no refresh')  #!\n"),
    Bad("def f(host):\n    try:\n        ping(host)\n    except TimeoutError:\n        log.error('ping timed out')  #!\n"),
    Bad("def f(hosts):\n    for h in hosts:\n        try:\n            ping(h)\n        except TimeoutError:\n            log.error('timeout')  #!\n"),
    # not an error, not a logger, not here
    Good(TRY + "except KeyError:\n    log.warning('no such user')\n"),
    Good(TRY + "except KeyError:\n    parser.error('no such user')\n"),
    Good("log.error('no such user')\n"),
    Good(TRY + "except KeyError:\n    def later():\n        log.error('no')\n    later()\n"),
    Good(TRY + "except KeyError:\n    log.error('no such user')\n", path="tests/test_users.py"),
    Good(TRY + "except KeyError:\n    log.error('no such user')\n", path="web/tests/users.py"),
)
