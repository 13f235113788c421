"""When a loop repeats a record without need, and when not: each clause of the definition, on both sides."""

from flake8_foundry_logging.core.rule import LOGURU, STDLIB, Bad, Good


def loop(body: str, head: str = "for x in rows:") -> str:
    lines = "".join(f"        {line}\n" for line in body.split("\n"))
    return f"def f(rows, client):\n    {head}\n{lines}"


def with_import(line: str, code: str) -> str:
    return f"{line}\n\n\n{code}"


CASES = (
    Bad(STDLIB + loop("log.info('x %s', x)  #!")),
    Bad(LOGURU + loop("log.info('x')  #!")),
    Bad(loop("self.logger.info('x')  #!")),
    Bad(loop("log.info('x')  #!", "while rows:")),
    Bad(loop("with lock:\n    log.info('x')  #!")),
    Bad(loop("try:\n    use(x)\n    log.info('x')  #!\nexcept KeyError:\n    skip(x)")),
    Bad(loop("log.info('x')  #!\nif not x:\n    continue\nuse(x)")),
    Bad(loop("for y in x:\n    if not y:\n        continue\nlog.info('x')  #!")),
    Bad(loop("try:\n    use(x)\nexcept KeyError:\n    continue\nlog.info('x')  #!")),
    Bad(loop("log.info('x')  #!\nif x:\n    break")),
    Bad(loop("log.info('x')  #!", "for x in range(len(rows)):")),
    Bad(loop("log.info('x')  #!", "for x in range(11):")),
    Bad(loop("log.info('x')  #!", "for i, x in enumerate(rows):")),
    Bad(loop("process(x)\nlog.info('x')  #!")),
    Bad("def helper(x):\n    return x + 1\n\n\n" + loop("helper(x)\nlog.info('x')  #!")),
    Bad("def save(x):\n    return x + 1\n\n\n" + loop("save(x)\nlog.info('x')  #!")),
    Bad("def f(items):\n    fetch(items)\n    for x in items:\n        log.info('x')  #!\n"),
    Bad("found_rows = []\n\n\n" + loop("log.info('x')  #!", "for x in found_rows:")),
    Good(loop("log.warning('x')")),
    Good(loop("log.debug('x')")),
    Good(loop("if x:\n    log.info('x')")),
    Good(loop("x and log.info('x')")),
    Good(loop("log.info('x') if x else None")),
    Good(loop("match x:\n    case 1:\n        log.info('x')")),
    Good(loop("try:\n    use(x)\nexcept KeyError:\n    log.info('x')")),
    Good(loop("if not x:\n    continue\nlog.info('x')")),
    Good(loop("log.info('x')\nreturn x")),
    Good(loop("with lock:\n    log.info('x')\nbreak")),
    Good(loop("log.info('x')\nif x:\n    return 1\nelse:\n    raise KeyError")),
    Good(loop("import sys\nlog.info('x')\nsys.exit(1)")),
    Good("async def f(rows):\n    for x in rows:\n        await x\n        log.info('x')\n"),
    Good("async def f(rows):\n    async for x in rows:\n        log.info('x')\n"),
    Good("async def f(rows):\n    for x in rows:\n        async with x:\n            log.info('x')\n"),
    Good(loop("time.sleep(1)\nlog.info('x')")),
    Good(loop("item = queue.get()\nlog.info('x')", "while True:")),
    Good(loop("log.info('x')", "while wait_for(rows):")),
    Good(loop("client.call(x)\nlog.info('x')")),
    Good(loop("cursor.execute('select')\nlog.info('x')")),
    Good(loop("import subprocess\nsubprocess.check_call(x)\nlog.info('x')")),
    Good(loop("with log.timer('work'):\n    use(x)\nlog.info('x')")),
    Good(loop("save_model(x)\nlog.info('x')")),
    Good(loop("store.insert_rows(x)\nlog.info('x')")),
    Good(loop("x()\nlog.info('x')")),
    Good(loop("tools['pkg.install'](x)\nlog.info('x')")),
    Good("import time\n\n\ndef helper(x):\n    time.sleep(1)\n\n\n" + loop("helper(x)\nlog.info('x')")),
    Good(loop("log.info('x')", "for x in (1, 2, 3):")),
    Good(loop("log.info('x')", "for i, x in enumerate([1, 2]):")),
    Good(loop("log.info('x')", "for x in range(10):")),
    Good(loop("log.info('x')", "for epoch in range(n):")),
    Good(loop("log.info('x')", "while attempts < limit:")),
    Good("NAMES = ('a', 'b')\n\n\n" + loop("log.info('x')", "for x in NAMES:")),
    Good(loop("log.info('x')", "for line in iter(process.stdout.readline, b''):")),
    Good(loop("def later():\n    log.info('x')\nregister(later)")),
    Good(loop("register(lambda: log.info('x'))")),
    Good("def f(rows):\n    if log.isEnabledFor(20):\n        for x in rows:\n            log.info('x')\n"),
    Good("def f(rows):\n    if not log.isEnabledFor(20):\n        return\n    for x in rows:\n        log.info('x')\n"),
    Good("def f(rows, verbose):\n    if verbose:\n        for x in rows:\n            log.info('x')\n"),
    Good("def report(lines):\n    for line in lines:\n        log.info(line)\n"),
    Good("def print_stats(lines):\n    for line in lines:\n        log.info(line)\n"),
    Good("def f(rows):\n    for x in rows:\n        use(x)\n    else:\n        log.info('x')\n"),
    Good(loop("catalog.info('x')")),
    # sampling, and what the logger drops by itself
    Good(loop("if i % 100 == 0:\n    log.info('x')", "for i, x in enumerate(rows):")),
    Good(loop("if i % 100:\n    continue\nlog.info('x')", "for i, x in enumerate(rows):")),
    Good(loop("self.logger.info('x', once=True)")),
    Bad(loop("self.logger.info('x', once=False)  #!")),
    # what no sentence about a loop excuses
    Bad(loop("log.info('a')  #!\nif not x:\n    continue\nlog.info('b')")),
    Bad(loop("try:\n    use(x)\nfinally:\n    log.info('x')  #!")),
    Bad(loop("try:\n    use(x)\nexcept KeyError:\n    skip(x)\nelse:\n    log.info('x')  #!")),
    Bad(loop("log.info('x')  #!\nif x:\n    return 1\nelif rows:\n    use(x)\nelse:\n    raise KeyError")),
    Bad(loop("if log.isEnabledFor(20):\n    use(x)\nlog.info('x')  #!")),
    Bad(loop("log.log(20, 'x')  #!").replace("log.log", "LOG.log"), options={"logger_objects": ("LOG",)}),
    Good(loop("log.error('x')")),
    Good(loop("log.critical('x')")),
    Good(loop("log.exception('x')")),
    # names that sound like work, and are none
    Bad(loop("head = proc.split('.')\nlog.info('x')  #!")),
    Bad(loop("rest = self.options.copy()\nlog.info('x')  #!")),
    Good(loop("tree.copy(x)\nlog.info('x')")),
    Bad(loop("line = sep.join(x)\nlog.info('x')  #!")),
    Bad(with_import("import os", loop("name = os.path.join(x, x)\nlog.info('x')  #!"))),
    # and names that do not, and are some
    Good(loop("thread.join()\nlog.info('x')")),
    Good(loop("process.join(0)\nlog.info('x')")),
    Good(loop("process.join(timeout=limit)\nlog.info('x')")),
    Good(with_import("import os", loop("for root, _, names in os.walk(x):\n    use(names)\nlog.info('x')"))),
    Good(
        "def chunks(stream):\n    while part := stream.read(10):\n        yield part\n\n\n"
        + loop("log.info('x')", "for i, x in enumerate(chunks(rows)):")
    ),
    Bad(
        "def pairs(items):\n    for item in items:\n        yield item, item\n\n\n"
        + loop("log.info('x')  #!", "for x in pairs(rows):")
    ),
    Good(loop("self.table.async_remove(x)\nlog.info('x')")),
    Bad(loop("ys.remove(x)\nlog.info('x')  #!")),
    Good(loop("batch_op.add_column(x)\nlog.info('x')")),
    Good(loop("import_sheet(x)\nlog.info('x')")),
    Good(loop("self.get_client().tag(x)\nlog.info('x')")),
    Good(loop("self._llm.predict(x)\nlog.info('x')")),
    Good(loop("log.info('x')\nx.part.initialize()")),
    Good(loop("log.info('x')\nself._host.lamp_start(x)")),
    Bad(loop("log.info('x')  #!\nfirst = x.start()")),
    Good(loop("log.info('x')\nfleet.reboot(x, 'hard')")),
    Good(loop("log.info('x')\nseconds = benchmark_fn(lambda: x, rep=3)")),
    Good(loop("log.info('x')\nrefresh.delay(x.pk)")),
    Good(loop("log.info('x')\nfound = [x.glob(pattern) for pattern in client]")),
    # what may fail as the outside fails
    Good(loop("try:\n    use(x)\n    log.info('x')\nexcept (KeyError, ConnectionResetError):\n    skip(x)")),
    Good(with_import("from lamps import LampError", loop("try:\n    use(x)\nexcept LampError:\n    continue\nlog.info('x')"))),
    Bad(with_import("import json", loop("try:\n    use(x)\n    log.info('x')  #!\nexcept json.JSONDecodeError:\n    skip(x)"))),
    Bad(with_import("from forms import ValidationError", loop("try:\n    use(x)\n    log.info('x')  #!\nexcept ValidationError:\n    skip(x)"))),
    # a few by what they are
    Good(loop("log.info('x')", "for x in self.listeners:")),
    Good(loop("log.info('x')", "for name, x in sorted(self.services.items()):")),
    Good(loop("log.info('x')", "for x in config['zones'].values():")),
    Good(loop("log.info('x')", "for x in self.settings.get('zones', ()):")),
    Good(loop("log.info('x')", "for x in app.config['BLUEPRINTS']:")),
    Good(loop("log.info('x')", "for x in self.known_drivers:")),
    Good(loop("log.info('x')", "for path, x in self.apps.items():")),
    Bad(loop("log.info('x')  #!", "for x in config_rows:")),
    Bad(loop("log.info('x')  #!", "for x in service.rows:")),
    Bad(loop("log.info('x')  #!", "for x in (a + rows)[0]:")),
    Bad(loop("log.info('x')  #!", "for x in rows[1:][y]:")),
    # many by what they are
    Bad(loop("log.info('x')  #!", "for url in found:")),
    Bad(loop("log.info('x')  #!", "for x in user_ids:")),
    Bad(loop("log.info('x')  #!", "for x in session.query(Lamp).filter(Lamp.lit).all():")),
    Bad(loop("log.info('x')  #!", "for key, x in self.records.items():")),
    Bad(loop("log.info('x')  #!", "for x in [part for part in self.entries if part]:")),
    Bad(loop("log.info('x')  #!", "for x in progress(sorted(rows), desc='x'):")),
    Bad(loop("log.info('x')  #!", "for x in (1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11):")),
    Bad("lamps = Lamp.objects.filter(lit=True)\nfor lamp in lamps:\n    log.info('lamp')  #!\n"),
    Good(loop("log.info('x')", "for zone in self.zones:")),
    Good(loop("log.info('x')", "for slot in device.slots:")),
    Good(loop("log.info('x')", "for part in self:")),
    Good(loop("log.info('x')", "for name, (kind, x) in wrong_kinds.items():")),
    Good(loop("log.info('x')", "for part in registered_parts():")),
    Good("lamps = make_lamps()\nfor lamp in lamps:\n    log.info('lamp')\n"),
    Good("lamps = lamps[1:]\nfor lamp in lamps:\n    log.info('lamp')\n"),
    # many at a time
    Good(loop("log.info('x')", "for x in range(0, count, batch):")),
    Good(loop("log.info('x')", "for x in range(0, rows, 500):")),
    Bad(loop("log.info('x')  #!", "for x in range(0, rows, 2):")),
    Bad(loop("log.info('x')  #!", "for x in range(rows, 0, -1):")),
    # lines of others, and what became of each item
    Good(loop("log.info('%s: %s', rows, line.rstrip())", "for line in answer.stdout:")),
    Good(loop("log.info(f'< {x}')", "for x in log_lines[last:]:")),
    Good(loop("line = line.strip()\nlog.info(line)", "for line in lines:")),
    Good(loop("log.info(notice.strip())", "for notice in client.notices:")),
    Bad(loop("log.info('x')  #!", "for line in lines:")),
    Bad(loop("log.info(line)  #!\nparse(line)", "for line in lines:")),
    Bad(loop("log.info(x)  #!", "for x in rows:")),
    Good(loop("if x:\n    text = 'set %s'\nelse:\n    text = 'queued %s'\nself.log.info(text, x)")),
    Bad(loop("text = 'set %s'\nself.log.info(text, x)  #!")),
    Bad("text = 'a'\nif a:\n    text = 'b'\nfor x in rows:\n    log.info(text)  #!\n"),
    # a function that turns the level up wants to see its records
    Good("def f(rows):\n    log.setLevel(20)\n    for x in rows:\n        log.info(x)\n    log.setLevel(30)\n"),
    Good(loop("log.info('x')"), path="shop/test_shop.py"),
    # one hop
    Bad("def near(x):\n    far(x)\n\n\ndef far(x):\n    open(x)\n\n\n" + loop("near(x)\nlog.info('x')  #!")),
    Good(
        "class A:\n    def step(self, x):\n        self.db.commit()\n\n    def f(self, rows):\n"
        "        for x in rows:\n            self.step(x)\n            log.info('x')\n"
    ),
    # the options
    Good(loop("log.info('x')", "for x in range(50):"), options={"loop_small_size": 50}),
    Bad(loop("log.info('x')  #!", "for x in range(51):"), options={"loop_small_size": 50}),
    Bad(loop("log.info('x')  #!", "for x in (1, 2):"), options={"loop_small_size": 1}),
    Good(loop("log.info('x')", "for attempt in rows:"), options={"loop_small_size": 0}),
    Good(
        with_import("from grid import solve as s", loop("s(x)\nlog.info('x')")),
        options={"pacing_calls": ("grid.solve",)},
    ),
    Good(loop("self.grid.solve(x)\nlog.info('x')"), options={"pacing_calls": ("self.grid.*",)}),
    Good(loop("log.info('x')", "for x in grid.solutions(rows):"), options={"pacing_calls": ("grid.*",)}),
    Good(
        "def helper(x):\n    grid.solve(x)\n\n\n" + loop("helper(x)\nlog.info('x')"),
        options={"pacing_calls": ("grid.solve",)},
    ),
    Bad(loop("grids.solve(x)\nlog.info('x')  #!"), options={"pacing_calls": ("grid.*",)}),
    # code that is legal, and that nobody expects
    Good("for x in rows:\n    log.info(*x)\n    break\n"),
    Bad("for x in rows:\n    log.info(*x)  #!\n"),
    Bad("for x in rows:\n    log.info()  #!\n"),
    Bad("while (x := rows.pop()) is not None:\n    log.info('x')  #!\n"),
)
