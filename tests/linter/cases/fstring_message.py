"""Further cases of LGF501."""

from flake8_foundry_logging.core.rule import LOGURU, STDLIB, STRUCTLOG, Bad, Good

CASES = (
    # every level and every way to name it
    Bad('log.debug(f"hi {user}")  #!\nlog.exception(f"no {thing}")  #!\nlog.critical(f"{a} is down")  #!'),
    Bad(STDLIB + 'log.log(logging.INFO, f"hi {user}")  #!', after=STDLIB + 'log.log(logging.INFO, "hi %s", user)', unsafe=True),
    Bad(STDLIB + 'log.info(msg=f"hi {user}")  #!', after=STDLIB + 'log.info("hi %s", user)', unsafe=True),
    Bad(STDLIB + 'log.info(msg=f"hi {user}", exc_info=True)  #!', after=STDLIB + 'log.info("hi %s", user, exc_info=True)', unsafe=True),
    Bad(STDLIB + 'log.info(exc_info=True, msg=f"hi {user}")  #!', refused="message-by-keyword"),
    Bad('import logging\nlogging.info(f"hi {user}")  #!', prelude=False),
    Bad(STDLIB + 'say = log.info\nsay(f"hi {user}")  #!'),
    Bad(STDLIB + 'def work(logger, level, x):\n    logger.log(min(logging.INFO, level), f"a {x}")  #!'),
    # whose logger it is decides what takes its place
    Bad(STRUCTLOG + 'log.info(f"hi {user}")  #!', after=STRUCTLOG + 'log.info("hi {user}", user=user)'),
    Bad(LOGURU + 'log.info(f"hi {user}")  #!', after=LOGURU + 'log.info("hi {user}", user=user)'),
    Bad('def work(logger):\n    logger.info(f"hi {user}")  #!', refused="unknown-logger"),
    # labels, sentences, keys
    Bad('log.info(f"Models: {len(models)}")  #!', after='log.info("Models", models_count=len(models))'),
    Bad('log.info(f"Cost: {cost:.2f}")  #!', after='log.info("Cost", cost=cost)'),
    Bad('log.info(f"paid {cost:.2f} today")  #!', after='log.info("paid {cost:.2f} today", cost=cost)'),
    Bad('log.info(f"user {user.id} came")  #!', after='log.info("user {id} came", id=user.id)'),
    Bad('log.info(f"Загружена модель {model_id}")  #!', after='log.info("Загружена модель {model_id}", model_id=model_id)'),
    # the place is the message's, on whatever line it stands
    Bad('log.info(\n    f"hi {user}"  #!\n)'),
    Bad('log.info(\n    "hi "  #!\n    f"{user}",\n    job=1,\n)', after='log.info(\n    "hi {user}",\n    user=user,\n    job=1,\n)'),
    Bad(STDLIB + 'log.info(f"hi {user}", extra={"job": 1})  #!', after=STDLIB + 'log.info("hi %s", user, extra={"job": 1})', unsafe=True),
    # nothing is put in
    Good('log.info(f"hi")'),
    Good("log.info(f\"{'=' * 60}\")"),
    # a field or an argument may be any text
    Good('log.info("hi", text=f"{a}/{b}")'),
    Good(STDLIB + 'log.info("hi %s", f"{a}/{b}")'),
    # no log call
    Good('console.log(f"hi {user}")\nst.error(f"no {x}")\nparser.error(f"no {x}")\nmessages.info(request, f"hi {x}")'),
    Good('raise ValueError(f"no {x}")'),
    Good('catalog.info(f"hi {user}")\nself.dialog.error(f"no {x}")\nlogin.error(f"no {x}")'),
    Good("import warnings\nwarnings.warn(f'old {x}')"),
    # called a logger, but something else made it
    Good('logger = Reporter()\nlogger.info(f"hi {user}")'),
    Good('import logfire\nlogfire.info(f"hi {user}")', prelude=False),
    # `log` with the metrics of a run is no logger's
    Good('def step(run_logger):\n    run_logger.log(f"loss {loss}")'),
    Good('def step(run_logger):\n    run_logger.log(scale(loss), f"loss {loss}")'),
    # Twisted's function takes one text
    Good('from twisted.python import log\nsay = log.msg if DEBUG else (lambda text: None)\nsay(f"hi {user}")', prelude=False),
    # a wrapper writes its own words before the message that it was given
    Good('def tell(message, *args):\n    log.info(f"job: {message}", *args)'),
    Bad('def tell(job, message, *args):\n    log.info(f"{job}: {message}", *args)  #!'),
    Bad('def tell(message, *args):\n    log.info(f"job: {message}", args)  #!'),
)
