"""The records of the standard library, redacted: what a foreign handler may see of one."""

from __future__ import annotations

import copy
import logging
from collections.abc import Mapping
from typing import Any

from ._arguments import hide_arguments
from ._encode import safe_str
from ._record import exception_texts
from ._redaction import scrub_exception_text, scrub_fields, scrub_text
from .vocabulary.levels import LOGRECORD_ATTRIBUTES, MARK

__all__ = ["scrub_record"]


def scrub_record(record: logging.LogRecord) -> logging.LogRecord:
    """
    A copy of the record without secrets, of its own class; the record itself is not changed.

    ``args`` keeps its arity, so that formatters that take it apart (uvicorn's access log) go on working. ``exc_info``
    stays when nothing in the traceback's text is a secret; else ``exc_text`` has the text, which formatters prefer.
    """
    try:
        clean = copy.copy(record)
        _scrub_message(clean)
        _scrub_exception(clean)
        if clean.stack_info:
            clean.stack_info = scrub_exception_text(safe_str(clean.stack_info))
        if "message" in vars(clean):
            clean.message = scrub_text(safe_str(clean.message))
        extra = {name: value for name, value in vars(clean).items() if name not in LOGRECORD_ATTRIBUTES}
        kept = scrub_fields(extra)
        if kept is not extra:
            for name in extra:
                del clean.__dict__[name]
            clean.__dict__.update(kept)
        return clean
    except Exception:
        return _bare(record)


def _scrub_message(record: logging.LogRecord) -> None:
    text = record.msg if type(record.msg) is str else safe_str(record.msg)
    args: Any = record.args
    if not args:
        record.msg = scrub_text(text)
    elif isinstance(args, Mapping):
        record.msg, (record.args,) = hide_arguments(text, (args,))
        if not isinstance(record.args, Mapping):
            record.args = (record.args,)
    else:
        record.msg, record.args = hide_arguments(text, tuple(args) if isinstance(args, tuple | list) else (args,))


def _scrub_exception(record: logging.LogRecord) -> None:
    if record.exc_text:
        record.exc_text = scrub_exception_text(record.exc_text)
    if isinstance(record.exc_info, tuple) and record.exc_info[1] is not None:
        text = exception_texts(record.exc_info[1])[2].rstrip("\n")
        clean = scrub_exception_text(text)
        if clean != text:
            record.exc_info, record.exc_text = None, clean


def _bare(record: logging.LogRecord) -> logging.LogRecord:
    """What is left when a record cannot be looked into: that there was one."""
    try:
        name, level = str(record.name), int(record.levelno)
    except Exception:
        name, level = "root", logging.ERROR
    return logging.LogRecord(name, level, "", 0, MARK, None, None)
