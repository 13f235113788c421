"""Cases of LGF216."""

from __future__ import annotations

from flake8_foundry_logging.core.rule import LOGURU, STDLIB, STRUCTLOG, Bad, Good

BROAD = "try:\n    run()\nexcept Exception as e:\n    "
NAMELESS = "try:\n    run()\nexcept Exception:\n    "

CASES = (
    # Where it stands, and how it is written.
    Bad(
        STDLIB + BROAD + "log.exception('no run: %r', e)  #!\n", after=STDLIB + NAMELESS + "log.exception('no run')\n"
    ),
    Bad(
        STDLIB + BROAD + "log.exception('no run (%s)', str(e))  #!\n",
        after=STDLIB + NAMELESS + "log.exception('no run')\n",
    ),
    Bad(
        STDLIB + BROAD + "log.exception('no run: ' + str(e))  #!\n",
        after=STDLIB + NAMELESS + "log.exception('no run')\n",
    ),
    Bad(
        STDLIB + BROAD + "log.exception('no run: {}'.format(e))  #!\n",
        after=STDLIB + NAMELESS + "log.exception('no run')\n",
    ),
    Bad(
        STDLIB + BROAD + "log.exception('no run: %s' % e)  #!\n", after=STDLIB + NAMELESS + "log.exception('no run')\n"
    ),
    Bad(
        STDLIB + BROAD + "log.exception('%s: no run of %s', e, job)  #!\n",
        after=STDLIB + NAMELESS + "log.exception('no run of %s', job)\n",
    ),
    Bad(
        BROAD + 'log.exception(f"no run of {job}: {e!r}", step=2)  #!\n',
        after=NAMELESS + 'log.exception("no run of {job}", job=job, step=2)\n',
    ),
    Bad(
        STDLIB + BROAD + 'log.exception(f"no run of {job}: {e}")  #!\n',
        after=STDLIB + NAMELESS + 'log.exception("no run of %s", job)\n',
        unsafe=True,
    ),
    Bad(
        BROAD + 'log.exception("no run of %s: %s", job, e)  #!\n',
        after=NAMELESS + 'log.exception("no run of {job}", job=job)\n',
    ),
    Bad(LOGURU + BROAD + 'log.exception("no run: {}", e)  #!\n', refused="placeholder-mismatch"),
    Bad(
        LOGURU + BROAD + 'log.opt(exception=True).error(f"no run: {e}")  #!\n',
        after=LOGURU + NAMELESS + 'log.opt(exception=True).error("no run")\n',
    ),
    Bad(
        STDLIB + BROAD + "log.exception('no run, error: %s', e)  #!\n    fail(e)\n",
        after=STDLIB + BROAD + "log.exception('no run')\n    fail(e)\n",
    ),
    Bad(
        STDLIB
        + "import traceback\n"
        + BROAD
        + "log.exception('no run of %s: %s %s', job, e, traceback.format_exc())  #!\n",
        after=STDLIB + NAMELESS + "log.exception('no run of %s', job)\n",
    ),
    # Without a traceback, as it may be called, the record says nothing else of the error.
    Good(
        STDLIB
        + BROAD
        + "say = log.info\n    if loud:\n        say = log.exception\n    say('no run of %s: %s', job, e)\n"
    ),
    Good(STDLIB + BROAD + "say = log.exception if loud else log.info\n    say('no run of %s: %s', job, e)\n"),
    # It is all that is said.
    Bad(
        STDLIB + "def sync():\n    try:\n        run()\n    except Exception as e:\n        log.exception(e)  #!\n",
        after=STDLIB
        + "def sync():\n    try:\n        run()\n    except Exception:\n"
        + '        log.exception("run failed")\n',
        unsafe=True,
    ),
    Bad(
        STDLIB + 'def sync():\n    try:\n        run()\n    except Exception as e:\n        log.exception("%s", e)  #!\n',
        after=STDLIB
        + "def sync():\n    try:\n        run()\n    except Exception:\n"
        + '        log.exception("run failed")\n',
        unsafe=True,
    ),
    Bad(STDLIB + BROAD + 'log.exception("%s: %s", job, e)  #!\n', refused="dynamic-message"),
    # Beside exc_info.
    Bad(
        STDLIB + BROAD + "log.error('no run: %s', e, exc_info=True)  #!\n",
        after=STDLIB + NAMELESS + "log.error('no run', exc_info=True)\n",
    ),
    Bad(
        STDLIB + BROAD + "log.warning('no run: %s', e, exc_info=e)  #!\n",
        after=STDLIB + BROAD + "log.warning('no run', exc_info=e)\n",
    ),
    Bad(
        STDLIB + "def done(error):\n    log.error('no run: %s', error, exc_info=error)  #!\n",
        after=STDLIB + "def done(error):\n    log.error('no run', exc_info=error)\n",
    ),
    Bad(
        STDLIB + BROAD + "log.exception('no run: %s', e, exc_info=e)  #!\n",
        after=STDLIB + NAMELESS + "log.exception('no run')\n",
    ),
    Bad(STDLIB + BROAD + "log.error('no: %s', e, exc_info=(type(e), e, e.__traceback__))  #!\n"),
    Bad("import sys\n\ntry:\n    run()\nexcept ValueError:\n    log.exception('no', exc_info=sys.exc_info())  #!\n"),
    Bad(NAMELESS + "log.exception('no', exc_info=None)  #!\n"),
    Bad(STDLIB + BROAD + "log.exception('no field %s', e)  #!\n", refused="exception-in-sentence"),
    # Inside of a sentence a person has to find other words.
    Bad(STDLIB + BROAD + "log.exception('no run because %s was raised', e)  #!\n", refused="exception-in-sentence"),
    Bad(STDLIB + BROAD + "log.exception('no run: %s', e, *more)  #!\n", refused="star-arguments"),
    Bad(
        STDLIB + BROAD + "log.exception(\n        'no run: %s',  # why\n        e,  #!\n    )\n",
        refused="comment-inside",
    ),
    Bad("def work(self):\n    try:\n        run()\n    except Exception as e:\n        self.log.exception(f'no {e}')  #!\n",
        refused="unknown-logger"),
    # Data, and parts that the traceback does not show.
    Good(BROAD + "log.exception('no run', error=str(e))\n"),
    Good(STRUCTLOG + BROAD + "log.exception('no run', error=e)\n"),
    Good(STDLIB + BROAD + "log.exception('no run', extra={'error': str(e)})\n"),
    Good(STDLIB + BROAD + "log.exception('no run: %s', e.stderr)\n"),
    Good(STDLIB + BROAD + "log.exception('no run: %s', type(e).__name__)\n"),
    Good(STDLIB + BROAD + "log.exception('no run: %s', explain(e))\n"),
    # No traceback, or not surely, or another error's.
    Good(STDLIB + BROAD + "log.error('no run: %s', e)\n"),
    Good(STDLIB + BROAD + "log.error('no run: %s', e, exc_info=verbose)\n"),
    Good(STDLIB + BROAD + "log.exception('no run: %s', e, exc_info=False or verbose)\n"),
    Good(STDLIB + BROAD + "log.error('no run: %s', e, exc_info=False)\n"),
    Good(STDLIB + BROAD + "log.error('no run: %s', e, exc_info=e.__cause__)\n"),
    Good(STDLIB + "def done(e, other):\n    log.error('no run: %s', e, exc_info=other)\n"),
    Good(STDLIB + BROAD + "log.exception('no run', exc_info=e.__cause__)\n"),
    Good(
        STDLIB + "try:\n    run()\nexcept OSError as e:\n    try:\n        undo()\n    except ValueError as other:\n"
        "        log.exception('no way back from %s', e)\n"
    ),
    Good(STDLIB + BROAD + "e = short(e)\n    log.exception('no run: %s', e)\n"),
    Good(BROAD + "report.exception('no run: %s', e)\n"),
)
