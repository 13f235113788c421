"""More cases of LGF704."""

from flake8_foundry_logging.core.rule import STDLIB, Bad, Example, Good


def main(test: str, body: str = "return", head: str = "") -> str:
    return f"{head}def main(self, *args):\n    if not {test}\n        {body}\n    return True\n"


CASES: tuple[Example, ...] = (
    *(
        Bad(main(f"{call}:  #!", "return False"))
        for call in (
            "self.db.connect()",
            "client.reconnect(*args)",
            "stop_workers()",
            "restart_service(name='x')",
            "load_model(**options)",
            "self.engine.load()",
            "try_start_server()",
            "(server := start_server())",
        )
    ),
    Bad(main("start_server():  #!", "return  # no log")),  # a comment is no record
    Bad(main("start_server():  #!", "log.debug\n        return None")),
    Bad("class Broker:\n    def up(self):\n        if not self.start():  #!\n            return False\n"),
    # told by the branch, by what it calls, or by the function that failed
    *(
        Good(main("start_server():", f"{body}\n        return False"))
        for body in ("log.warning('no')", "print('no')", "notify_admin('no')", "self.log_failure()", "raise NoServer")
    ),
    Good(main("start_server():", head="def start_server():\n    log.error('no')\n\n\n")),
    Good(main("start_server():", head="def start_server():\n    print('no')\n\n\n")),
    Good(STDLIB + main("start_server():", head="def start_server():\n    self.report_error('no')\n\n\n")),
    # nothing failed, or something comes back
    Good(main("start_server():", "return 1")),
    Good(main("start_server():", "self.retry()")),
    Good("def main():\n    if start_server():\n        return\n"),
    Good("def main():\n    if not start_server:\n        return\n"),
    # a text, a file, a question
    *(Good(main(f"{call}:")) for call in ("text.startswith('a')", "start_tag(text)", "load_lines(path)", "sock.connect_ex(a)", "self.connected()")),
    *(Good(main(f"{call}:")) for call in ("server.is_up()", "(lambda: 1)()", "calls[0]()", "parser.stop_at(end)")),
    # a function that tries something out has its answer
    *(
        Good(f"def {name}(hub):\n    if not hub.connect():\n        return None\n    return hub\n")
        for name in ("client_if_available", "check_hub", "try_ping", "_is_reachable", "probe")
    ),
    Bad("def check_and_restart(hub):\n    if not hub.connect():  #!\n        return None\n    return hub\n"),
    Bad("def open_hub(hub):\n    if not hub.connect():  #!\n        return None\n    return hub\n"),
    # the function that failed says why, at whatever level
    Good(main("start_server():", head="def start_server():\n    try:\n        up()\n    except OSError as e:\n        log.debug('no', error=e)\n        return False\n    return True\n\n\n")),
    Good(main("start_server():", head="def start_server():\n    if busy:\n        log.info('busy')\n        return None\n    return 1\n\n\n")),
    Good(main("start_server():", head="def start_server():\n    try:\n        up()\n    except OSError as e:\n        log.debug('no', error=e)\n        raise NoServer\n    return True\n\n\n")),
    Bad(main("start_server():  #!", head="def start_server():\n    log.info('starting')\n    return None\n\n\n")),
    Bad(main("start_server():  #!", head="def start_server():\n    if ready:\n        log.info('ready')\n        return True\n    return False\n\n\n")),
)
