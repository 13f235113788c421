"""Further cases of LGF803."""

from flake8_foundry_logging.core.rule import STDLIB, Bad, Good

STRUCT = "import structlog\n\n"
OTHER = "import logging\nimport jobs\n\n"

CASES = (
    Bad(
        "from logging import getLogger as g\n\nlog = g(name=__cached__)  #!\n",
        after="from logging import getLogger as g\n\nlog = g(name=__name__)\n",
        prelude=False,
    ),
    Bad(
        "import logging\n\n\ndef work():\n    logging.getLogger('__file__').info('x')  #!\n",
        after="import logging\n\n\ndef work():\n    logging.getLogger(__name__).info('x')\n",
        prelude=False,
    ),
    Bad(
        f"{STRUCT}log = structlog.get_logger(__file__)  #!\n",
        after=f"{STRUCT}log = structlog.get_logger(__name__)\n",
        prelude=False,
    ),
    Bad(
        'from celery.utils.log import get_task_logger\n\nlog = get_task_logger("__name__")  #!\n',
        after="from celery.utils.log import get_task_logger\n\nlog = get_task_logger(__name__)\n",
        prelude=False,
    ),
    Bad(
        f"{OTHER}_logger: logging.Logger = logging.getLogger(jobs.__name__)  #!\n",
        after=f"{OTHER}_logger: logging.Logger = logging.getLogger(__name__)\n",
        unsafe=True,
        prelude=False,
    ),
    Good(STDLIB),
    Good("import logging\n\nlog = logging.getLogger('__main__')\n", prelude=False),
    Good("import logging\nimport os\n\nlog = logging.getLogger(os.path.basename(__file__))\n", prelude=False),
    Good("import logging\nfrom pathlib import Path\n\nlog = logging.getLogger(Path(__file__).stem)\n", prelude=False),
    Good("import logging\n\nlog = logging.getLogger(f'{__name__}.sql')\nlogging.getLogger()\n", prelude=False),
    Good("import logging\n\nlog = logging.getLogger(__package__)\n", prelude=False),
    Good("import logging\n\nlog = logging.getLogger(*names)\n", prelude=False),
    Good("import logging\n\n__file__ = 'jobs'\nlog = logging.getLogger(__file__)\n", prelude=False),
    # the package's own logger, on purpose
    Good(f"{OTHER}log = logging.getLogger(jobs.__name__)\n", path="src/jobs/base.py", prelude=False),
    # somebody else's logger, to set it up or to look at it
    Good(f"{OTHER}jobs_logger = logging.getLogger(jobs.__name__)\njobs_logger.setLevel(10)\n", prelude=False),
    Good(f"{OTHER}with caplog.at_level(10, jobs.__name__):\n    logging.getLogger(jobs.__name__).info('x')\n"),
    # classes and functions are components
    Good("import logging\nfrom jobs import Job\n\nlog = logging.getLogger(Job.__name__)\n", prelude=False),
    Good("import logging\n\n\ndef named(f):\n    logger = logging.getLogger(f.__name__)\n    return logger\n"),
    Good("from mine import get_logger\n\nlog = get_logger(__file__)\n", prelude=False),
)
