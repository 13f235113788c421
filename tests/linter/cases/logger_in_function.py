"""Further cases of LGF805."""

from flake8_foundry_logging.core.rule import STDLIB, Bad, Good

HEAD = "import logging\n\n\n"

CASES = (
    Bad(f"{HEAD}async def work():\n    logging.getLogger(__name__ + '.sql').info('x')  #!\n", prelude=False),
    Bad(f"{HEAD}def work():\n    log = logging.getLogger(f'{{__name__}}.sql')  #!\n    log.info('x')\n", prelude=False),
    Bad("while True:\n    log = get_logger(name='jobs')  #!\n    log.info('x')\n"),
    Bad("def work():\n    log = get_logger()  #!\n    log.info('x')\n"),
    Good(f"{HEAD}def work(self):\n    log = logging.getLogger(f'jobs.{{self.id}}')\n    log.info('x')\n", prelude=False),
    Good(f"{HEAD}def work():\n    logging.getLogger(*names).info('x')\n", prelude=False),
    Good(f"{HEAD}def get_logger():\n    log = logging.getLogger('jobs')\n    log.setLevel(10)\n    return log\n"),
    Good(f"{HEAD}for name in ('a', 'b'):\n    logging.getLogger(name).disabled = True\n", prelude=False),
    Good(STDLIB + "\n\ndef work(log=logging.getLogger('jobs')):\n    log.info('x')\n"),
    Good("from mine import get_logger\n\n\ndef work():\n    get_logger('x').info('y')\n", prelude=False),
    Good(f"{HEAD}class A:\n    log = logging.getLogger('a')\n\n    def work(self):\n        self.log.info('x')\n"),
)
