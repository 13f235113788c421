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
)
