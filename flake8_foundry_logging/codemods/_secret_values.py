"""Which of a call's values a converted line must not show."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from flake8_foundry_logging.codemods._pieces import as_argument
from flake8_foundry_logging.core.harmless import harmless
from flake8_foundry_logging.core.labels import is_opaque, names_secret
from flake8_foundry_logging.core.secret_containers import container_flow
from flake8_foundry_logging.core.secret_flow import secret_flow
from flake8_foundry_logging.core.secret_sources import Names

if TYPE_CHECKING:
    from flake8_foundry_logging.codemods._pieces import Value
    from flake8_foundry_logging.codemods.context import Context
    from flake8_foundry_logging.codemods.kit import Import
    from flake8_foundry_logging.core.frame import Frame

__all__ = ["Redactor"]

LABEL_WORDS = 3


class Redactor:
    """Wraps secret values in ``redact(...)``; what is secret is what LGF301 and LGF303 call so.

    Args:
        context: the file.
        frame: where the call stands whose values are converted.

    Attributes:
        imports: what the wrapped values need.
    """

    def __init__(self, context: Context, frame: Frame) -> None:
        self.context = context
        self.frame = frame
        self.names = Names(context.module.options)
        self.imports: tuple[Import, ...] = ()

    def __call__(self, value: Value, key: str, label: str) -> str:
        """The value's source, in ``redact(...)`` if its name, its key or the label before it is a secret's.

        Raises:
            Refused: ``name-taken``, where ``redact`` means something else in the file.
        """
        if not self._is_secret(value, key, label):
            return value.source
        name, needed = self.context.name_of("foundry_logging", "redact")
        self.imports = () if needed is None else (needed,)
        return f"{name}({as_argument(value.source)})"

    def _is_secret(self, value: Value, key: str, label: str) -> bool:
        node, module = value.node, self.context.module
        for flow in (secret_flow(module), container_flow(module)):
            if next(flow.leaks(node, self.frame), None) is not None:
                return True
        if harmless(node, self.frame, self.names):
            return False
        if self.names.secret(key):
            return True
        ending = " ".join(re.findall(r"\w+", label)[-LABEL_WORDS:])
        return is_opaque(node, self.frame) and names_secret(ending, self.names)
