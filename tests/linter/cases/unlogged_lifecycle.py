"""More cases of LGF705."""

from flake8_foundry_logging.core.rule import STDLIB, Bad, Example, Good

MANAGER = "from contextlib import asynccontextmanager\n\n\n@asynccontextmanager\nasync def "
SIGNAL = "import signal\nimport sys\n\nlog.info('up')\n\n\n"
HANDLE = "\n\nsignal.signal(signal.SIGTERM, leave)\n"


def lifespan(before: str, behind: str, *, name: str = "lifespan(app):") -> str:
    return f"{MANAGER}{name}\n    {before}\n    yield\n    {behind}\n"


CASES: tuple[Example, ...] = (
    Bad(lifespan("await db.connect()", "await db.close()", name="lifespan(app):  #!")),
    Bad(lifespan("app.state.model = load_model()", "pass", name="lifespan(app: FastAPI):  #!")),
    Bad(lifespan("await db.connect()", "log.info('stopped')", name="lifespan(app):  #!")),
    Bad(lifespan("await db.connect()", "await db.close()", name="around(app):  #!") + "\n\napp = FastAPI(lifespan=around)\n"),
    Bad(
        STDLIB + MANAGER + "lifespan(app):  #!\n    log.info('started')\n    await db.connect()\n    try:\n        yield\n"
        "    finally:\n        await db.close()\n"
    ),
    Bad("def warm_up():  #!\n    cache.fill()\n\n\napp.add_event_handler('startup', warm_up)\n"),
    Bad("from .logs import logger\n\n\n@app.on_event('shutdown')\nasync def close():  #!\n    await db.close()\n", prelude=False),
    Good("@app.on_event('shutdown')\nasync def close():\n    await db.close()\n", prelude=False),  # logging is done elsewhere
    Bad(SIGNAL + "def leave(*_):  #!\n    sys.exit(0)\n" + HANDLE),
    Bad(
        SIGNAL + "class Server:\n    def run(self, loop):\n        for number in (signal.SIGTERM, signal.SIGINT):\n"
        "            loop.add_signal_handler(number, self.leave)\n\n    def leave(self):  #!\n        self.pool.close()\n"
    ),
    # a record on each side, by itself or by a function of this file
    Good(lifespan("log.info('starting')\n    await db.connect()", "await db.close()\n    log.info('stopped')")),
    Good(
        "async def start():\n    log.info('starting')\n    await db.connect()\n\n\n"
        "async def stop():\n    await db.close()\n    log.info('stopped')\n\n\n" + lifespan("await start()", "await stop()")
    ),
    Good(lifespan("print('up')", "print('down')")),
    Good(lifespan("with log.timer('start'):\n        await db.connect()", "log.info('down')")),
    # a side on which nothing is done needs no record
    Good(lifespan("log.info('up')", "pass")),
    Good(lifespan("app.state.started = True", "app.state.started = False")),
    Good(MANAGER + "lifespan(app):\n    async with Client() as client:\n        app.state.client = client\n        yield\n"),
    # another module's function does all of it, and may log
    Good("from mine import start, stop\n" + lifespan("await start()", "await stop()")),
    # another lifespan inside
    Good(MANAGER + "lifespan(app):\n    async with inner_lifespan(app):\n        await app.run_hooks()\n        yield\n"),
    # no life of a service
    Good(
        "from starlette import status\nfrom contextlib import asynccontextmanager\n\n\nclass Queue:\n    @asynccontextmanager\n"
        "    async def _lifespan(self):\n        await self.open()\n        yield\n        await self.drain()\n"
    ),
    Bad(
        "from contextlib import asynccontextmanager\n\n\nclass Service:\n    @asynccontextmanager\n"
        "    async def lifespan(self, app):  #!\n        await self.open()\n        yield\n        await self.drain()\n"
    ),
    Bad("from fastapi import FastAPI\n" + lifespan("await db.connect()", "await db.close()", name="lifespan(_):  #!")),
    Good(lifespan("await db.connect()", "await db.close()", name="session():")),
    Good(lifespan("await db.connect()", "await db.close()", name="lifespan(self):")),
    Good("@bot.on_event('message')\nasync def echo(message):\n    await message.reply('hi')\n"),
    Good(lifespan("await db.connect()", "await db.close()"), path="docs/lifespan.py"),
    Good(lifespan("await db.connect()", "await db.close()"), path="tests/test_app.py"),
    # signals
    Good(SIGNAL + "def leave(*_):\n    log.info('stopping')\n    sys.exit(0)\n" + HANDLE),
    Good(SIGNAL + "def leave(*_):\n    global running\n    running = False\n" + HANDLE),
    Good(SIGNAL + "def leave(*_):\n    raise KeyboardInterrupt\n" + HANDLE),
    Good(SIGNAL + "def leave(number, frame):\n    manager.handle_signal(number, frame)\n    sys.exit(0)\n" + HANDLE),
    Good(SIGNAL + "def leave(*_):\n    sys.exit(0)\n\n\nsignal.signal(signal.SIGUSR1, leave)\n"),
    Good("import signal\nimport sys\n\n\ndef leave(*_):\n    sys.exit(0)\n" + HANDLE, prelude=False),
    Good(SIGNAL + "signal.signal(signal.SIGINT, signal.SIG_IGN)\nsignal.signal(*pair)\nsignal.signal(signal.SIGTERM, lambda *_: sys.exit())\n"),
)
