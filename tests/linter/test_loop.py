"""What a loop is to the rules: how deep, how small, how fast."""

from __future__ import annotations

import pytest

from flake8_foundry_logging.core.log_call import LogCall
from flake8_foundry_logging.core.loop import Loop
from flake8_foundry_logging.core.module import Module
from flake8_foundry_logging.core.source import Source


def loops(code: str) -> list[Loop]:
    """The loops of a file by line."""
    return sorted(Module(Source(code, "a.py")).views(Loop), key=lambda loop: loop.node.lineno)


def indented(body: str) -> str:
    return "".join(f"    {line}\n" for line in body.split("\n"))


def test_depth_counts_the_loops_of_one_function() -> None:
    code = "for a in x:\n    while b:\n        def f():\n            for c in y:\n                pass\n"
    assert [loop.depth for loop in loops(code)] == [1, 2, 1]


@pytest.mark.parametrize(
    "head",
    [
        "for x in (1, 2)",
        "for x in {1: 2}",
        "for k, v in {1: 2}.items()",
        "for x in range(10)",
        "for x in range(5, 15)",
        "for x in range(0, 1000, 100)",
        "for x in reversed([1, 2])",
        "for a, b in zip(xs, (1, 2))",
        "for retry in xs",
        "for n_epoch in xs",
        "for worker_id, x in xs",
        "for i in range(n_retry_times + 1)",
        "for i in range(self.epochs)",
        "while retries < limit",
        "while self.attempt < limit",
    ],
)
def test_few_rounds_make_a_loop_small(head: str) -> None:
    assert loops(f"{head}:\n    pass\n")[0].small


@pytest.mark.parametrize(
    "head",
    [
        "for x in xs",
        "for x in range(11)",
        "for x in range(n)",
        "for x in range(0, 10, 0)",
        "for x in range(99999999999999999999)",
        "for x in range('a')",
        "for x in range()",
        "for x in [*xs]",
        "for x in {**xs}",
        "for x in list(xs)",
        "for x in [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]",
        "while True",
        "for worksheet in xs",
    ],
)
def test_other_loops_are_not(head: str) -> None:
    assert not loops(f"{head}:\n    pass\n")[0].small


@pytest.mark.parametrize(
    "body",
    [
        "time.sleep(1)",
        "open(x)",
        "x.read_text()",
        "self.load_model(x)",
        "requests.get(x)",
        "work_queue.get()",
        "q.get()",
        "self.session.add(x)",
        "if x:\n    thing.send(x)",
        "for y in thing.query(x):\n    pass",
        "[fetch(y) for y in x]",
        "store.clear(x, session=s)",
        "future.result()",
        "thread.join()",
        "self.manager.add_process(x)",
        "events.append(bus.get_event())",
        "_exec_ssh_cmd(x)",
        "with tools.get_client() as c:\n    c.ask(x)",
        "s = requests.Session()\ns.go(x)",
        "importlib.import_module(x)",
        "x()",
    ],
)
def test_what_waits_or_works_paces_a_loop(body: str) -> None:
    assert loops(f"import importlib, time, requests\nfor x in xs:\n{indented(body)}")[0].paced


@pytest.mark.parametrize(
    "body",
    [
        "process(x)",
        "x.append(1)",
        "items.insert(0, x)",
        "re.compile(x)",
        "urllib.parse.quote(x)",
        "loader(x)",
        "reader.next(x)",
        "def later():\n    time.sleep(1)",
        "register(lambda: time.sleep(1))",
        "log.info('saved and loaded')",
        "spreadsheet.total(x)",
        "proc.split(x)",
        "options.copy()",
        "add_event(x)",
        "s = tools.Counter()\ns.go(x)",
        "create_item(x)",
    ],
)
def test_what_only_computes_does_not(body: str) -> None:
    head = "import re, time, urllib.parse, logging\nlog = logging.getLogger(__name__)\n"
    assert not loops(f"{head}for x in xs:\n{indented(body)}")[0].paced


VERBS = """
    read write save load send receive fetch download upload post query execute commit spawn run build install apply
    deploy migrate train render compile convert copy move delete sync connect open wait sleep
"""


@pytest.mark.parametrize("verb", VERBS.split())
def test_an_unknown_call_paces_when_a_word_of_its_name_is_a_verb_of_input_output_or_work(verb: str) -> None:
    for call in (f"{verb}_them(x)", f"thing.{verb}(x)", f"thing.{verb}Now(x)"):
        assert loops(f"for x in xs:\n    {call}\n")[0].paced, call
    for call in (f"{verb}xyz(x)", f"thing.{verb}", f"thing['{verb}']"):
        assert not loops(f"for x in xs:\n    {call}\n")[0].paced, call


def test_the_items_are_fetched_once_but_the_condition_is_tested_each_time() -> None:
    assert not loops("for x in fetch(xs):\n    pass\n")[0].paced
    assert loops("while fetch(xs):\n    pass\n")[0].paced


def test_a_helper_of_the_file_is_judged_by_its_body_one_hop_deep() -> None:
    helpers = "def save(x):\n    x.n = 1\n\n\ndef step(x):\n    open(x)\n\n\ndef far(x):\n    step(x)\n\n\n"
    assert [loops(f"{helpers}for x in xs:\n    {name}(x)\n")[0].paced for name in ("save", "step", "far")] == [
        False,
        True,
        False,
    ]


def test_a_loop_drowns_the_log_only_if_the_logger_is_beyond_doubt() -> None:
    found = []
    for head in ("import logging\njournal = logging.getLogger()\n", "", "journal = make()\n"):
        module = Module(Source(f"{head}for x in xs:\n    journal.info('x')\n", "a.py"))
        found.append([Loop.drowned_by(call) is not None for call in module.views(LogCall)])
    assert found == [[True], [], []]


@pytest.mark.parametrize(
    ("outer", "multiplied"),
    [
        ("for y in ys", True),
        ("while ys", True),
        ("for path in ys:\n    open(path)", True),
        ("for y in (1, 2)", False),
        ("for attempt in ys", False),
        ("while True:\n    event = queue.get()", False),
        ("for message in consumer", False),
    ],
)
def test_a_loop_is_multiplied_by_one_around_it_that_is_neither_small_nor_waiting(outer: str, multiplied: bool) -> None:
    head = outer if ":" in outer else f"{outer}:"
    assert loops(f"{head}\n    for x in xs:\n        pass\n")[1].multiplied is multiplied
