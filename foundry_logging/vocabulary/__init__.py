"""
What a level, a log method, a record key and a secret are: one home for the runtime and for the linter.

Standard library only, and cheap: importing it loads neither ``re`` nor ``dataclasses``; patterns compile at first use.
"""

from .levels import (
    CONTEXT_METHODS,
    CONTROLS,
    LEVEL_ALIASES,
    LEVELS,
    LOG_METHODS,
    LOGRECORD_ATTRIBUTES,
    MARK,
    OPERATION_STATUSES,
    RECORD_KEYS,
    SERVICE_METHODS,
    ServiceMethod,
)
from .names import NameRules, Verdict, is_secret_name, words
from .values import VALUE_PATTERNS, Span, ValuePattern, find_secrets, may_hold_secret, scrub_text

__all__ = [
    "CONTEXT_METHODS",
    "CONTROLS",
    "LEVELS",
    "LEVEL_ALIASES",
    "LOGRECORD_ATTRIBUTES",
    "LOG_METHODS",
    "MARK",
    "OPERATION_STATUSES",
    "RECORD_KEYS",
    "SERVICE_METHODS",
    "VALUE_PATTERNS",
    "NameRules",
    "ServiceMethod",
    "Span",
    "ValuePattern",
    "Verdict",
    "find_secrets",
    "is_secret_name",
    "may_hold_secret",
    "scrub_text",
    "words",
]
