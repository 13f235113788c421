"""
The rules, one a file; this list is the whole set.

``ALL`` loads every one of them when it is first asked for; ``_index.OUTLINES`` tells what a check must know of each and
loads none.
"""

from __future__ import annotations

from importlib import import_module

TYPE_CHECKING = False  # typing's own would have to be imported by a run that loads no rule
if TYPE_CHECKING:
    from flake8_foundry_logging.core.registry import Registry
    from flake8_foundry_logging.core.rule import Rule

    ALL: Registry[Rule]

__all__ = ["ALL"]

MODULES = (
    "api_call_fields",
    "chatty_function",
    "concatenated_message",
    "debug_in_nested_loop",
    "debug_left_on",
    "credential_url",
    "deprecated_warn",
    "direct_logger",
    "duplicate_message",
    "dynamic_message",
    "empty_message",
    "error_only_returned",
    "error_without_context",
    "error_without_context_elsewhere",
    "error_without_traceback",
    "error_without_traceback_narrow",
    "exception_outside_handler",
    "expensive_argument",
    "field_name_case",
    "fields_on_stdlib_logger",
    "format_message",
    "fstring_message",
    "guard_level_mismatch",
    "hand_rolled_request_log",
    "hidden_error",
    "http_error_unlogged",
    "info_for_caught_error",
    "jump_in_finally",
    "library_configures_logging",
    "log_and_raise",
    "logger_in_function",
    "logger_name",
    "log_injection",
    "logging_in_comprehension",
    "logging_in_dunder",
    "logging_in_loop",
    "manual_timing",
    "missing_f_prefix",
    "partly_silent_except",
    "percent_message",
    "placeholder_mismatch",
    "personal_data",
    "positional_arguments",
    "pprint_call",
    "print_call",
    "print_in_cli",
    "print_in_script",
    "repeated_exception",
    "reserved_field",
    "root_logger",
    "rule_crash",
    "secret_container",
    "secret_in_log",
    "secret_in_output",
    "secret_literal",
    "silent_bare_except",
    "silent_broad_except",
    "silent_narrow_except",
    "stdlib_logger",
    "stream_write",
    "suppress_broad",
    "swallowed_cancellation",
    "timer_not_entered",
    "traceback_print",
    "truthy_exit",
    "unknown_level",
    "unlogged_endpoint",
    "unlogged_failure_return",
    "unlogged_failure_return_elsewhere",
    "unlogged_lifecycle",
    "unlogged_model_operation",
    "unlogged_success",
    "untimed_operation",
    "unused_noqa",
    "wording_level_mismatch",
)


def __getattr__(name: str) -> Registry[Rule]:
    if name != "ALL":
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from flake8_foundry_logging.core.registry import Registry

    every = globals()["ALL"] = Registry(import_module(f"{__name__}.{module}").RULE for module in MODULES)
    return every
