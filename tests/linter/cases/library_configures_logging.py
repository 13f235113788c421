"""Further cases of LGF804."""

from flake8_foundry_logging.core.rule import STDLIB, Bad, Good

BASIC = "import logging\n\nlogging.basicConfig()"
GUARD = 'if __name__ == "__main__":\n    main()\n'

CASES = (
    Bad("import logging.config\n\nlogging.config.dictConfig({'version': 1})  #!\n", prelude=False),
    Bad("from logging import basicConfig as set_up\n\nset_up()  #!\n", prelude=False),
    Bad("import logging\n\nlogging.getLogger('urllib3').setLevel(30)  #!\n", prelude=False),
    Bad("import logging\n\nlogging.root.addHandler(handler)  #!\n", prelude=False),
    Bad("import logging\n\nif debug:\n    logging.disable(logging.INFO)  #!\n", prelude=False),
    Bad("import logging\n\n\nclass Job:\n    log = logging.getLogger('job')\n    log.setLevel(10)  #!\n", prelude=False),
    Bad("from loguru import logger\n\nlogger.remove()  #!\nlogger.add('jobs.log')  #!\n", prelude=False),
    Bad("import structlog\n\nstructlog.configure()  #!\n", prelude=False),
    Bad(STDLIB + "handler = make()\nlog.addHandler(handler)  #!\n"),
    Good(STDLIB + "quiet = logging.NullHandler()\nlog.addHandler(quiet)\n"),
    Good(STDLIB + "handler = logging.StreamHandler()\nhandler.setLevel(10)\n"),
    Good(STDLIB + "set_up = lambda: logging.basicConfig()\n"),
    Good(STDLIB + "log.propagate = False\nlog.info('x')\n"),
    Good(f"{BASIC}\n\n\ndef main():\n    pass\n\n\n{GUARD}", prelude=False),
    Good(f"#!/usr/bin/env python3\n{BASIC}\n", prelude=False),
    Good(f"{BASIC}\n", path="app/__main__.py", prelude=False),
    Good(f"{BASIC}\n", path="tests/conftest.py", prelude=False),
    Good(f"{BASIC}\n", path="examples/jobs.py", prelude=False),
    Good(f"from fastapi import FastAPI\n{BASIC}\napp = FastAPI()\n", path="service/api.py", prelude=False),
    Good("other.setLevel(10)\nbox.addHandler(f)\nconfigure()\n", prelude=False),
)
