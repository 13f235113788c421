"""More cases of LGF703."""

from flake8_foundry_logging.core.rule import STDLIB, Bad, Example, Good


def work(body: str, head: str = "") -> str:
    return f"{head}def work(self, url):\n    log.info('working', url=url)\n    {body}\n"


def bad(body: str, head: str = "") -> Bad:
    return Bad(work(body + "  #!", head))


def good(body: str, head: str = "") -> Good:
    return Good(work(body, head))


CASES: tuple[Example, ...] = (
    Bad(
        "async def work(self, url):\n    log.info('working')\n    return await requests.get(\n        url,  # here\n    )\n".replace(
            "requests.get(", "requests.get(  #!"
        ),
        after="async def work(self, url):\n    log.info('working')\n    with log.timer(\"requests_get\"):\n"
        "        return await requests.get(\n            url,  # here\n        )\n",
        unsafe=True,
    ),
    Bad(
        work("for row in self.db.execute('select 1'):  #!\n        row()"),
        refused="block-head",
    ),
    Bad(work("a = 1; requests.get(url)  #!"), refused="one-line-block"),
    Bad(work("self.db.execute('''select  #!\n    1''')"), refused="multi-line-string"),
    Bad(STDLIB + work("subprocess.run(['ls'])  #!").replace(", url=url", ""), refused="no-timer"),
    bad("requests.post(url, json={})"),
    bad("fetch(url)", "from requests import get as fetch\n\n\n"),
    bad("client.get(url)", "import httpx\n\nclient = httpx.Client()\n\n\n"),
    Bad(work("with httpx.Client() as client:\n        client.get(url)  #!", "import httpx\n\n\n")),
    bad("subprocess.check_call(['ls'])"),
    bad("self.connection.cursor().execute('select 1')"),
    bad("cursor.executemany('insert', rows)"),
    bad("model = AutoModel.from_pretrained(url)"),
    bad("self.model.fit(x, y)"),
    bad("text = self.llm.generate(url)"),
    bad("answer = self.client.chat.completions.create(model='m')"),
    bad("shutil.copytree(url, 'there')", "import shutil\n\n\n"),
    bad("archive.extractall('there')"),
    Bad(work("rules.simulate(url)  #!"), options={"slow_calls": ("rules.*",)}),
    # measured
    good("with self.tracer.start_as_current_span('x'):\n        requests.get(url)"),
    good("with self.timer('x'):\n        requests.get(url)"),
    good("requests.get(url)\n    log.info('done', elapsed_ms=5)"),
    good("a = time.time()\n    requests.get(url)\n    self.observe(time.time() - a)"),
    Good("@timed\n" + work("requests.get(url)")),
    Good("from foundry_logging import trace_execution\n\n\n@trace_execution\n" + work("requests.get(url)")),
    Good(work("requests.get(url)") + "\n\ndef main():\n    with log.timer('all'):\n        asyncio.run(work(1, 2))\n"),
    # no log in this function: it is measured, or not, where it is called
    Good("def work(url):\n    return requests.get(url)\n"),
    Good("log.info('up')\nrequests.get('x')\n"),
    Good("def work(url):\n    catalog.info('x')\n    return requests.get(url)\n"),
    # fast, or something else
    good("self.settings.get(url)"),
    good("words.generate(url)"),
    good("self.tasks.execute(url)"),
    good("cursor.execute('COMMIT')"),
    good("cursor.execute('create table x (y text)')"),
    good("tree.fit(url)"),
    good("client.get(url)", "client = {}\n\n\n"),
    good("requests.get(url)", "from mine import requests\n\n\n"),
    Good("class A:\n    def load_model(self):\n        return 1\n\n    def f(self):\n        log.info('x')\n        self.load_model()\n"),
    Good(work("requests.get(url)"), path="tests/test_x.py"),
)
