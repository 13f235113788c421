"""More cases of LGF202."""

import sys

from flake8_foundry_logging.core.rule import LOGURU, STDLIB, STRUCTLOG, Bad, Example, Good

CASES: tuple[Example, ...] = (
    Bad(
        "try:\n    run()\nexcept Exception:  #!\n    pass\n",
        after='try:\n    run()\nexcept Exception:\n    log.exception("run failed")\n',
        unsafe=True,
    ),
    Bad(
        STDLIB + "class Store:\n    def save(self, row):\n        try:\n            self.db.add(row)\n"
        "        except Exception as e:  #!\n            self.failures += 1\n",
        after=STDLIB + "class Store:\n    def save(self, row):\n        try:\n            self.db.add(row)\n"
        '        except Exception as e:\n            log.exception("Error in save")\n            self.failures += 1\n',
        unsafe=True,
    ),
    # A function that asks gets its answer; a record of it is for those who debug.
    Bad(
        "def is_up(client):\n    try:\n        return client.ping()\n    except Exception:  #!\n        return False\n",
        after="def is_up(client):\n    try:\n        return client.ping()\n    except Exception:\n"
        '        log.debug("client.ping failed", exc_info=True)\n        return False\n',
        unsafe=True,
    ),
    # A handler or formatter that logs hears itself.
    Bad(
        STDLIB + "class Plain(logging.Formatter):\n    def format(self, record):\n        try:\n"
        "            return self.render(record)\n        except Exception:  #!\n            return '?'\n",
        refused="logging-machinery",
    ),
    # What is done about an error is not what is told about it.
    Bad("try:\n    run()\nexcept BaseException:  #!\n    rollback()\n"),
    Bad("def f():\n    try:\n        return run()\n    except Exception:  #!\n        return fallback()\n"),
    Bad("try:\n    run()\nexcept Exception:  #!\n    ok = False\n"),
    Bad("try:\n    run()\nexcept Exception:  #!\n    if verbose:\n        pass\n"),
    Bad("try:\n    run()\nexcept Exception as e:  #!\n    if isinstance(e, OSError):\n        count += 1\n"),
    Bad("try:\n    run()\nexcept Exception:  #!\n    print('failed')\n"),
    Bad("def f():\n    try:\n        run()\n    except Exception as e:  #!\n        message = f'failed: {e}'\n        return False\n"),
    Bad("import traceback\n\ntry:\n    run()\nexcept Exception:  #!\n    traceback.format_exc()\n"),
    # Other spellings of the type.
    Bad("import builtins as b\n\ntry:\n    run()\nexcept b.Exception:  #!\n    pass\n"),
    Bad("ANY = Exception\n\ntry:\n    run()\nexcept ANY:  #!\n    pass\n"),
    Bad("ANY = (KeyError, Exception)\n\ntry:\n    run()\nexcept ANY:  #!\n    pass\n"),
    *(
        [Bad("try:\n    run()\nexcept* Exception:  #!\n    pass\n"), Good("try:\n    run()\nexcept* OSError:\n    pass\n")]
        if sys.version_info >= (3, 11)
        else []
    ),
    # Evidence that runs at another time, or belongs to another handler.
    Bad("try:\n    run()\nexcept Exception as e:  #!\n    def later():\n        log.error('no', error=e)\n"),
    Bad("try:\n    run()\nexcept Exception as e:  #!\n    later = lambda: log.error('no', error=e)\n"),
    Bad("try:\n    run()\nexcept Exception:  #!\n    try:\n        undo()\n    except KeyError:\n        raise\n"),
    Bad("def tidy():\n    log.info('tidy')\n\n\ntry:\n    run()\nexcept Exception:  #!\n    tidy()\n"),
    Bad("try:\n    run()\nexcept Exception as e:  #!\n    catalog.find('no')\n"),
    # Kept.
    Good(STRUCTLOG + "try:\n    run()\nexcept Exception as e:\n    log.warning('no', error=str(e))\n"),
    Good(LOGURU + "try:\n    run()\nexcept Exception:\n    log.opt(exception=True).debug('no')\n"),
    Good("class A:\n    def f(self):\n        try:\n            run()\n        except Exception:\n            self._log.error('no')\n"),
    Good("def f():\n    try:\n        run()\n    except Exception as e:\n        message = f'failed: {e}'\n    return message\n"),
    Good("last = None\nfor job in jobs:\n    try:\n        job()\n    except Exception as e:\n        last = e\nif last:\n    raise last\n"),
    Good("def f():\n    for _ in range(3):\n        try:\n            return run()\n        except Exception as e:\n            last = e\n    raise last\n"),
    Good("try:\n    run()\nexcept Exception as e:\n    future.set_exception(e)\n"),
    Good("try:\n    run()\nexcept Exception as e:\n    errors[job] = str(e)\n"),
    Good("try:\n    run()\nexcept Exception as e:\n    print(f'failed: {e}')\n"),  # LGF101
    Good("try:\n    run()\nexcept Exception:\n    sentry_sdk.capture_exception()\n"),
    Good("try:\n    run()\nexcept Exception:\n    page_duty()\n", options={"error_reporters": ("page_duty",)}),
    Bad("try:\n    run()\nexcept Exception:  #!\n    page_duty()\n"),
    Good("import pytest\n\ntry:\n    run()\nexcept Exception:\n    pytest.fail('no')\n"),
    Good("import sys\n\ntry:\n    main()\nexcept Exception:\n    sys.exit(2)\n"),
    Bad("import sys\n\ntry:\n    main()\nexcept Exception:  #!\n    sys.exit(0)\n"),
    Good(
        "class A:\n    def fail(self, job):\n        log.error('no', job=job)\n\n    def work(self):\n"
        "        try:\n            run()\n        except Exception:\n            self.fail(1)\n"
    ),
    Good("try:\n    run()\nexcept Exception:\n    if attempt == LAST:\n        raise\n    wait()\n"),
    Good("import atexit\n\n\n@atexit.register\ndef end():\n    try:\n        close()\n    except Exception:\n        pass\n"),
    Good("async def stop(task):\n    task.cancel()\n    try:\n        await task\n    except BaseException:\n        pass\n"),
    Good("from mine import Exception\n\ntry:\n    run()\nexcept Exception:\n    pass\n"),
    Good("try:\n    from fast import Error\nexcept ImportError:\n    Error = None\ntry:\n    run()\nexcept Error:\n    pass\n"),
    # What real code does, in other words.
    Good("try:\n    value = ipv4(text)\nexcept Exception:\n    try:\n        value = ipv6(text)\n    except Exception:\n        log.error('no address')\n"),
    Good("try:\n    self.run()\nexcept Exception:\n    self._invoke_excepthook(self)\n"),
    Good("try:\n    run()\nexcept Exception:\n    self.showtraceback()\n"),
    Good("def error(text):\n    out.write(text)\n\n\ntry:\n    n = int(text)\nexcept Exception:\n    error('not a number')\n"),
    # what a task that is done raises is its error
    Bad("async def f(done):\n    for one in done:\n        try:\n            await one\n        except Exception:  #!\n            pass\n"),
    Bad(
        "class A:\n    def stop(self):\n        self.task.cancel()\n\n    async def run(self):\n"
        "        try:\n            await self.task\n        except Exception:  #!\n            pass\n"
    ),
    # A comment explains, where the user lets it.
    Bad("try:\n    run()\nexcept Exception:  #!\n    pass  # the next round tries again\n"),
    Good(
        "try:\n    run()\nexcept Exception:\n    # the next round tries again\n    pass\n",
        options={"allow_explained_pass": True},
    ),
    Good(
        "try:\n    run()\nexcept Exception:\n    ...\n    # the next round tries again\n",
        options={"allow_explained_pass": True},
    ),
    Good(
        "for job in jobs:\n    try:\n        job()\n    except Exception:\n        continue  # the next is as good\n",
        options={"allow_explained_pass": True},
    ),
    Good(
        "try:\n    run()\nexcept Exception: pass  # the next round tries again\n",
        options={"allow_explained_pass": True},
    ),
    Bad(
        "try:\n    run()\nexcept Exception:  #!\n    pass  # noqa: E501\n",
        options={"allow_explained_pass": True},
    ),
    Bad(
        "try:\n    run()\nexcept Exception:  #!\n    pass\n# behind it\n",
        options={"allow_explained_pass": True},
    ),
    Bad(
        "try:\n    run()\nexcept Exception:  # anything  #!\n    pass\n",
        options={"allow_explained_pass": True},
    ),
    Bad(
        "try:\n    run()\nexcept Exception:  #!\n    return None  # not a pass\n",
        options={"allow_explained_pass": True},
    ),
    Bad(
        "def f():\n    try:\n        run()\n    except Exception:  #!\n        # a default\n        x = 1\n    return x\n",
        options={"allow_explained_pass": True},
    ),
    # What is tried first failed, and that is said.
    Good("try:\n    run()\nexcept Exception:\n    pass\nraise JobFailed\n"),
    Good("def f():\n    try:\n        x = run()\n    except Exception:\n        pass\n    else:\n        return x\n    raise JobFailed\n"),
    Bad("def f():\n    try:\n        run()\n    except Exception:  #!\n        return None\n    raise JobFailed\n"),
    Good("try:\n    x = run()\nexcept Exception:\n    x = None\nif x is None:\n    raise JobFailed\n"),
    Good("try:\n    run()\n    ok = True\nexcept Exception:\n    ok = False\nif not ok:\n    log.error('no run', job=job)\n"),
    Bad("try:\n    x = run()\nexcept Exception:  #!\n    x = None\nif y is None:\n    raise JobFailed\n"),
    Bad("try:\n    x = run()\nexcept Exception:  #!\n    x = None\nif x is None:\n    log.debug('no run')\n"),
    # What is given up anyway: nobody looks for a record of that.
    Good("try:\n    sock.close()\nexcept Exception:\n    pass\n"),
    Good("try:\n    self._pool.force_close_all(now=True)\nexcept Exception:\n    pass\n"),
    Good("async def f(ws):\n    try:\n        await ws.aclose()\n    except Exception:\n        pass\n"),
    Good("for worker in workers:\n    try:\n        worker.join(timeout=1)\n    except Exception:\n        continue\n"),
    Good("import os\n\ntry:\n    os.kill(pid, 9)\nexcept Exception:\n    ...\n"),
    Bad("try:\n    sock.close()\nexcept Exception:  #!\n    open_sockets += 1\n"),
    Bad("try:\n    sock.send(rest)\n    sock.close()\nexcept Exception:  #!\n    pass\n"),
    Bad("try:\n    exchange.cancel_order(order)\nexcept Exception:  #!\n    pass\n"),
    Bad("try:\n    accounts.close_month()\nexcept Exception:  #!\n    pass\n"),
    Bad("try:\n    left = sock.close()\nexcept Exception:  #!\n    pass\n"),
    # A conversion answers by its failure.
    Good("try:\n    port = int(text.strip())\nexcept Exception:\n    port = 8080\n"),
    Good("def is_number(text):\n    try:\n        float(text)\n        return True\n    except Exception:\n        return False\n"),
    Good("import json\n\n\ndef f(text):\n    try:\n        return json.loads(text)\n    except Exception:\n        return {}\n"),
    Good("def f(response):\n    try:\n        return response.json()['detail']\n    except Exception:\n        return None\n"),
    Good("try:\n    peer = sock.getpeername()\nexcept Exception:\n    peer = 'unknown'\n"),
    Good("import base64\n\n\ndef f(text):\n    try:\n        return base64.b64decode(text)\n    except Exception:\n        return None\n"),
    Bad("try:\n    port = int(ask())\nexcept Exception:  #!\n    port = 8080\n"),
    Bad("try:\n    port = int(text)\n    listen(port)\nexcept Exception:  #!\n    port = 8080\n"),
    Bad("try:\n    port = int(text)\nexcept Exception:  #!\n    port = find_port()\n"),
    Bad("import pickle\n\n\ndef f(text):\n    try:\n        return pickle.loads(text)\n    except Exception:  #!\n        return {}\n"),
    Bad("def f(url):\n    try:\n        return requests.get(url).json()\n    except Exception:  #!\n        return {}\n"),
    Bad("async def f(answer):\n    try:\n        return await answer.json()\n    except Exception:  #!\n        return {}\n"),
    Bad("def f(row):\n    try:\n        return [int(x) for x in row]\n    except Exception:  #!\n        return []\n"),
    Bad("try:\n    key = f\"{row['a']}-{row['b']}\"\nexcept Exception:  #!\n    key = None\n"),
    Good("try:\n    name = unquote(text)\nexcept Exception as e:\n    name = text\n"),
    Good("import pickle\n\nfor key, value in state.items():\n    try:\n        pickle.dumps(value)\n    except Exception:\n        unpicklable.append(key)\n"),
    Bad("import pickle\n\ntry:\n    data = pickle.dumps(value)\nexcept Exception:  #!\n    data = None\n"),
    Bad("import pickle\n\ntry:\n    pickle.dumps(value)\nexcept Exception:  #!\n    failures.append(describe(value))\n"),
    # One import stands in for another.
    Good("try:\n    from html import escape\nexcept Exception:\n    from cgi import escape\n"),
    Bad("try:\n    import fast\nexcept Exception:  #!\n    fast = None\n"),
    # A test provokes errors; that it takes its own assertion for one is another matter.
    Good("def test_it():\n    try:\n        run()\n    except Exception:\n        pass\n", path="tests/test_it.py"),
    Good(
        "import pytest\n\n\ndef test_it():\n    try:\n        run()\n        pytest.fail('no error')\n    except Exception:\n        pass\n",
        path="tests/test_it.py",
    ),
    Bad(
        "def test_it():\n    try:\n        run()\n        assert False\n    except Exception:  #!\n        pass\n",
        path="tests/test_it.py",
    ),
    Bad(
        "class TestIt:\n    def test(self):\n        try:\n            run()\n            self.fail('no error')\n"
        "        except Exception:  #!\n            pass\n",
        path="tests/test_it.py",
    ),
    # An assertion says so, and so does a failure that takes the error up by itself.
    Good("try:\n    convert = converters[kind]\nexcept Exception:\n    assert kind in converters, f'no such kind: {kind}'\n"),
    Good("from twisted.internet import defer\n\n\ndef f():\n    try:\n        return run()\n    except BaseException:\n        return defer.fail()\n"),
    Bad("from mine import defer\n\n\ndef f():\n    try:\n        return run()\n    except BaseException:  #!\n        return defer.fail()\n"),
    # Done on the way out.
    Good(
        "def drop(peer):\n    try:\n        peer.say('bye')\n    except Exception:\n        pass\n"
        "    peer.forget()\n    raise Flooded(peer)\n"
    ),
    Bad(
        "def drop(peer):\n    try:\n        peer.say('bye')\n    except Exception:  #!\n        pass\n"
        "    if peer.alive:\n        peer.forget()\n    return peer\n"
    ),
    # Another checker's finding of the same silence was looked at.
    Good("try:\n    run()\nexcept Exception:\n    pass  # noqa: S110\n"),
    Good("try:\n    run()\nexcept Exception:  # noqa: BLE001, S110\n    pass\n"),
    Good("for job in jobs:\n    try:\n        job()\n    except Exception:  # nosec B112\n        continue\n"),
    Bad("try:\n    run()\nexcept Exception:  # noqa: BLE001  #!\n    pass\n"),
    Bad("def f():\n    try:\n        return run()\n    except Exception:  # noqa: S110  #!\n        return None\n"),
    # What makes text of an object must not fail, nor what looks into an error that it is given.
    Good(
        "class Job:\n    def __repr__(self):\n        try:\n            return f'<Job {self.name}>'\n"
        "        except Exception:\n            return '<Job>'\n"
    ),
    Good(
        "def safe_repr(thing):\n    try:\n        return repr(thing)\n    except Exception:\n        return '<unprintable>'\n"
    ),
    Good(
        "class Client(Base):\n    def describe(self, exc):\n        try:\n            return exc.response.json()['detail']\n"
        "        except Exception:\n            return super().describe(exc)\n"
    ),
    Good("def status(error):\n    try:\n        return error.args[0]\n    except Exception:\n        return None\n"),
    Bad(
        "def tell(error):\n    try:\n        return tracker.send(error)\n    except Exception:  #!\n        return None\n"
    ),
    Bad("def report(row):\n    try:\n        return row.total()\n    except Exception:  #!\n        return None\n"),
)
