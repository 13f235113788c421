"""More cases of LGF704."""

from flake8_foundry_logging.core.rule import Bad, Example, Good


def bad(condition: str, body: str = "return", log: str = "") -> Bad:
    code = f"async def main(self):\n    if {condition}:{{mark}}\n{{log}}        {body}\n    go()\n"
    fixed = code.format(mark="", log=f"        {log}\n") if log else None
    return Bad(code.format(mark="  #!", log=""), after=fixed)


def good(condition: str, body: str = "return") -> Good:
    return Good(f"async def main(self):\n    if {condition}:\n        {body}\n    go()\n")


CASES: tuple[Example, ...] = (
    bad("not await start_server()", log='log.error("start_server failed")'),
    bad("not self.client.connect()", "return False", log='log.error("connect failed")'),
    bad("not (model := load_model(name))", "return None"),
    bad("not stop_service('api')"),
    bad("not self._start_worker()"),
    bad("not reconnect()"),
    bad("not start_foundry()"),
    bad("not startServer()"),
    bad("not self.model_manager.load()"),
    bad("not self.server.start()", "self.state = 0\n        return False"),
    Bad("class ModelServer:\n    def run(self):\n        if not self.start():  #!\n            return False\n"),
    bad("not launch_browser()"),
    Bad("def f():\n    if not provision():  #!\n        return\n", options={"critical_operations": ("provision",)}),
    # Something is said, or nothing is returned.
    good("not start_server()", "log.warning('no server')\n        return"),
    good("not start_server()", "raise RuntimeError('no server')"),
    good("not start_server()", "return 1"),
    good("not start_server()", "return {'error': 'no server'}"),
    good("not start_server()", "notify_admin('no server')\n        return"),
    good("not start_server()", "print('no server')\n        return"),  # LGF101
    good("not start_server()", "if strict:\n            raise RuntimeError\n        return"),
    good("not start_server()", "retry()"),
    Good("def start_server():\n    log.error('port taken')\n    return False\n\n\ndef main():\n    if not start_server():\n        return\n"),
    Good("def tell():\n    log.error('no server')\n\n\ndef main():\n    if not start_server():\n        tell()\n        return\n"),
    # Questions and reading are no operations.
    good("not is_connected()"),
    good("not self.has_started()"),
    good("not should_start_server()"),
    good("not path.startswith('/')"),
    good("not json.load(file)"),
    good("not load_lines(path)"),
    good("not load_config(path)"),
    good("not start_tag(text)"),
    good("not match.start()"),
    good("not sock.connect_ex(address)"),
    good("not items"),
    good("start_server()"),
    good("not fetch_rows()"),  # LGF709
)
