"""More cases of LGF211."""

from flake8_foundry_logging.core.rule import Bad, Example, Good

HEAD = "import asyncio\nimport contextlib\n\n\n"

CASES: tuple[Example, ...] = (
    Bad("import contextlib\n\nwith contextlib.suppress(Exception, OSError):  #!\n    run()\n"),
    Bad("from contextlib import suppress as quiet\n\nwith quiet(Exception):  #!\n    run()\n"),
    Bad("import contextlib\n\n\ndef maybe(verbose):\n    return contextlib.suppress(BaseException)  #!\n"),
    Bad(HEAD + "async def stop(task):\n    with contextlib.suppress(Exception):  #!\n        await task\n"),
    Good("import contextlib\n\nwith contextlib.suppress(KeyError, asyncio.CancelledError):\n    run()\n"),
    Good("import contextlib\n\nwith contextlib.suppress():\n    run()\n"),
    Good("import contextlib\n\nwith contextlib.suppress(*errors):\n    run()\n"),
    Good("with self.suppress(Exception):\n    run()\n"),
    Good(
        HEAD + "async def stop(task):\n    task.cancel()\n"
        "    with contextlib.suppress(asyncio.CancelledError, Exception):\n        await task\n"
    ),
    Good(
        HEAD + "async def stop(self):\n    self.task.cancel()\n"
        "    with Shield(), contextlib.suppress(BaseException):\n        await self.task\n"
    ),
    Good(
        "import atexit, contextlib\n\n\ndef end():\n    with contextlib.suppress(Exception):\n        close()\n\n\n"
        "atexit.register(end)\n"
    ),
    # nobody mends a test
    Good("import contextlib\n\nwith contextlib.suppress(Exception):\n    run()\n", path="tests/helpers.py"),
    Good("import contextlib\n\nwith contextlib.suppress(Exception):\n    run()\n", path="service/test_run.py"),
    # futures whose error somebody else is told of
    Good(
        HEAD + "def fail(future, error):\n    future.set_exception(error)\n"
        "    with contextlib.suppress(BaseException):\n        future.result()\n    raise error\n"
    ),
    Good(
        HEAD + "async def fail(waiters, error):\n    for waiter in waiters:\n        waiter.set_exception(error)\n"
        "        with contextlib.suppress(BaseException):\n            await waiter\n"
    ),
    Good(
        HEAD + "def start(self):\n    def seen(task):\n        with contextlib.suppress(BaseException):\n"
        "            task.result()\n\n    self.task.add_done_callback(seen)\n"
    ),
    Bad(HEAD + "def fetch(future):\n    with contextlib.suppress(Exception):  #!\n        future.result()\n"),
    Bad(
        HEAD + "def fetch(future, other):\n    other.set_exception(OSError())\n"
        "    with contextlib.suppress(Exception):  #!\n        future.result()\n"
    ),
    Bad(
        HEAD + "def seen(task):\n    with contextlib.suppress(Exception):  #!\n        store(task.result())\n\n\n"
        "def start(task):\n    task.add_done_callback(seen)\n"
    ),
    Good(
        "import contextlib, traceback\n\n\ndef page():\n    with contextlib.suppress(Exception):\n"
        "        text = traceback.format_exc()\n    return text\n"
    ),
    Good(
        HEAD + "async def stop(self):\n    for task in self.tasks:\n"
        "        with contextlib.suppress(Exception, asyncio.CancelledError):\n            await task\n"
    ),
    Bad(
        HEAD + "async def stop(self):\n    with contextlib.suppress(Exception, asyncio.CancelledError):  #!\n"
        "        await self.save()\n"
    ),
    # one call that gives something up, or says a last word where that is done
    Good("import contextlib\n\nfor worker in pool:\n    with contextlib.suppress(Exception):\n        worker.stop()\n"),
    Good(HEAD + "async def end(stream):\n    with contextlib.suppress(Exception):\n        await stream.aclose()\n"),
    Good(
        HEAD + "class Peer:\n    def disconnect(self):\n"
        "        with contextlib.suppress(Exception):\n            self.wire.send(GOODBYE)\n        self.alive = False\n"
    ),
    Good(
        HEAD + "class Peer:\n    def __exit__(self, *details):\n"
        "        with contextlib.suppress(Exception):\n            self.wire.send(GOODBYE)\n"
    ),
    Bad(HEAD + "def end():\n    with contextlib.suppress(Exception):  #!\n        sync()\n        sock.close()\n"),
    Bad(HEAD + "async def end(stream):\n    with contextlib.suppress(BaseException):  #!\n        await stream.aclose()\n"),
    Bad(HEAD + "def close_order(order):\n    with contextlib.suppress(Exception):  #!\n        order.bill()\n"),
    # the error itself is told
    Good(
        HEAD + "def serve(peer):\n    try:\n        run()\n    except Exception as error:\n"
        "        with contextlib.suppress(Exception):\n            peer.tell(str(error))\n        raise\n"
    ),
    Good(
        HEAD + "def serve(peer):\n    try:\n        run()\n    except Exception:\n        log.exception('no run')\n"
        "        with contextlib.suppress(Exception):\n            peer.tell('failed')\n"
    ),
    Bad(
        HEAD + "def serve(peer):\n    try:\n        run()\n    except KeyError:\n"
        "        with contextlib.suppress(Exception):  #!\n            peer.tell('failed')\n"
    ),
)
