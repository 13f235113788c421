"""More cases of LGF214."""

from flake8_foundry_logging.core.rule import LOGURU, STDLIB, STRUCTLOG, Bad, Example, Good

TRACEBACK = "import traceback\n"

CASES: tuple[Example, ...] = (
    Bad(
        STDLIB + "try:\n    run()\nexcept Exception as e:\n    log.error('run of %s failed: %s', job, e)  #!\n",
        after=STDLIB + "try:\n    run()\nexcept Exception:\n    log.exception('run of %s failed', job)\n",
    ),
    Bad(
        STRUCTLOG + "def f():\n    try:\n        run()\n    except Exception:\n        log.error('no', job=1)  #!\n        return None\n",
        after=STRUCTLOG + "def f():\n    try:\n        run()\n    except Exception:\n        log.exception('no', job=1)\n        return None\n",
    ),
    Bad(
        STRUCTLOG + "async def f():\n    try:\n        await run()\n    except Exception:\n        await log.aerror('no')  #!\n",
        after=STRUCTLOG + "async def f():\n    try:\n        await run()\n    except Exception:\n        await log.aerror('no', exc_info=True)\n",
    ),
    Bad(
        LOGURU + "try:\n    run()\nexcept Exception:\n    log.error('no')  #!\n",
        after=LOGURU + "try:\n    run()\nexcept Exception:\n    log.exception('no')\n",
    ),
    Bad(
        STDLIB + "try:\n    run()\nexcept Exception:\n    log.error(  #!\n        'no',  # always\n    )\n",
        after=STDLIB + "try:\n    run()\nexcept Exception:\n    log.exception(\n        'no',  # always\n    )\n",
    ),
    Bad(
        LOGURU + "try:\n    run()\nexcept Exception:\n    log.critical('no')  #!\n",
        refused="loguru-critical",
    ),
    Bad("try:\n    run()\nexcept Exception:\n    log.error('no', exc_info=False)  #!\n"),
    # The exception goes out of the text, for the traceback says it.
    Bad(
        STDLIB
        + "try:\n    run()\nexcept Exception as error:\n    log.error(  #!\n        'no run of %s, see error: %s',\n        jobs.get(\n            'name',\n        ),\n        error,\n    )\n",
        after=STDLIB
        + "try:\n    run()\nexcept Exception:\n    log.exception(\n        'no run of %s, see error',\n        jobs.get(\n            'name',\n        ),\n    )\n",
    ),
    Bad(
        STDLIB + "try:\n    run()\nexcept Exception as e:\n    log.error(f'no run of {job}: {e}')  #!\n",
        after=STDLIB + "try:\n    run()\nexcept Exception:\n    log.exception('no run of %s', job)\n",
    ),
    Bad(
        STDLIB + "try:\n    run()\nexcept Exception as e:\n    log.critical('no run (%s)', e)  #!\n",
        after=STDLIB + "try:\n    run()\nexcept Exception:\n    log.critical('no run', exc_info=True)\n",
    ),
    Bad(
        STDLIB + "try:\n    run()\nexcept Exception as e:\n    log.error('no field %s', e)  #!\n",
        after=STDLIB + "try:\n    run()\nexcept Exception as e:\n    log.exception('no field %s', e)\n",
    ),
    # One finding a path.
    Bad("try:\n    run()\nexcept Exception as e:\n    log.error('one')  #!\n    log.error('two')\n"),
    Bad("try:\n    run()\nexcept Exception:\n    log.error('one')  #!\n    if verbose:\n        log.error('two')\n"),
    Bad(
        "try:\n    run()\nexcept Exception:\n    if a:\n        log.error('one')  #!\n"
        "    else:\n        log.critical('two')  #!\n"
    ),
    # The traceback is kept.
    Good("try:\n    run()\nexcept Exception:\n    log.error('no')\n    log.debug('details', exc_info=True)\n"),
    # Its text is none.
    Bad(
        STDLIB + TRACEBACK + "try:\n    run()\nexcept Exception as e:\n    log.error('no run of %s: %s\\n%s', job, e, traceback.format_exc())  #!\n",
        after=STDLIB + "try:\n    run()\nexcept Exception:\n    log.exception('no run of %s', job)\n",
    ),
    Bad(
        STDLIB + TRACEBACK + "try:\n    run()\nexcept Exception:\n    log.error(traceback.format_exc())  #!\n",
        after=STDLIB + "try:\n    run()\nexcept Exception:\n    log.exception(\"run failed\")\n",
        unsafe=True,
    ),
    Bad(
        STRUCTLOG + TRACEBACK + "try:\n    run()\nexcept Exception:\n    log.error('no', trace=traceback.format_exc(), job=1)  #!\n",
        after=STRUCTLOG + "try:\n    run()\nexcept Exception:\n    log.exception('no', job=1)\n",
    ),
    Bad(
        STDLIB + TRACEBACK + "try:\n    run()\nexcept Exception:\n    log.error('here %s it is', traceback.format_exc())  #!\n",
        refused="exception-in-sentence",
    ),
    Bad(TRACEBACK + "try:\n    run()\nexcept Exception as e:\n    log.error(f'no: {e}')\n    log.error(traceback.format_exc())  #!\n"),
    Bad(
        TRACEBACK + "import sys\n\ntry:\n    run()\nexcept Exception:\n"
        "    log.error(''.join(traceback.format_exception(*sys.exc_info())))  #!\n"
    ),
    Bad(
        TRACEBACK + "try:\n    run()\nexcept Exception:\n    log.error(traceback.format_exc())  #!\n"
        "    log.error(traceback.format_exc())\n"
    ),
    Good(TRACEBACK + "try:\n    run()\nexcept Exception:\n    log.error(traceback.format_exc())\n    raise\n"),
    Good(TRACEBACK + "try:\n    run()\nexcept Exception:\n    log.error(traceback.format_exc())\n    log.exception('no')\n"),
    Good(TRACEBACK + "try:\n    run()\nexcept Exception:\n    text = traceback.format_exc()\n    log.error('no: %s', text)\n    send(text)\n"),
    Good("def format_exc():\n    return 'no'\n\n\ntry:\n    run()\nexcept Exception:\n    log.exception(format_exc())\n"),
    # A conversion has one place to fail at.
    Good("try:\n    status = int(text[:3])\nexcept Exception:\n    log.error('malformed status')\n"),
    Good("import json\n\ntry:\n    rows = json.loads(text)\nexcept Exception as e:\n    log.error('no rows', error=str(e))\n    rows = []\n"),
    Bad("try:\n    status = int(ask())\nexcept Exception:\n    log.error('malformed status')  #!\n"),
    # The error itself goes on, with its traceback.
    Good("try:\n    run()\nexcept Exception as e:\n    log.error('no')\n    self.handle_exception(e, again=False)\n"),
    Good("try:\n    run()\nexcept Exception as e:\n    log.error('no')\n    job.exception = e\n"),
    Bad("try:\n    run()\nexcept Exception as e:\n    log.error('no')  #!\n    job.error = str(e)\n"),
    Bad("try:\n    run()\nexcept Exception as e:\n    log.error('no')  #!\n    self.handle(e)\n"),
    Good("def f():\n    try:\n        return run()\n    except Exception as e:\n        log.error('no')\n        return Answer(error=e)\n"),
    Bad("def f():\n    try:\n        return run()\n    except Exception as e:\n        log.error('no')  #!\n        return Answer(error=str(e))\n"),
    Bad("try:\n    run()\nexcept Exception as e:\n    log.error('no', error=e)  #!\n"),
    # Somebody thought of it.
    Good("try:\n    sign_in()\nexcept Exception:\n    # the error may hold a secret\n    log.error('not signed in')\n"),
    Good("try:\n    sign_in()\nexcept Exception:\n    log.error('not signed in')  # no traceback for users\n"),
    Bad("try:\n    sign_in()\nexcept Exception:\n    # tell the user\n    log.error('not signed in')  #!\n"),
    Bad("try:\n    run()\nexcept Exception as e:\n    log.error('no')  #!\n    error = e\n"),
    Good("try:\n    run()\nexcept Exception as e:\n    log.error('not set up: %s', e)\n    self.exit(1)\n"),
    Bad("try:\n    run()\nexcept Exception as e:\n    log.error('not set up: %s', e)  #!\n    self.exit(0)\n"),
    Good("import traceback\n\ntry:\n    run()\nexcept Exception:\n    log.error('no')\n    traceback.print_exc()\n"),
    Good("try:\n    run()\nexcept Exception as e:\n    log.error('no')\n    sentry_sdk.capture_exception(e)\n"),
    Good("try:\n    run()\nexcept Exception as e:\n    log.error('no')\n    future.set_exception(e)\n"),
    Good(LOGURU + "try:\n    run()\nexcept Exception:\n    log.opt(exception=True).error('no')\n"),
    Good("try:\n    run()\nexcept Exception:\n    self.log.error('no', exc_info_on_loglevel=10)\n"),
    Good("try:\n    run()\nexcept Exception:\n    log.error('no', **options)\n"),
    # The error goes on.
    Good("try:\n    run()\nexcept Exception as e:\n    log.error('no')\n    raise JobFailed from e\n"),
    Good("import sys\n\ntry:\n    main()\nexcept Exception as e:\n    log.error('no', error=str(e))\n    sys.exit(1)\n"),
    # Not an error of everything, or not a record of an error.
    Good("try:\n    run()\nexcept (OSError, ValueError) as e:\n    log.error('no', error=str(e))\n"),
    Good("try:\n    run()\nexcept Exception:\n    log.warning('no')\n"),
    Good("try:\n    run()\nexcept Exception:\n    parser.error('no')\n"),
    Good("try:\n    run()\nexcept Exception:\n    def later():\n        log.error('no')\n    raise\n"),
    Good("try:\n    run()\nexcept Exception:\n    try:\n        undo()\n    except OSError:\n        log.error('no way back')\n    raise\n"),
    # a context manager raises it again
    Good(
        STDLIB + "try:\n    sync()\nexcept Exception:\n    with save_and_reraise_exception():\n"
        "        log.error('no sync of %s', job)\n"
    ),
    Bad(
        STDLIB + "try:\n    sync()\nexcept Exception:\n    with save_and_reraise_exception(reraise=False):\n"
        "        log.error('no sync of %s', job)  #!\n"
    ),
)
