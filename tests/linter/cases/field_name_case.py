"""Further cases of LGF512."""

from flake8_foundry_logging.core.rule import LOGURU, STDLIB, STRUCTLOG, Bad, Example, Good

CASES: tuple[Example, ...] = (
    Bad('log.info("hi", userID=1, URL=2)  #!!'),
    Bad('with log.timer("load", modelId=1):  #!\n    pass'),
    Bad('log.log_api_request(method="GET", path="/", status_code=200, duration=1, userId=1)  #!'),
    Bad('log.info("hi", extra={"user name": 1})  #!'),
    Bad(STDLIB + 'log.info("hi", extra=dict(userId=1))  #!'),
    Bad("def f(logger):\n    logger.info('hi', extra={'userId': 1})  #!"),
    Good("def f(logger):\n    logger.info('hi', userId=1)"),
    Good(STRUCTLOG + 'log.info("hi", user_id=1, x2=3, _private=4)'),
    Good(LOGURU + 'log.info("hi", **{"userId": 1})'),
    Good(STDLIB + 'log.info("hi", extra={key: 1, 5: 2, "http.route": 3})'),
    Good('print("hi", userId=1)'),
)
