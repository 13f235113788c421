"""More cases of LGF709."""

from flake8_foundry_logging.core.rule import Bad, Example, Good


def place(test: str, body: str = "return False", head: str = "") -> str:
    return f"{head}def place(self, order):\n    if not {test}\n        {body}\n    return True\n"


CASES: tuple[Example, ...] = (
    Bad(place("self.store.save(order):  #!", "self.ready = False\n        return False")),
    Bad(place("try_upload(order):  #!", "return None")),
    Bad(place("validate(order):  #!", "return")),
    Bad(place("(lambda: save)()(order) and 1:", "return").replace("(lambda: save)()(order) and 1:", "save(*order, **self.options):  #!")),
    # questions, and what waits
    *(Good(place(f"{test}:")) for test in ("has_stock(order)", "order.get('id')", "re.match('x', order)", "any(order)", "getattr(order, 'id')")),
    *(Good(place(f"{test}:")) for test in ("self.lock.acquire(False)", "done.wait(5)", "running.set_running()", "(lambda: 1)()", "order")),
    # told, handled or explained
    Good(place("save(order):", "print('not saved')\n        return False")),
    Good(place("save(order):", "self.answer(500)\n        return False")),
    Good(place("save(order):", "return False  # save() has answered already")),
    Good(place("save(order):  # it has told the user", "return")),
    Good(place("save(order):", "raise NotSaved(order)")),
    Good(place("save(order):", "return 1")),
    Good(place("save(order):", head="def save(order):\n    notify_error(order)\n\n\n")),
    Good(place("save(order):", head="def save(order):\n    print('no')\n\n\n")),
    # LGF704's
    Good(place("connect(order):", "return")),
    Good(place("provision(order):", "return"), options={"critical_operations": ("provision",)}),
)
