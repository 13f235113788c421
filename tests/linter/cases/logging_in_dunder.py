"""Special methods and signal handlers that log, and what only looks like them."""

from flake8_foundry_logging.core.rule import STDLIB, Bad, Good


def method(name: str, mark: str = "  #!", body: str = "log.debug('x')") -> str:
    return f"class A:\n    def {name}(self, *rest):\n        {body}{mark}\n        return self.x\n"


def handler(body: str, registered: str) -> str:
    return f"import asyncio, functools, signal\n\n\ndef stop(*rest):\n    {body}\n\n\n{registered}\n"


CASES = (
    *(Bad(method(f"__{name}__")) for name in ("repr", "str", "hash", "eq", "del")),
    Bad(STDLIB + method("__repr__")),
    Bad(method("__del__", body="self.logger.info('x')")),
    Bad(method("__del__", body="self.x and log.warning('x')")),
    Bad(method("__str__", body="y = [log.info('x') for _ in self.x]")),
    *(Good(method(f"__{name}__", "")) for name in ("init", "call", "enter", "exit", "getattr", "len")),
    Good(method("repr", "")),
    Good(method("__repr__", "", body="self.later = lambda: log.info('x')")),
    Good("class A:\n    def __repr__(self):\n        def later():\n            log.info('x')\n        return later\n"),
    Good("def __repr__():\n    log.info('x')\n"),
    Good(method("__repr__", "", body="catalog.info('x')")),
    # signal handlers
    Bad(handler("log.info('x')  #!", "signal.signal(signal.SIGINT, stop)")),
    Bad(handler("log.info('x')  #!", "signal.signal(signalnum=2, handler=stop)")),
    Bad(handler("log.info('x')  #!", "signal.signal(2, functools.partial(stop, 1))")),
    Bad(handler("log.info('x')  #!", "asyncio.get_running_loop().add_signal_handler(2, stop, 1)")),
    Bad(handler("pass", "signal.signal(2, lambda n, f: log.info('x'))  #!")),
    Bad("from signal import SIGTERM, signal as on\n\n\ndef stop(n, f):\n    log.info('x')  #!\n\n\non(SIGTERM, stop)\n"),
    Bad(
        "import signal\n\n\nclass Server:\n    def run(self):\n        signal.signal(2, self.stop)\n\n"
        "    def stop(self, n, f):\n        log.info('x')  #!\n"
    ),
    Good(handler("event.set()", "signal.signal(2, stop)\nevent.wait()\nlog.info('x')")),
    Good(handler("log.info('x')", "event.signal(2, stop)")),
    Good(handler("log.info('x')", "stop()")),
    Good(handler("pass", "signal.signal(2, signal.SIG_IGN)\nlog.info('x')")),
    Good(handler("pass", "signal.signal(2)\nsignal.signal(*args)\nsignal.signal(2, partial())\nlog.info('x')")),
)
