"""More cases of LGF707."""

from flake8_foundry_logging.core.rule import Bad, Example, Good


def route(body: str, *, decorator: str = "app.post('/orders')", head: str = "", mark: str = "") -> str:
    return f"{head}@{decorator}\nasync def place(order):{mark}\n    {body}\n"


def bad(body: str, decorator: str = "app.post('/orders')") -> Bad:
    return Bad(route(body, decorator=decorator, mark="  #!"))


CASES: tuple[Example, ...] = (
    bad("await store.create(order)"),
    bad("session.add(order)"),
    bad("await db.orders.update(order)"),
    bad("return await run_job(order)", "router.put('/jobs')"),
    bad("send_mail(order)", "router.delete(path='/mails')"),
    bad("session.commit()", "router.get('/touch')"),
    bad("session.commit()", "bp.route('/touch', methods=('GET', 'POST'))"),
    bad("while True:\n        await store.save(await socket.receive())", "app.websocket('/feed')"),
    # told, by the handler, a function of the file, or a middleware
    Good(route("await store.create(order)\n    print(order)")),
    Good(route("await told(order)", head="async def told(order):\n    log.info('told')\n    await store.create(order)\n\n\n")),
    Good(route("await store.create(order)\n    self.audit_log.write(order)")),
    Good("@timed\n" + route("await store.create(order)")),
    Good(route("await store.create(order)", head="app.middleware('http')(log_requests)\n")),
    Good(route("await store.create(order)", head="app = FastAPI(middleware=[Middleware(AccessLog)])\n")),
    Good(route("await store.create(order)", head="instrument(app)\n")),
    Good(
        route(
            "await store.create(order)",
            head="@app.middleware('http')\nasync def around(request, call_next):\n    log.info('in')\n    return await call_next(request)\n\n\n",
        )
    ),
    Good(
        route(
            "await store.create(order)",
            head="class TimingMiddleware:\n    async def dispatch(self, request, call_next):\n        log.info('in')\n\n\n",
        )
    ),
    Bad(route("await store.create(order)", head="app.add_middleware(CORSMiddleware)\n", mark="  #!")),
    # nothing is changed
    Good(route("return order")),
    Good(route("data = await request.json()\n    seen.add(order)\n    data.update(a=1)\n    return Order(**data)")),
    Good(route("response.delete_cookie('session')")),
    Good(route("return await send_file(order)", decorator="app.get('/file')")),
    Good(route("await store.create(order)", decorator="app.get('/orders')")),
    # no route
    Good(route("await store.create(order)", decorator="client.post(order)")),
    Good(route("await store.create(order)", decorator="patch('mine.store')")),
    Good(route("await store.create(order)", decorator="mock.patch('mine.store')")),
    Good(route("await store.create(order)", decorator="app.post(*path)")),
    Good("@app.post('/x')\nasync def x():\n    await store.create(1)\n", path="docs/tutorial.py"),
    Good("@app.post('/x')\nasync def x():\n    await store.create(1)\n", path="tests/test_app.py"),
)
