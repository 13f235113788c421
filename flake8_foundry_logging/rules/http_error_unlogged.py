"""
An error that becomes a 5xx response and is logged nowhere.

The client reads "Internal server error", the access log shows a 500, and what went wrong is known to nobody: an
`HTTPException` is an answer, and the framework does not log it as an error.

Log it before answering: `log.exception("request failed", request_id=request_id)`, then raise the `HTTPException`.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from flake8_foundry_logging.core.carriers import call_name
from flake8_foundry_logging.core.checklist import Item
from flake8_foundry_logging.core.evidence import Evidence
from flake8_foundry_logging.core.handler import Handler
from flake8_foundry_logging.core.needs import BROAD_HANDLER
from flake8_foundry_logging.core.reporters import reports
from flake8_foundry_logging.core.rule import Bad, Good, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flake8_foundry_logging.core.finding import Finding
    from flake8_foundry_logging.core.frame import Frame

__all__ = ["RULE"]

RULE = Rule(
    code="LGF217",
    name="http-error-unlogged",
    since="0.1",
    doc=__doc__,
    message="the error becomes status {status} and is logged nowhere: log it with exception() first",
    words=(BROAD_HANDLER,),
    reads=("error_reporters", "logger_objects", "logger_factories"),
    guards=(Item.SWALLOWED, Item.CONTEXT),
    examples=(
        Bad(
            "async def chat(request):\n    try:\n        return await answer(request)\n"
            '    except Exception:  #!\n        raise HTTPException(500, "Internal server error")\n',
            after=(
                "async def chat(request):\n    try:\n        return await answer(request)\n"
                '    except Exception:\n        log.exception("answer failed")\n'
                '        raise HTTPException(500, "Internal server error")\n'
            ),
        ),
        Bad(
            "def chat(request):\n    try:\n        return answer(request)\n    except Exception as e:  #!\n"
            "        raise HTTPException(status_code=503, detail=str(e)) from e\n"
        ),
        Bad(
            "def chat(request):\n    try:\n        return answer(request)\n    except Exception as e:  #!\n"
            '        return JSONResponse({"error": str(e)}, status_code=500)\n'
        ),
        Good(
            "def chat(request):\n    try:\n        return answer(request)\n    except Exception:\n"
            '        log.exception("chat failed")\n        raise HTTPException(500)\n'
        ),
        Good(
            "def chat(request):\n    try:\n        return answer(request)\n    except Exception:\n"
            '        raise HTTPException(400, "bad input")\n'
        ),
        Good(
            "def chat(request):\n    try:\n        return answer(request)\n    except ModelMissing:\n"
            '        raise HTTPException(503, "no model")\n'
        ),
    ),
)

TOLD = frozenset((Evidence.LOG, Evidence.PRINT, Evidence.CALLEE))
STATUS = ("status_code", "status", "code")
SERVER_ERRORS = ("HttpResponseServerError", "InternalServerError", "HTTPInternalServerError")
RAISED = ("HTTPException", "HttpException", "HTTPError", *SERVER_ERRORS)
RETURNED = ("Response", "response", "HTTPException", *SERVER_ERRORS)
"""How the callees of an answer end that is raised or returned."""
STATUS_FIRST = ("HTTPException", "HttpException", "HTTPError", "abort")


@RULE.on(Handler)
def check(handler: Handler, frame: Frame) -> Iterator[Finding]:
    """A broad clause that answers with a server error and tells nobody else."""
    if not handler.broad or handler.log_calls or handler.keeps_traceback or TOLD & handler.evidence:
        return
    status = next(_answers(handler), None)
    if status is not None and not _reported(handler):
        yield RULE.at(handler.node, frame, status=status)


def _answers(handler: Handler) -> Iterator[int]:
    """The statuses of 500 and above that the handler's own code raises or returns."""
    for node, place in handler.frame.nodes(ast.Raise, ast.Return, ast.Expr):
        if place.handler is not handler.frame:
            continue
        status = None
        if isinstance(node, ast.Raise):
            status = _status_of_call(node.exc, RAISED)
        elif isinstance(node, ast.Expr):
            status = _status_of_call(node.value, ("abort",))
        elif isinstance(node, ast.Return):
            value = node.value
            if isinstance(value, ast.Tuple) and len(value.elts) > 1:
                status = _status(value.elts[1])  # Flask: return body, 500
            else:
                status = _status_of_call(value, RETURNED)
        if status is not None and 500 <= status < 600:
            yield status


def _status_of_call(value: ast.expr | None, answers: tuple[str, ...]) -> int | None:
    """The status of an answer; a client library's own errors carry statuses too, and are no answers."""
    if not isinstance(value, ast.Call):
        return None
    name = call_name(value.func)
    if not name.endswith(answers):
        return None
    for keyword in value.keywords:
        if keyword.arg in STATUS:
            return _status(keyword.value)
    if name.endswith(STATUS_FIRST) and value.args:
        return _status(value.args[0])
    return 500 if name in SERVER_ERRORS else None


def _status(expression: ast.expr) -> int | None:
    """The number of ``500``, ``status.HTTP_500_INTERNAL_SERVER_ERROR`` or ``HTTPStatus.BAD_GATEWAY``."""
    if isinstance(expression, ast.Constant):
        return expression.value if type(expression.value) is int else None
    name = call_name(expression)
    if name.startswith("HTTP_") and name[5:8].isdigit():
        return int(name[5:8])
    return NAMED.get(name)


NAMED = {"INTERNAL_SERVER_ERROR": 500, "BAD_GATEWAY": 502, "SERVICE_UNAVAILABLE": 503, "GATEWAY_TIMEOUT": 504}


def _reported(handler: Handler) -> bool:
    """Whether a tracker or a notifier is told; ``abort`` is the answer itself."""
    known = handler.facts.reporters
    return any(
        isinstance(node, ast.Call) and call_name(node.func) != "abort" and reports(node, place, known)
        for node, place in handler.frame.nodes(ast.Call)
    )
