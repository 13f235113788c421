"""Further cases of LGF606."""

from flake8_foundry_logging.core.rule import LOGURU, STDLIB, Bad, Good

CASES = (
    Bad(STDLIB + 'log.setLevel("DEBUG")  #!'),
    Bad(STDLIB + "log.setLevel(level=10)  #!"),
    Bad(STDLIB + 'logging.getLogger("urllib3").setLevel(logging.DEBUG)  #!'),
    Bad("from logging import DEBUG, basicConfig\nbasicConfig(level=DEBUG)  #!", prelude=False),
    Bad("import foundry_logging\nfoundry_logging.configure(mode='dev')  #!", prelude=False),
    Bad("from foundry_logging import configure\nconfigure(level='DEBUG')  #!", prelude=False),
    Bad("def start():\n    log.set_level('debug')  #!"),
    Bad("class Job:\n    def __init__(self):\n        self.log = get_logger('job', mode='dev')  #!"),
    # another level, or one that is not to be seen
    Good(STDLIB + "log.setLevel(level)"),
    Good(STDLIB + "log.setLevel()"),
    Good(STDLIB + "log.setLevel(*levels)"),
    Good("audit = get_logger('audit', mode='prod')"),
    Good("audit = get_logger('audit', mode=mode)"),
    Good("audit = get_logger('audit')"),
    Good("from foundry_logging import configure\nconfigure(level='info', mode=MODE)", prelude=False),
    Good(LOGURU + "log.configure(level='DEBUG')"),
    # under a condition, or because somebody asked
    Good("def start(verbose):\n    if verbose:\n        log.set_level('debug')"),
    Good("def enable_debug():\n    log.set_level('debug')"),
    Good("verbose and log.set_level('debug')"),
    Good("match mode:\n    case 'dev':\n        log.set_level('debug')"),
    # set back, or left to a handler
    Good("def look():\n    log.set_level('debug')\n    try:\n        run()\n    finally:\n        log.set_level(None)"),
    Good(STDLIB + "handler = logging.StreamHandler()\nhandler.setLevel(logging.INFO)\nlog.setLevel(logging.DEBUG)"),
    Good(STDLIB + "handler = logging.StreamHandler()\nhandler.setLevel(logging.DEBUG)"),
    # programs and tests
    Good("def main():\n    log.set_level('debug')\n\n\nif __name__ == '__main__':\n    main()"),
    Good("log.set_level('debug')", path="pkg/__main__.py"),
    Good("log.set_level('debug')", path="tests/conftest.py"),
    Good("log.set_level('debug')", path="tool.py", options={"cli_paths": ("tool.py",)}),
    # no loggers
    Good("window.setLevel(10)"),
    Good("def get_logger(name, mode): ...\nlog2 = get_logger('a', mode='dev')"),
)
