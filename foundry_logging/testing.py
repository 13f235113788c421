"""For tests: what was logged, without files and without a console.

The pytest fixture of the same name comes with the package by itself::

    def test_a_failed_payment_is_logged(capture_logs):
        pay(card)
        assert [record["level"] for record in capture_logs] == ["error"]
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from contextlib import AbstractContextManager

__all__ = ["capture_logs"]


def capture_logs() -> AbstractContextManager[list[dict[str, object]]]:
    """Collect every record of every logger and level inside the ``with`` block, instead of writing it.

    A record is what its JSON line would be: redacted, with ``level``, ``logger``, ``message`` and the fields beside
    each other. Threads and tasks are included. Blocks may nest; each of them gets what is logged inside it.
    """
    from ._runtime import RUNTIME  # here, because pytest loads this module in every run, whether it is used or not

    return RUNTIME.capturing()
