"""More cases of LGF217."""

from flake8_foundry_logging.core.rule import Bad, Example, Good


def view(body: str, clause: str = "except Exception as e:  #!") -> str:
    return f"def view(request):\n    try:\n        return answer(request)\n    {clause}\n        {body}\n"


def bad(body: str) -> Bad:
    return Bad(view(body))


def good(body: str, clause: str = "except Exception as e:") -> Good:
    return Good(view(body, clause))


CASES: tuple[Example, ...] = (
    bad("raise HTTPException(status.HTTP_500_INTERNAL_SERVER_ERROR, detail=str(e))"),
    bad("raise HTTPException(status_code=HTTPStatus.BAD_GATEWAY) from e"),
    bad("raise web.HTTPInternalServerError()"),
    bad("abort(500)"),
    bad("return {'error': str(e)}, 500"),
    bad("return Response(status=503)"),
    bad("return JsonResponse({'error': 'no'}, status=500)"),
    bad("return HttpResponseServerError()"),
    bad("if isinstance(e, HTTPException):\n            raise\n        raise HTTPException(500)"),
    good("log.exception('no')\n        return Response(status=500)"),
    good("log.error('no', error=str(e))\n        raise HTTPException(500)"),
    good("capture_exception(e)\n        raise HTTPException(500)"),
    good("traceback.print_exc()\n        raise HTTPException(500)"),
    good("raise HTTPException(status_code=404)"),
    good("return Response(status=code)"),
    good("abort(400)"),
    good("raise"),
    good("raise ModelError(status_code=500, message=str(e)) from e"),
    good("raise HTTPException(503)", "except (OSError, TimeoutError):"),
    Good("def tell(e):\n    log.error('no', error=str(e))\n\n\n" + view("tell(e)\n        raise HTTPException(500)", "except Exception as e:")),
)
