"""More cases of LGF214."""

from flake8_foundry_logging.core.rule import LOGURU, STDLIB, STRUCTLOG, Bad, Example, Good

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
    Good("import traceback\n\ntry:\n    run()\nexcept Exception:\n    log.error(traceback.format_exc())\n"),
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
)
