"""More cases of LGF218."""

from flake8_foundry_logging.core.rule import Bad, Example, Good

HEAD = "import asyncio\n\n\nasync def f(self, task):\n"

CASES: tuple[Example, ...] = (
    Bad(HEAD + "    try:\n        await task\n    except asyncio.CancelledError:  #!\n        pass\n    await g()\n"),
    Bad(HEAD + "    try:\n        async for x in task:\n            g(x)\n    except (OSError, asyncio.CancelledError):  #!\n        pass\n    await g()\n"),
    Good(HEAD + "    try:\n        async for x in task:\n            g(x)\n    except (OSError, asyncio.CancelledError):\n        pass\n"),
    Good(HEAD + "    try:\n        await task\n    except asyncio.CancelledError:\n        pass\n    await self._shutdown()\n"),
    Good("import asyncio\n\n\nasync def stop(tasks):\n    try:\n        await asyncio.wait(tasks)\n    except asyncio.CancelledError:\n        pass\n    await g()\n"),
    Good(HEAD + "    while True:\n        try:\n            await task\n        except asyncio.CancelledError:\n            if self.stopping:\n"
         "                return\n            log.warning('not ours')\n"),
    Good(HEAD + "    try:\n        await task\n    except asyncio.CancelledError:\n        pass\n    raise RuntimeError('over')\n"),
    Bad(HEAD + "    try:\n        await task\n    except OSError:\n        raise\n    except BaseException:  #!\n        log.exception('no')\n"),
    Good(HEAD + "    try:\n        await task\n    except asyncio.CancelledError:\n        return None\n"),
    Good(HEAD + "    try:\n        await task\n    except asyncio.CancelledError:\n        log.info('gone')\n"),
    Good(HEAD + "    try:\n        await task\n    except asyncio.CancelledError:\n        pass\n    return task\n"),
    Good(HEAD + "    try:\n        await task\n    except (OSError, asyncio.CancelledError):\n        return None\n"),
    Bad(HEAD + "    try:\n        await task\n    except BaseException:  #!\n        return None\n"),
    Bad(HEAD + "    for x in task:\n        try:\n            await x\n        except asyncio.CancelledError:  #!\n            pass\n"),
    Good("import anyio\n\n\nasync def f(stream):\n    with anyio.CancelScope(shield=True):\n        try:\n            await stream.aclose()\n"
         "        except BaseException:\n            log.exception('no')\n    await g()\n"),
    Good(HEAD + "    try:\n        await task\n        if task.stopped:\n            raise asyncio.CancelledError()\n"
         "    except asyncio.CancelledError:\n        task.stop()\n    await g()\n"),
    Bad(HEAD + "    task.cancel()\n    try:\n        await self.other\n    except asyncio.CancelledError:  #!\n        pass\n    await g()\n"),
    Good(HEAD + "    try:\n        await task\n    except asyncio.CancelledError:\n        raise\n    except BaseException:\n        log.exception('no')\n"),
    Good(HEAD + "    last = None\n    try:\n        await task\n    except asyncio.CancelledError as e:\n        last = e\n    await g()\n    if last:\n        raise last\n"),
    Good(HEAD + "    try:\n        await task\n    except BaseException as e:\n        self.future.set_exception(e)\n"),
    Good(HEAD + "    gone = False\n    try:\n        await task\n    except asyncio.CancelledError:\n        gone = True\n    if gone:\n        raise asyncio.CancelledError\n"),
    Good(HEAD + "    try:\n        await g()\n    except OSError:\n        try:\n            await task\n        except asyncio.CancelledError:\n            pass\n        raise\n"),
    Good(HEAD + "    try:\n        await g()\n    finally:\n        try:\n            await task\n        except asyncio.CancelledError:\n            pass\n"),
    Good(HEAD + "    self.cancel_poll_task()\n    try:\n        await self.poll_task\n    except asyncio.CancelledError:\n        pass\n"),
    Good(HEAD + "    task.cancel()\n    try:\n        await asyncio.gather(task, return_exceptions=True)\n    except asyncio.CancelledError:\n        pass\n"),
    Good("from concurrent.futures import CancelledError\n\n\nasync def f(x):\n    try:\n        await x\n    except CancelledError:\n        pass\n    await g()\n"),
    Good("def f():\n    try:\n        run()\n    except BaseException:\n        log.exception('no')\n"),
    Good(HEAD + "    try:\n        g()\n    except BaseException:\n        log.exception('no')\n"),
    Good(HEAD + "    def g():\n        try:\n            run()\n        except BaseException:\n            log.exception('no')\n    await task\n"),
    # -- what was cancelled is waited for, whatever else the block does -----------------------------------------------
    Good(HEAD + "    try:\n        task.cancel()\n        await task\n    except asyncio.CancelledError:\n        pass\n    await g()\n"),
    Good(HEAD + "    task.cancel()\n    try:\n        async with asyncio.timeout(5):\n            await task\n"
         "    except BaseException:\n        pass\n    await g()\n"),
    Good(HEAD + "    for t in self.tasks:\n        t.cancel()\n    for task in self.tasks:\n        try:\n            await task\n"
         "        except asyncio.CancelledError:\n            pass\n    await g()\n"),
    Good(HEAD + "    [t.cancel() for t in self.tasks]\n    for one in self.tasks:\n        try:\n            await one\n"
         "        except asyncio.CancelledError:\n            continue\n    await g()\n"),
    Good(HEAD + "    try:\n        await self._cancel(task)\n    except asyncio.CancelledError:\n        pass\n    await g()\n"),
    # another method interrupts what this one waits for
    Good("import asyncio\n\n\nclass Poller:\n    def wake(self):\n        self._nap.cancel()\n\n    async def run(self):\n"
         "        while True:\n            try:\n                await self._nap\n            except asyncio.CancelledError:\n"
         "                log.debug('woken')\n"),
    Bad(HEAD + "    try:\n        task.cancel()\n        await task\n        await g()\n    except asyncio.CancelledError:  #!\n        pass\n    await g()\n"),
    Bad(HEAD + "    for x in self.urls:\n        try:\n            await get(x)\n        except asyncio.CancelledError:  #!\n            continue\n"),
    # -- the coroutine ends -------------------------------------------------------------------------------------------
    Good(HEAD + "    try:\n        await task\n    except asyncio.CancelledError:\n        pass\n    log.info('stopped')\n    self.running = False\n"),
    Good(HEAD + "    while self.running:\n        try:\n            await task\n        except asyncio.CancelledError:\n            self.running = False\n"),
    Good(HEAD + "    while not self.done.is_set():\n        try:\n            await task\n        except asyncio.CancelledError:\n            self.done.set()\n"),
    Bad(HEAD + "    while self.running:\n        try:\n            await task\n        except asyncio.CancelledError:  #!\n            self.errors += 1\n"),
    Good("import asyncio\n\n\nclass A:\n    async def __aexit__(self, *exc):\n        try:\n            await self.task\n"
         "        except asyncio.CancelledError:\n            pass\n        await g()\n"),
    Bad(HEAD + "    try:\n        await task\n    except asyncio.CancelledError:  #!\n        log.info('on')\n    if self.more:\n        await g()\n"),
    # -- a bare one, in a task's outermost function -------------------------------------------------------------------
    Good("import asyncio\n\n\nasync def work():\n    try:\n        await g()\n    except BaseException:\n        log.exception('no')\n\n\n"
         "def start():\n    asyncio.create_task(work())\n"),
    Bad("import asyncio\n\n\nasync def work():\n    while True:\n        try:\n            await g()\n        except:  #!\n            log.exception('no')\n\n\n"
        "def start():\n    asyncio.create_task(work())\n"),
    Bad("import asyncio\n\n\nasync def work():\n    try:\n        await g()\n    except BaseException:  #!\n        log.exception('no')\n\n\n"
        "async def start():\n    asyncio.create_task(work())\n    await work()\n    await g()\n"),
    # -- who cancelled is asked ---------------------------------------------------------------------------------------
    Good(HEAD + "    try:\n        await task\n    except asyncio.CancelledError:\n        asyncio.current_task().uncancel()\n    await g()\n"),
    Good(HEAD + "    try:\n        await task\n    except asyncio.CancelledError:\n        pass\n    await g()\n", path="tests/test_tasks.py"),
    # exotic but legal
    Good("async def f():\n    await g()\n    try:\n        x = lambda: 1\n    except:\n        pass\n"),
    Bad("async def f():\n    try:\n        async with a() as b, c[0]:\n            pass\n    except:  #!\n        pass\n    match b:\n        case 1:\n            await g()\n"),
    # what is done has been cancelled itself
    Good(HEAD + "    done, _ = await asyncio.wait(self.tasks)\n    for one in done:\n        try:\n            await one\n"
         "        except asyncio.CancelledError:\n            continue\n    await g()\n"),
    Bad(HEAD + "    for one in asyncio.as_completed(self.tasks):\n        try:\n            await one\n"
        "        except asyncio.CancelledError:  #!\n            continue\n    await g()\n"),
    # the end of a program
    Good(HEAD + "    try:\n        await task\n    except (KeyboardInterrupt, asyncio.CancelledError):\n        log.info('bye')\n    await self.save()\n"),
    Bad(HEAD + "    while True:\n        try:\n            await task\n        except (KeyboardInterrupt, asyncio.CancelledError):  #!\n            log.info('no')\n"),
    # Twisted cancels with an Exception of its own.
    Good("from twisted.internet import defer\n\n\nasync def f(d):\n    try:\n        await d\n    except BaseException:\n        log.exception('no')\n    await g()\n"),
    Bad("import asyncio\nfrom twisted.internet import defer\n\n\nasync def f(d):\n    try:\n        await d\n    except BaseException:  #!\n        log.exception('no')\n    await g()\n"),
)
