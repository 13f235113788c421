"""Further cases of LGF602."""

from flake8_foundry_logging.core.rule import LOGURU, STDLIB, Bad, Good

CASES = (
    Bad("try:\n    run()\nexcept Exception as e:\n    log.info(f'no: {e}')  #!"),
    Bad("try:\n    run()\nexcept BaseException as e:\n    log.info('no', error=repr(e))  #!"),
    Bad("try:\n    run()\nexcept (OSError, Exception) as e:\n    log.info('no', error=repr(e))  #!"),
    Bad(STDLIB + "try:\n    run()\nexcept Exception as e:\n    log.log(logging.INFO, 'no: %s', e)  #!"),
    Bad(LOGURU + "try:\n    run()\nexcept Exception as e:\n    log.trace('no: {}', e)  #!"),
    Bad("import traceback\ntry:\n    run()\nexcept Exception:\n    log.info('no', trace=traceback.format_exc())  #!"),
    Bad("def f():\n    try:\n        return run()\n    except Exception as e:\n        log.debug('no', error=str(e))  #!\n        return None"),
    Bad("def f(self):\n    try:\n        run()\n    except Exception as e:\n        self._log.debug('no: %s', e)  #!"),
    Bad("for job in jobs:\n    try:\n        job.run()\n    except Exception as e:\n        log.info('no, skipped', error=str(e))  #!"),
    # one problem, one finding
    Bad("try:\n    run()\nexcept Exception as e:\n    log.info('no', error=str(e))  #!\n    log.debug('no', error=str(e))"),
    Bad("def f():\n    try:\n        close_books()\n        run()\n    except Exception as e:\n        log.debug('no', error=str(e))  #!"),
    # the error is told elsewhere, too
    Good("try:\n    run()\nexcept Exception as e:\n    log.info('no', error=str(e))\n    log.error('no')"),
    Good("try:\n    run()\nexcept Exception as e:\n    log.info('no', error=str(e))\n    errors.append(e)"),
    Good("try:\n    run()\nexcept Exception as e:\n    log.info('no', error=str(e))\n    capture_exception(e)"),
    Good("try:\n    run()\nexcept Exception as e:\n    log.info('no', error=str(e))\n    if strict:\n        raise"),
    Good("import sys\ntry:\n    run()\nexcept Exception as e:\n    log.info('no', error=str(e))\n    sys.exit(1)"),
    Good("try:\n    run()\nexcept Exception as e:\n    future.set_exception(e)\n    log.info('no', error=str(e))"),
    # not the error, or not at that level
    Good("try:\n    run()\nexcept Exception:\n    log.warning('no')\n    log.info('going on')"),
    Good("try:\n    run()\nexcept Exception as e:\n    log.log(level, 'no: %s', e)"),
    Good("try:\n    run()\nexcept (OSError, ValueError) as e:\n    log.info('no', error=str(e))"),
    Good(STDLIB + "try:\n    run()\nexcept Exception as e:\n    log.debug('no: %s', e, exc_info=True)"),
    Good(STDLIB + "try:\n    run()\nexcept Exception as e:\n    log.debug('no', exc_info=e)"),
    # another attempt
    Good("while True:\n    try:\n        run()\n    except Exception as e:\n        log.info('no, retrying', error=str(e))"),
    Good("import time\nfor n in range(5):\n    try:\n        run()\n    except Exception as e:\n        log.debug('no', error=str(e))\n        time.sleep(n)"),
    Good("for n in range(5):\n    try:\n        run()\n    except Exception as e:\n        log.info(f'Попытка {n} не удалась: {e}')"),
    # an optional import, a release, a question
    Good("try:\n    import fast\nexcept Exception as e:\n    log.info('no fast', error=str(e))"),
    Good("try:\n    socket.close()\nexcept Exception as e:\n    log.debug('no', error=str(e))"),
    Good("async def stop():\n    try:\n        await client.aclose()\n    except Exception as e:\n        log.debug('no', error=str(e))"),
    Good("def is_alive():\n    try:\n        return ping()\n    except Exception as e:\n        log.debug('no', error=str(e))\n        return False"),
    Good("class A:\n    def __del__(self):\n        try:\n            run()\n        except Exception as e:\n            log.debug('no', error=str(e))"),
    Good("def f():\n    try:\n        run()\n    finally:\n        try:\n            drop()\n        except Exception as e:\n            log.debug('no', error=str(e))"),
    Good("try:\n    topic.unsubscribe()\n    topic.close()\nexcept Exception as e:\n    log.debug('no', error=str(e))"),
    Bad("def f():\n    try:\n        run()\n    finally:\n        try:\n            drop()\n        except Exception as e:\n            log.info('no', error=str(e))  #!"),
    # code of others
    Good("try:\n    value = eval(text, names)\nexcept Exception as e:\n    log.debug('no value', error=str(e))"),
    Good("try:\n    code = compile(text, 'x', 'exec')\n    exec(code)\nexcept Exception as e:\n    log.debug('no', error=str(e))"),
    Bad("try:\n    value = pattern.compile(text)\nexcept Exception as e:\n    log.debug('no value', error=str(e))  #!"),
    # another way
    Good("def f(a, b):\n    try:\n        return parse(a)\n    except Exception as e:\n        log.debug('no a', error=str(e))\n    try:\n        return parse(b)\n    except ValueError:\n        raise NoText from None"),
    Good("for name in names:\n    try:\n        out.append(make(name))\n        continue\n    except Exception as e:\n        log.debug('no', error=str(e))\n    try:\n        out.append(find(name))\n    except KeyError as e:\n        raise NoName from e"),
    Bad("def f(a, b):\n    try:\n        return parse(a)\n    except Exception as e:\n        log.debug('no a', error=str(e))  #!\n    return None"),
    Good("def f(a, b):\n    if a:\n        try:\n            return parse(a)\n        except Exception as e:\n            log.debug('no a', error=str(e))\n    try:\n        return parse(b)\n    except ValueError:\n        raise NoText from None"),
    Bad("for a in names:\n    try:\n        out.append(make(a))\n        continue\n    except Exception as e:\n        log.debug('no', error=str(e))  #!\ntry:\n    end()\nexcept KeyError:\n    raise"),
    Bad("def f(a, b):\n    try:\n        save(a)\n    except Exception as e:\n        log.debug('no a', error=str(e))  #!\n    try:\n        save(b)\n    except ValueError:\n        raise NoText from None"),
    Good("import time\nwhile True:\n    try:\n        if ask():\n            break\n    except Exception as e:\n        log.debug('no', error=str(e))\n    time.sleep(1)"),
    Bad("import time\nfor job in jobs:\n    try:\n        job.run()\n    except Exception as e:\n        log.debug('no', error=str(e))  #!\n    time.sleep(1)"),
    Good("try:\n    get(first)\nexcept Exception as e:\n    log.info('no, refreshing and trying again', error=str(e))"),
    Good("for part in parts:\n    try:\n        part.load()\n    except Exception as e:\n        log.info('no, will be retried later', error=str(e))"),
    Bad("try:\n    get(first)\nexcept Exception as e:\n    log.info('no retries left', error=str(e))  #!"),
    Good("def try_read():\n    try:\n        return read()\n    except Exception as e:\n        log.debug('no', error=str(e))\n        return None"),
    Good("def parse_total(answer):\n    try:\n        return answer.total + 1\n    except Exception as e:\n        log.debug('no', error=str(e))\n        return None"),
    Bad("def parse_total(answer):\n    try:\n        return answer.total + 1\n    except Exception as e:\n        log.info('no', error=str(e))  #!\n        return None"),
    # what only watches
    Good("def f(span):\n    try:\n        span.set_attribute('a', count())\n    except Exception as e:\n        log.debug('no', error=str(e))"),
    Good("try:\n    count()\nexcept Exception as e:\n    log.debug('no', error=str(e))", path="shop/telemetry.py"),
    Good("try:\n    count()\nexcept Exception as e:\n    log.debug('no', error=str(e))", path="tracing/shop.py"),
    Bad("try:\n    count()\nexcept Exception as e:\n    log.debug('no', error=str(e))  #!", path="tracing/shop/basket.py"),
    Bad("def f(span):\n    try:\n        find('a', span=span)\n    except Exception as e:\n        log.debug('no', error=str(e))  #!"),
    Bad("def f(span):\n    try:\n        span.set_attribute('a', count())\n    except Exception as e:\n        log.info('no', error=str(e))  #!"),
    # told of
    Good("def f(x):\n    \"\"\"The schema, or None if it cannot be inferred.\"\"\"\n    try:\n        return infer(x)\n    except Exception as e:\n        log.debug('no', error=str(e))\n        return None"),
    Good("def f(x):\n    \"\"\"Число; None, если разобрать не удалось.\"\"\"\n    try:\n        return infer(x)\n    except Exception as e:\n        log.debug('no', error=str(e))\n        return None"),
    Good("# Usage counters are best effort:\n# nobody waits for them.\ntry:\n    count()\nexcept Exception as e:\n    log.debug('no', error=str(e))"),
    Good("try:\n    # best-effort\n    count()\nexcept Exception as e:\n    log.debug('no', error=str(e))"),
    Good("try:\n    count()\nexcept Exception as e:\n    # not critical\n    log.debug('no', error=str(e))"),
    Bad("def f(x):\n    \"\"\"Infer the schema.\"\"\"\n    try:\n        return infer(x)\n    except Exception as e:\n        log.debug('no', error=str(e))  #!\n        return None"),
    Bad("def f(x):\n    \"\"\"The schema, or None if it cannot be inferred.\"\"\"\n    try:\n        return infer(x)\n    except Exception as e:\n        log.info('no', error=str(e))  #!\n        return None"),
    Bad("try:\n    count()\nexcept Exception as e:\n    # the counter\n    log.debug('no', error=str(e))  #!"),
    # no logger
    Good("try:\n    run()\nexcept Exception as e:\n    panel.info(str(e))"),
    Good("def f(blog):\n    try:\n        run()\n    except Exception as e:\n        blog.info(str(e))"),
)
