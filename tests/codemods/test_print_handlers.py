"""In a handler the place decides: the traceback is kept, and the name of the exception goes where nothing needs it."""

from __future__ import annotations

import pytest

from tests.codemods.test_print_rows import FOUNDRY, fixed, transformed


def handler(clause: str, *body: str) -> str:
    """A try statement with one handler."""
    return "\n".join(["try:", "    job()", f"except {clause}:" if clause else "except:", *(f"    {s}" for s in body)])


CASES = [
    (
        "a broad handler logs the traceback and needs no name",
        ("Exception as e", ['print(f"❌ Ошибка: {e}")']),
        ("Exception", ['logger.exception("Ошибка")']),
    ),
    (
        "the place decides before the sign does",
        ("Exception as e", ['print(f"⚠️ Fallback: {e}")']),
        ("Exception", ['logger.exception("Fallback")']),
    ),
    (
        "values beside the exception stay",
        ("Exception as e", ['print(f"Failed to load {model} ({e})")']),
        ("Exception", ['logger.exception("Failed to load {model}", model=model)']),
    ),
    (
        "the name stays where something else uses it",
        ("Exception as e", ['print(f"Ошибка: {e}")', "last = e"]),
        ("Exception as e", ['logger.exception("Ошибка")', "last = e"]),
    ),
    (
        "every way to write the exception is the exception",
        ("Exception as e", ['print("Delete failed:", str(e))']),
        ("Exception", ['logger.exception("Delete failed")']),
    ),
    (
        "its type goes with it",
        ("Exception as e", ['print(f"Delete failed: {type(e).__name__}: {e}")']),
        ("Exception", ['logger.exception("Delete failed")']),
    ),
    (
        "its attributes are data",
        ("Exception as e", ['print(f"Code: {e.code}")']),
        ("Exception as e", ['logger.exception("Code", code=e.code)']),
    ),
    (
        "a sentence that is interrupted for it goes on without it",
        ("Exception as e", ['print(f"No answer: {e}. Will try again.")']),
        ("Exception", ['logger.exception("No answer. Will try again.")']),
    ),
    (
        "also in parentheses",
        ("OSError as e", ['print(f"No answer ({e}) from {host}, will try again")']),
        (
            "OSError as e",
            ['logger.warning("No answer from {host}, will try again", host=host, error=str(e))'],
        ),
    ),
    (
        "inside of a sentence it is a field",
        ("Exception as e", ['print(f"got {e} while loading")']),
        ("Exception as e", ['logger.exception("got {error} while loading", error=str(e))']),
    ),
    (
        "a printed exception without a word says what was tried",
        ("Exception as e", ["print(e)"]),
        ("Exception", ['logger.exception("job failed")']),
    ),
    (
        "print and traceback become one",
        ("Exception as e", ['print(f"❌ Ошибка: {e}")', "traceback.print_exc()"]),
        ("Exception", ['logger.exception("Ошибка")']),
    ),
    (
        "also the other way round, with a word between",
        ("Exception as e", ["traceback.print_exc()", "count += 1", 'print("Ошибка:", e)']),
        ("Exception", ["count += 1", 'logger.exception("Ошибка")']),
    ),
    (
        "also in a narrow handler",
        ("ValueError", ['print("⚠️ not a number, using 30 seconds")', "traceback.print_exc()", "timeout = 30"]),
        ("ValueError", ['logger.exception("not a number, using 30 seconds")', "timeout = 30"]),
    ),
    (
        "a traceback written into the text is the traceback",
        ("Exception as e", ['print(f"Error: {e}\\n{traceback.format_exc()}")']),
        ("Exception", ['logger.exception("Error")']),
    ),
    (
        "a printed traceback alone",
        ("Exception as e", ["traceback.print_exc()"]),
        ("Exception", ['logger.exception("job failed")']),
    ),
    (
        "a printed traceback of expected types",
        ("(OSError, ValueError)", ["traceback.print_exc()"]),
        ("(OSError, ValueError)", ['logger.exception("job failed")']),
    ),
    (
        "a printed traceback beside a logged one goes",
        ("Exception", ['logger.exception("job")', "traceback.print_exc()"]),
        ("Exception", ['logger.exception("job")']),
    ),
    (
        "a traceback for developers is no reason to say nothing",
        ("Exception as e", ['logger.debug("job", exc_info=True)', 'print(f"Error: {e}")']),
        ("Exception as e", ['logger.debug("job", exc_info=True)', 'logger.error("Error", error=str(e))']),
    ),
    (
        "a handler below has a name of its own",
        ("Exception as e", ['print(f"Error: {e}")', "try:", "    again()", "except OSError as e:", "    retry(e)"]),
        ("Exception", ['logger.exception("Error")', "try:", "    again()", "except OSError as e:", "    retry(e)"]),
    ),
    (
        "what is raised on is told in a line",
        ("Exception as e", ['print(f"❌ Ошибка: {e}")', "raise"]),
        ("Exception as e", ['logger.error("Ошибка", error=str(e))', "raise"]),
    ),
    (
        "also as the cause of another",
        ("KeyError as e", ['print(f"no such model: {e}")', "raise LookupError(model) from e"]),
        ("KeyError as e", ['logger.error("no such model", error=str(e))', "raise LookupError(model) from e"]),
    ),
    (
        "an answer to the client ends the traceback, so it is logged",
        ("Exception as e", ['print(f"❌ Ошибка: {e}")', 'raise HTTPException(500, "failed")']),
        ("Exception", ['logger.exception("Ошибка")', 'raise HTTPException(500, "failed")']),
    ),
    (
        "an expected type is a warning",
        ("LookupError as e", ['print(f"❌ Модель не найдена: {e}")', 'raise HTTPException(404, "no such model")']),
        (
            "LookupError as e",
            ['logger.warning("Модель не найдена", error=str(e))', 'raise HTTPException(404, "no such model")'],
        ),
    ),
    (
        "its level prefix goes",
        ("ValueError as e", ['print(f"WARNING: bad request: {e}")']),
        ("ValueError as e", ['logger.warning("bad request", error=str(e))']),
    ),
    (
        "an expected type that the print does not show speaks by its words",
        ("KeyError", ['print("not cached yet")']),
        ("KeyError", ['logger.info("not cached yet")']),
    ),
    (
        "an error in it has its exception along",
        ("ValueError as e", ['print("❌ Bad value")']),
        ("ValueError as e", ['logger.error("Bad value", error=str(e))']),
    ),
    (
        "and none where it has no name",
        ("FileNotFoundError", ['print("Error: no file")']),
        ("FileNotFoundError", ['logger.warning("no file")']),
    ),
    *(
        (
            f"who exits by {leaving} shows nobody the traceback, so it is logged",
            ("Exception as e", ['print(f"fail {e}")', f"raise {leaving}"]),
            ("Exception", ['logger.exception("fail")', f"raise {leaving}"]),
        )
        for leaving in (
            "SystemExit(1)",
            "SystemExit",
            "typer.Exit(code=1)",
            "click.Abort()",
            "click.exceptions.Exit(1)",
            'click.ClickException("failed")',
            'RuntimeError("failed") from None',
        )
    ),
    (
        "an expected error before an exit is a warning",
        ("OSError as e", ['print(f"cannot read: {e}")', "raise SystemExit(1)"]),
        ("OSError as e", ['logger.warning("cannot read", error=str(e))', "raise SystemExit(1)"]),
    ),
    (
        "values alone stand beside words of what was tried",
        ("Exception as e", ['print(f"{path}: {e}")']),
        ("Exception", ['logger.exception("job failed", path=path)']),
    ),
    (
        "also where it was expected",
        ("OSError as e", ['print(f"{path}: {e}")']),
        ("OSError as e", ['logger.warning("job failed", path=path, error=str(e))']),
    ),
    (
        "what only leads to the exception goes with it",
        ("Exception as e", ['print(f"Attempt {n} failed. Exception: {str(e)}")']),
        ("Exception", ['logger.exception("Attempt {n} failed", n=n)']),
    ),
    (
        "an exception at the beginning is taken out, too",
        ("OSError as e", ['print(f"{e}, retrying...")']),
        ("OSError as e", ['logger.warning("retrying...", error=str(e))']),
    ),
    (
        "words and an exception on a line of its own become one",
        ("Exception as e", ['print("Could not save")', "print(e)"]),
        ("Exception", ['logger.exception("Could not save")']),
    ),
    (
        "also where the exception stands first",
        ("Exception as e", ["print(repr(e))", 'print("Could not save")', "return None"]),
        ("Exception", ['logger.exception("Could not save")', "return None"]),
    ),
    (
        "an exception printed beside a logged one goes",
        ("Exception as e", ['logger.exception("job")', "print(e)"]),
        ("Exception", ['logger.exception("job")']),
    ),
    (
        "words that are not always printed do not take the exception over",
        ("Exception as e", ["if verbose:", '    print("Could not save")', "print(e)"]),
        (
            "Exception",
            ["if verbose:", '    logger.error("Could not save")', 'logger.exception("job failed")'],
        ),
    ),
    (
        "a traceback without words says what was tried",
        ("Exception", ["print(traceback.format_exc())"]),
        ("Exception", ['logger.exception("job failed")']),
    ),
    (
        "a log call that gives the traceback up does not tell it",
        ("Exception as e", ['logger.error("job", exc_info=False)', 'print(f"failed: {e}")']),
        ("Exception", ['logger.error("job", exc_info=False)', 'logger.exception("failed")']),
    ),
    (
        "what is raised only on a last attempt is not raised on",
        ("Exception as e", ['print(f"Attempt failed: {e}")', "if last:", "    raise"]),
        ("Exception", ['logger.exception("Attempt failed")', "if last:", "    raise"]),
    ),
    (
        "an interrupt is no error",
        ("KeyboardInterrupt", ['print("❌ stopped by the user")']),
        ("KeyboardInterrupt", ['logger.info("stopped by the user")']),
    ),
    (
        "a function defined in a handler runs elsewhere",
        ("Exception as e", ["log_later(e)", "def later():", '    print("retrying")']),
        ("Exception as e", ["log_later(e)", "def later():", '    logger.info("retrying")']),
    ),
    (
        "a broad handler that only prints keeps its error",
        ("Exception", ['print("using the default")']),
        ("Exception", ['logger.exception("using the default")']),
    ),
    (
        "a warning in it stays one",
        ("Exception", ['print("⚠️ using the default")']),
        ("Exception", ['logger.warning("using the default")']),
    ),
    (
        "a bare clause is broad",
        ("", ['print("Ошибка")']),
        ("", ['logger.exception("Ошибка")']),
    ),
    (
        "one print of several logs the traceback, the others their words",
        ("Exception as e", ['print("cleaning up")', 'print(f"Ошибка: {e}")', 'print(f"Details: {e!r}")']),
        (
            "Exception as e",
            ['logger.info("cleaning up")', 'logger.exception("Ошибка")', 'logger.error("Details", error=repr(e))'],
        ),
    ),
    (
        "words and an exception on a line of its own become one where the error was expected, too",
        ("OSError as e", ['print("FAILED TO PARSE:")', "print(str(e))"]),
        ("OSError as e", ['logger.warning("FAILED TO PARSE", error=str(e))']),
    ),
    (
        "also before it is raised on",
        ("Exception as e", ['print("Could not save")', "print(e)", "raise"]),
        ("Exception as e", ['logger.error("Could not save", error=str(e))', "raise"]),
    ),
    (
        "that there was an error goes without saying beside a logged traceback",
        ("Exception as e", ['print(f"❌ Unexpected error: {e}")', 'logger.exception("job")']),
        ("Exception", ['logger.exception("job")']),
    ),
    (
        "an expected error without words is called by what was tried",
        ("OSError as e", ["print(e)"]),
        ("OSError as e", ['logger.warning("job failed", error=str(e))']),
    ),
    (
        "how the exception was written stays",
        ("OSError as e", ['print(f"Could not save: {e!r}")']),
        ("OSError as e", ['logger.warning("Could not save", error=repr(e))']),
    ),
    (
        "beside a logged traceback a print speaks for itself",
        ("Exception", ['logger.exception("job")', 'print("going on")']),
        ("Exception", ['logger.exception("job")', 'logger.info("going on")']),
    ),
]


@pytest.mark.parametrize(("before", "after"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_a_print_in_a_handler(before: tuple[str, list[str]], after: tuple[str, list[str]]) -> None:
    prelude = f"import traceback\nkept = traceback\n{FOUNDRY}"

    assert fixed(handler(before[0], *before[1]), prelude=prelude) == handler(after[0], *after[1])


@pytest.mark.parametrize("further", ["", "\n\ndef leave(kind, error, traceback):\n    stop()\n"])
def test_an_import_that_only_printed_tracebacks_goes(further: str) -> None:
    text = f"import traceback\n{FOUNDRY}\n\ndef work():\n    " + handler(
        "Exception as e", 'print(f"Ошибка: {e}")', "traceback.print_exc()"
    ).replace("\n", "\n    ")

    result = transformed(f"{text}\n{further}")

    assert "traceback" not in result.text.removesuffix(further)
    assert [change.finding.code for change in result.changes] == ["LGF101", "LGF105"]
    assert {change.outcome.value for change in result.changes} == {"converted"}


def test_a_stack_printed_outside_of_handlers_is_left() -> None:
    result = transformed("import traceback\n\n\ndef where():\n    traceback.print_stack()\n")

    assert [change.reason for change in result.changes] == ["no-handler"]


@pytest.mark.parametrize(
    "prelude", ["import logging\nlogger = logging.getLogger(__name__)\n", "from loguru import logger\n"]
)
def test_an_exception_inside_of_a_sentence_is_refused_where_it_can_be_no_field(prelude: str) -> None:
    text = f"{prelude}\n\ndef work():\n    " + handler("Exception as e", 'print(f"got {e} while loading")').replace(
        "\n", "\n    "
    )

    assert [c.reason for c in transformed(text + "\n").changes if c.finding.code == "LGF101"] == [
        "exception-in-sentence"
    ]
