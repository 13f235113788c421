"""What an except clause catches, and what in it counts as keeping the error."""

from __future__ import annotations

import sys
import textwrap

import pytest

from flake8_foundry_logging.core.handler import Evidence, Handler
from flake8_foundry_logging.core.log_call import LogCall
from flake8_foundry_logging.core.module import Module
from flake8_foundry_logging.core.options import Options
from flake8_foundry_logging.core.source import Source

LOGGER = "import logging\nlog = logging.getLogger(__name__)\n"


def module(code: str, options: Options | None = None) -> Module:
    return Module(Source(LOGGER + textwrap.dedent(code), "service.py"), options)


def only(code: str, options: Options | None = None) -> Handler:
    (handler,) = module(code, options).views(Handler)
    return handler


def caught(clause: str, before: str = "") -> Handler:
    return only(f"{before}\ntry:\n    run()\n{clause}:\n    pass\n")


def in_function(body: str, after: str = "", name: str = "e") -> Handler:
    """A broad handler with this body in a function of one loop."""
    indented = textwrap.indent(textwrap.dedent(body).strip(), " " * 12)
    code = "def work(self, jobs):\n    for job in jobs:\n        try:\n            job()\n"
    code += f"        except Exception as {name}:\n{indented}\n    {after or 'pass'}\n"
    return next(iter(module(code).views(Handler)))


class TestTypes:
    @pytest.mark.parametrize(
        ("clause", "before", "types"),
        [
            ("except", "", ()),
            ("except ValueError", "", ("ValueError",)),
            ("except (ValueError, Exception)", "", ("ValueError", "Exception")),
            ("except asyncio.CancelledError", "import asyncio", ("CancelledError",)),
            ("except Stop", "from asyncio import CancelledError as Stop", ("CancelledError",)),
            ("except ERRORS", "ERRORS = (OSError, Exception)", ("OSError", "Exception")),
            ("except (KeyError, *ERRORS)", "ERRORS = (OSError,)", ("KeyError", "OSError")),
            ("except (KeyError,) + ERRORS", "ERRORS = (OSError,)", ("KeyError", "OSError")),
            ("except self.errors", "", ("errors",)),
        ],
    )
    def test_types_are_simple_names_behind_aliases(self, clause: str, before: str, types: tuple[str, ...]) -> None:
        assert caught(clause, before).types == types

    @pytest.mark.parametrize(
        ("clause", "before", "broad", "base"),
        [
            ("except", "", True, True),
            ("except Exception", "", True, False),
            ("except BaseException", "", True, True),
            ("except (OSError, Exception)", "", True, False),
            ("except b.Exception", "import builtins as b", True, False),
            ("except ANY", "ANY = Exception", True, False),
            ("except ANY", "ANY = (OSError, BaseException)", True, True),
            ("except OSError", "", False, False),
            ("except Exception", "from mine import Exception", False, False),
            ("except Exception", "class Exception(OSError): ...", False, False),
            ("except Web", "try:\n    from web import Web\nexcept ImportError:\n    raise", False, False),
        ],
    )
    def test_broad_is_what_catches_every_error(self, clause: str, before: str, broad: bool, base: bool) -> None:
        handler = module(f"{before}\ntry:\n    run()\n{clause}:\n    pass\n").views(Handler)[-1]
        assert (handler.broad, handler.base) == (broad, base)

    @pytest.mark.parametrize("clause", ["except Exception"] + ["except* Exception"] * (sys.version_info >= (3, 11)))
    def test_an_except_star_is_a_handler_like_the_others(self, clause: str) -> None:
        handler = caught(clause)
        assert (handler.broad, handler.silent, handler.types) == (True, True, ("Exception",))


KEPT = {
    "raise": Evidence.RAISE,
    "raise ValueError('no') from e": Evidence.RAISE,
    "if job.fatal:\n    raise": Evidence.RAISE,
    "log.warning('no')": Evidence.LOG,
    "log.error('no')": Evidence.LOG,
    "log.log(level, 'no')": Evidence.LOG,
    "log.debug('no', exc_info=True)": Evidence.LOG,
    "log.info('no: %s', e)": Evidence.LOG,
    "log.debug(f'no: {e!r}')": Evidence.LOG,
    "text = str(e)\nlog.info(text)": Evidence.LOG,
    "log.debug(traceback.format_exc())": Evidence.LOG,
    "log.log_model_operation(model_id='m', operation='load', status='error')": Evidence.LOG,
    "return e": Evidence.ESCAPE,
    "return None, str(e)": Evidence.ESCAPE,
    "return {'error': f'no: {e}'}": Evidence.ESCAPE,
    "yield 'no: %s' % e": Evidence.ESCAPE,
    "return type(e).__name__": Evidence.ESCAPE,
    "return e.args[0] if e.args else None": Evidence.ESCAPE,
    "self.error = e": Evidence.ESCAPE,
    "self.errors[job] = repr(e)": Evidence.ESCAPE,
    "self.errors += [e]": Evidence.ESCAPE,
    "errors.append(str(e))": Evidence.ESCAPE,
    "future.set_exception(e)": Evidence.ESCAPE,
    "callback(job, error=e)": Evidence.ESCAPE,
    "callback(lambda e=e: e)": Evidence.ESCAPE,
    "a, self.error = 1, e": Evidence.ESCAPE,
    "message = f'no: {e}'\nreturn message": Evidence.ESCAPE,
    "for line in str(e).splitlines():\n    send(line)": Evidence.ESCAPE,
    "[send(cause) for cause in e.args]": Evidence.ESCAPE,
    "match e:\n    case OSError() as o:\n        send(o)": Evidence.ESCAPE,
    "self.error = sys.exc_info()": Evidence.ESCAPE,
    "send(traceback.format_exc())": Evidence.ESCAPE,
    "return Failure()": Evidence.ESCAPE,
    "global LAST\nLAST = e": Evidence.ESCAPE,
    "capture_exception()": Evidence.REPORT,
    "sentry_sdk.capture_message('no')": Evidence.REPORT,
    "pytest.fail('no')": Evidence.REPORT,
    "notify_admin('no')": Evidence.REPORT,
    "self.handle_error(job)": Evidence.REPORT,
    "self.on_error()": Evidence.REPORT,
    "warnings.warn('no')": Evidence.REPORT,
    "messages.error(request, 'no')": Evidence.REPORT,
    "syslog('no')": Evidence.REPORT,
    "sys.exit(1)": Evidence.REPORT,
    "sys.exit('no')": Evidence.REPORT,
    "os._exit(code)": Evidence.REPORT,
    "print(e)": Evidence.PRINT,
    "print(f'no: {e}')": Evidence.PRINT,
    "click.echo(str(e))": Evidence.PRINT,
    "traceback.print_exc()": Evidence.PRINT,
}
LOST = (
    "pass",
    "...",
    "continue",
    "return None",
    "return default",
    "failures += 1",
    "self.failed = True",
    "self.rollback()",
    "log.debug('no')",
    "log.info('no', extra={'job': job})",
    "log.debug('no', exc_info=False)",
    "str(e)",
    "text = str(e)",
    "text = f'no: {e}'",
    "text = 'no: {}'.format(e)",
    "text = ', '.join([str(e)])",
    "text = traceback.format_exc()",
    "text = type(e).__name__\nif text == 'X':\n    return None",
    "if isinstance(e, OSError):\n    return None",
    "if 'gone' in str(e):\n    return None",
    "if e.errno == 2:\n    return None",
    "if not hasattr(e, 'code'):\n    return None",
    "e = None",
    "sys.exit(0)",
    "sys.exit()",
    "error = ValueError('no')",
    "condition.notify_all()",
    "condition.notify()",
    "open_log()",
    "self.clear_error()",
    "return HTTPError(500)",
    "catalog('no')",
    "print('no')",
    "log.log_model_operation(model_id='m', operation='load', status='success')",
    "def later():\n    raise e",
    "def later():\n    log.error(e)",
    "class Later:\n    error = e",
    "later = lambda: log.error(e)",
    "try:\n    self.close()\nexcept OSError:\n    raise",
    "try:\n    self.close()\nexcept OSError as e:\n    self.error = e",
)


class TestEvidence:
    @pytest.mark.parametrize(("body", "evidence"), KEPT.items(), ids=KEPT)
    def test_it_is_found(self, body: str, evidence: Evidence) -> None:
        handler = with_imports(body)
        assert evidence in handler.evidence
        assert not handler.silent

    @pytest.mark.parametrize("body", LOST)
    def test_nothing_else_is_taken_for_it(self, body: str) -> None:
        handler = with_imports(body)
        assert handler.evidence == frozenset()
        assert handler.silent

    def test_a_log_call_is_no_escape(self) -> None:
        assert in_function("log.error('no: %s', e)").evidence == {Evidence.LOG}

    def test_all_ways_are_told(self) -> None:
        assert in_function("log.error('no')\nself.error = e\nraise").evidence == {
            Evidence.LOG,
            Evidence.ESCAPE,
            Evidence.RAISE,
        }


def with_imports(body: str) -> Handler:
    indented = textwrap.indent(body, " " * 12)
    code = "import os, sys, traceback, warnings\nimport pytest, click, sentry_sdk\n"
    code += "def work(self, jobs):\n    for job in jobs:\n        try:\n            job()\n"
    return module(code + f"        except Exception as e:\n{indented}\n").views(Handler)[0]


class TestLocalNames:
    def test_a_name_read_behind_the_loop_keeps_the_error(self) -> None:
        assert in_function("last = e", after="raise last").evidence == {Evidence.ESCAPE}

    def test_a_name_read_in_the_next_round_keeps_the_error(self) -> None:
        code = "while True:\n    if last:\n        stop(last)\n    try:\n        run()\n    except Exception as e:\n"
        assert not only("def work(last=None):\n" + textwrap.indent(code + "        last = e\n", "    ")).silent

    def test_a_name_read_only_before_does_not(self) -> None:
        body = "    send(text)\n    try:\n        run()\n    except OSError as e:\n        text = str(e)\n"
        assert only("def work(text):\n" + body).silent

    def test_a_module_s_name_that_nothing_reads_does_not(self) -> None:
        assert only("try:\n    run()\nexcept Exception as e:\n    text = str(e)\n").silent

    def test_a_module_s_name_that_a_function_above_reads_does(self) -> None:
        code = "def why():\n    return text\n\ntry:\n    run()\nexcept Exception as e:\n    text = str(e)\n"
        assert not only(code).silent

    def test_a_constant_of_a_module_is_for_others_to_read(self) -> None:
        assert not only("try:\n    import fast\nexcept Exception as e:\n    FAST_ERROR = e\n").silent


class TestCallees:
    HELPER = "\ndef work():\n    try:\n        run()\n    except Exception:\n        helper()\n"

    @pytest.mark.parametrize(
        "body",
        [
            "raise RuntimeError",
            "raise",
            "log.error('no')",
            "log.debug('no', exc_info=True)",
            "capture_exception()",
            "sys.exit(2)",
            "traceback.print_exc()",
            "return Failed(traceback.format_exc())",
        ],
    )
    def test_a_function_of_this_file_that_keeps_it_counts(self, body: str) -> None:
        handler = module(f"import sys, traceback\ndef helper():\n    {body}\n" + self.HELPER).views(Handler)[-1]
        assert handler.evidence == {Evidence.CALLEE}

    @pytest.mark.parametrize(
        "body",
        [
            "pass",
            "log.info('no')",
            "return deeper()",
            "def inner():\n        raise ValueError",
            "try:\n        close()\n    except OSError:\n        raise",
        ],
    )
    def test_one_that_does_not_keep_it_by_itself_does_not(self, body: str) -> None:
        deeper = "def deeper():\n    raise ValueError\n"
        handler = module(f"{deeper}def helper():\n    {body}\n" + self.HELPER).views(Handler)[-1]
        assert handler.silent

    def test_a_method_of_the_same_class_counts(self) -> None:
        code = """
            class Worker:
                def tell(self):
                    log.error("no")

                def work(self):
                    try:
                        run()
                    except Exception:
                        self.tell()
        """
        assert only(code).evidence == {Evidence.CALLEE}

    def test_reporters_of_the_options_count(self) -> None:
        code = "try:\n    run()\nexcept Exception:\n    page_duty()\n"
        assert only(code).silent
        assert only(code, Options(error_reporters=("page_duty",))).evidence == {Evidence.REPORT}


class TestNestedHandlers:
    CODE = """
        try:
            run()
        except Exception:
            try:
                close()
            except OSError:
                log.error("close")
                {inner}
    """

    def test_a_bare_raise_of_the_inner_one_is_not_the_outer_one_s(self) -> None:
        outer, inner = module(self.CODE.replace('log.error("close")', "").format(inner="raise")).views(Handler)
        assert (outer.raises, inner.raises) == (False, True)

    def test_another_error_raised_by_the_inner_one_is(self) -> None:
        outer = module(self.CODE.format(inner="raise ValueError")).views(Handler)[0]
        assert outer.raises

    def test_each_has_its_own_log_calls(self) -> None:
        outer, inner = module(self.CODE.format(inner="")).views(Handler)
        assert outer.log_calls == ()
        assert [call.method for call in inner.log_calls] == ["error"]

    def test_around_gives_the_innermost(self) -> None:
        walked = module(self.CODE.format(inner=""))
        (call,) = walked.views(LogCall)
        assert Handler.around(call.frame) is walked.views(Handler)[1]
        assert Handler.around(walked.body) is None


class TestExcuses:
    @pytest.mark.parametrize(
        "code",
        [
            "class A:\n    def __del__(self):\n        {}",
            "import atexit\n@atexit.register\ndef end():\n    if 1:\n        {}",
            "import atexit\ndef end():\n    if 1:\n        {}\natexit.register(end)",
            "import weakref\ndef end():\n    if 1:\n        {}\nweakref.finalize(thing, end)",
        ],
    )
    def test_a_finaliser_may_be_silent(self, code: str) -> None:
        body = "try:\n            close()\n        except Exception:\n            pass"
        handler = only(code.format(body))
        assert not handler.silent
        assert handler.evidence == frozenset()

    @pytest.mark.parametrize("awaited", ["task", "asyncio.wait_for(task, 1)", "asyncio.gather(task)"])
    def test_awaiting_a_task_that_was_just_cancelled_is_no_error(self, awaited: str) -> None:
        code = f"""
            import asyncio
            async def stop(task):
                task.cancel()
                try:
                    await {awaited}
                except BaseException:
                    pass
        """
        assert not only(code).silent

    @pytest.mark.parametrize("body", ["await other", "await task()", "task()", "await task\n        done()"])
    def test_anything_else_after_a_cancel_is(self, body: str) -> None:
        code = "async def stop(task, other):\n    task.cancel()\n    try:\n"
        assert only(code + f"        {body}\n    except BaseException:\n        pass\n").silent


class TestTraceback:
    @pytest.mark.parametrize(
        "body",
        [
            "log.exception('no')",
            "log.error('no', exc_info=True)",
            "log.error('no', exc_info=e)",
            "log.error(traceback.format_exc())",
            "traceback.print_exc()",
            "capture_exception(e)",
            "future.set_exception(e)",
            "log.error('no', exc_info_on_loglevel=10)",
        ],
    )
    def test_it_is_kept(self, body: str) -> None:
        assert with_imports(body).keeps_traceback

    @pytest.mark.parametrize("body", ["log.error('no: %s', e)", "log.error('no', exc_info=False)", "errors.append(e)"])
    def test_it_is_lost(self, body: str) -> None:
        assert not with_imports(body).keeps_traceback

    def test_loguru_s_opt_keeps_it(self) -> None:
        code = "from loguru import logger\ntry:\n    run()\nexcept OSError:\n    logger.opt(exception=1).error('no')\n"
        assert only(code).keeps_traceback

    @pytest.mark.parametrize(
        ("body", "leaves"),
        [("raise", True), ("sys.exit(1)", True), ("log.error(e)", False), ("sys.exit(0)", False)],
    )
    def test_leaving_is_raising_or_ending_the_process(self, body: str, leaves: bool) -> None:
        assert with_imports(body).leaves is leaves


@pytest.mark.parametrize("value", ["e + " + " + ".join(["a"] * 800), "f(" * 60 + "e" + ")" * 60])
def test_deep_expressions_are_read_without_recursion(value: str) -> None:
    handler = only(f"def work(self):\n    try:\n        run()\n    except Exception as e:\n        self.x = {value}\n")
    assert Evidence.ESCAPE in handler.evidence
