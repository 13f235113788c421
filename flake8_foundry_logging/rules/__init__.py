"""The rules, one a file; this list is the whole set."""

from __future__ import annotations

from importlib import import_module

from flake8_foundry_logging.core.registry import Registry

__all__ = ["ALL"]

MODULES = (
    "api_call_fields",
    "chatty_function",
    "concatenated_message",
    "debug_in_nested_loop",
    "debug_left_on",
    "deprecated_warn",
    "direct_logger",
    "duplicate_message",
    "dynamic_message",
    "empty_message",
    "error_without_context",
    "error_without_context_elsewhere",
    "error_without_traceback",
    "exception_outside_handler",
    "expensive_argument",
    "field_name_case",
    "fields_on_stdlib_logger",
    "format_message",
    "fstring_message",
    "hand_rolled_request_log",
    "guard_level_mismatch",
    "hidden_error",
    "http_error_unlogged",
    "info_for_caught_error",
    "jump_in_finally",
    "library_configures_logging",
    "logger_in_function",
    "logger_name",
    "logging_in_comprehension",
    "logging_in_dunder",
    "logging_in_loop",
    "missing_f_prefix",
    "manual_timing",
    "percent_message",
    "placeholder_mismatch",
    "positional_arguments",
    "pprint_call",
    "print_call",
    "print_in_cli",
    "print_in_script",
    "reserved_field",
    "root_logger",
    "rule_crash",
    "secret_in_log",
    "silent_bare_except",
    "silent_broad_except",
    "stdlib_logger",
    "stream_write",
    "suppress_broad",
    "swallowed_cancellation",
    "timer_not_entered",
    "traceback_print",
    "unknown_level",
    "unlogged_failure_return",
    "unused_noqa",
    "wording_level_mismatch",
    "unlogged_failure_return_elsewhere",
    "unlogged_lifecycle",
    "untimed_operation",
)

ALL = Registry(import_module(f"{__name__}.{name}").RULE for name in MODULES)
