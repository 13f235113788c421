"""Further cases of LGF513."""

from flake8_foundry_logging.core.rule import Bad, Example, Good

CASES: tuple[Example, ...] = (
    Bad("log.log_api_request()  #!"),
    Bad("log.log_model_operation()  #!"),
    Bad('log.log_model_operation(model_id=m, operation="load", status="success" if ok else "failed")  #!'),
    Bad('log.log_model_operation(\n    model_id=m,\n    operation="load",\n    status="done",  #!\n)'),
    Bad('log.log_model_operation(model_id=m, status="done")  #!!'),
    Bad('log.log_api_request(request, method="GET", path="/", status_code=200, duration=1)  #!'),
    Bad('from src.utils.logging_system import get_logger\nlog = get_logger("a")\nlog.log_api_request(method="GET")  #!', prelude=False),
    Good('log.log_model_operation(model_id=m, operation="load", status="Error", duration=1, tokens=5)'),
    Good('log.log_model_operation(model_id=m, operation="load", status="success" if ok else "error")'),
    Good('log.log_model_operation(operation="load", **fields)'),
    Good('log.log_api_request(method="GET", path="/", status_code=200, duration=1, status="odd")'),
    Good('def f(logger):\n    logger.log_api_request("GET", "/")'),
    Good('log.timer("load")'),
)
