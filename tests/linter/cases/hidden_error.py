"""More cases of LGF213."""

from flake8_foundry_logging.core.rule import LOGURU, STDLIB, Bad, Example, Good

CASES: tuple[Example, ...] = (
    Bad("try:\n    run()\nexcept Exception:\n    log.debug('no', exc_info=False)  #!\n"),
    Bad("try:\n    run()\nexcept Exception:\n    log.debug('no', stack_info=True)  #!\n"),
    Bad("def f():\n    try:\n        return run()\n    except Exception:\n        log.debug('using the default', job=1)  #!\n        return 0\n"),
    Bad("try:\n    run()\nexcept (OSError, Exception):\n    log.debug('one')  #!\n    log.info('two')\n"),
    Bad(LOGURU + "try:\n    run()\nexcept BaseException:\n    log.trace('no')  #!\n"),
    Good("try:\n    run()\nexcept Exception:\n    log.debug('closing')\n    log.error('no')\n"),
    Good("try:\n    run()\nexcept Exception as e:\n    log.debug('no')\n    errors.append(e)\n"),
    Good("def f():\n    try:\n        run()\n    except Exception as e:\n        log.info('no')\n        return str(e)\n"),
    Good(STDLIB + "try:\n    run()\nexcept Exception as e:\n    log.debug('no: %s', e)\n"),
    Good("try:\n    run()\nexcept Exception as e:\n    text = repr(e)\n    log.debug('no', reason=text)\n"),
    Good("import traceback\n\ntry:\n    run()\nexcept Exception:\n    log.info('no', trace=traceback.format_exc())\n"),
    Good("try:\n    run()\nexcept Exception:\n    pass\n"),  # LGF202
    Good("try:\n    run()\nexcept (OSError, KeyError):\n    log.info('no')\n"),
    Good("class A:\n    def __del__(self):\n        try:\n            close()\n        except Exception:\n            log.debug('no')\n"),
    Good("try:\n    log.debug('next', job=job)\nexcept Exception:\n    log.debug('next: it cannot be shown')\n"),
    Bad("try:\n    job()\n    log.debug('next', job=job)\nexcept Exception:\n    log.debug('no job')  #!\n"),
)
