"""Further cases of LGF509."""

from flake8_foundry_logging.core.rule import LOGURU, STDLIB, STRUCTLOG, Bad, Example, Good

TENANT = {"reserved_fields": ("tenant",)}

CASES: tuple[Example, ...] = (
    Bad(STDLIB + 'log.info("hi", extra={"args": 1, "msg": 2})  #!!'),
    Bad(STDLIB + 'log.info("hi", extra={"message": 1, "user": 2})  #!'),
    Bad(STDLIB + 'log.info(\n    "hi",\n    extra={\n        "user": 1,\n        "asctime": 2,  #!\n    },\n)'),
    Bad(STDLIB + 'log.exception("hi", extra=dict(lineno=1))  #!'),
    Bad(STDLIB + 'log.info("hi", extra={**base, "process": 1})  #!'),
    Bad(STDLIB + 'log.info("hi", extra=base | {"process": 1})  #!'),
    Bad(STDLIB + 'log.info("hi", extra={"process": 1} | base | more)  #!'),
    Bad(STDLIB + 'log.info("hi", extra={"process": 1} | base | {"module": 2} | more)  #!!'),
    Bad(STDLIB + 'log.info("hi", extra=base | dict(process=1) | more)  #!'),
    Good(STDLIB + 'log.info("hi", extra={"user": 1} | base | more)'),
    Bad(STDLIB + 'def f(name):\n    extra = {"name": name}\n    log.info("hi", extra=extra)  #!'),
    Bad("import logging\nlogging.info('hi', extra={'created': 1})  #!", prelude=False),
    Bad(STDLIB + 'log.info("hi", extra={"tenant": 1})  #!', options=TENANT),
    Bad(LOGURU + 'log.info("hi", tenant=1)  #!', options=TENANT),
    Bad('log.info("hi", extra={"pid": 1})  #!'),
    Bad('log.info("hi", message="no", timestamp=1, ts=2, seq=3)  #!!!!'),
    Bad('log.exception("hi", exception=str(e))  #!'),
    Bad('log.new(trace_id=1)  #!'),
    Bad('with log.timer("load", level=3):  #!\n    pass'),
    Bad('log.log_api_request(method="GET", path="/", status_code=200, duration=1, pid=7)  #!'),
    Bad('log.bind(tenant=1)  #!', options=TENANT),
    Bad(STRUCTLOG + 'log.info("hi", event="no")  #!'),
    # free
    Good(STDLIB + 'log.info("hi", extra={"level": 1, "ts": 2, "logger": 3})'),
    Good(STDLIB + 'log.info("hi", extra={name: 1, **more})'),
    Good(STDLIB + 'log.info("hi", extra=extra)'),
    Good(STDLIB + 'def f(extra):\n    if not extra:\n        extra = {"name": 1}\n    log.info("hi", extra=extra)'),
    Good(STDLIB + 'log.info("hi", extra=None)'),
    Good(STDLIB + 'log.info("hi", extra=make({"name": 1}))'),
    Good('log.info("hi", lineno=1, msg=2, args=3, kwargs=4, event=5)'),
    Good('log.log_api_request(method="GET", path="/", status_code=200, duration=1)'),
    Good('log.info("hi", exc_info=True, stack_info=True, stacklevel=2)'),
    Good(STRUCTLOG + 'log.info("hi", message="m", level=1)'),
    Good(STRUCTLOG + 'log.info(event="hi", user=user)'),
    Good(LOGURU + 'log.info("hi", message=1, level=2)'),
    Good("def f(logger):\n    logger.info('hi', extra={'name': 1})"),
    Good('print("hi", extra={"name": 1})'),
)
