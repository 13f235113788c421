"""The one definition of what is secret at check time, for rules and fixes: names, and the way through a file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flake8_foundry_logging.core.circumstances import is_absent
from flake8_foundry_logging.core.harmless import harmless, is_cut_off
from flake8_foundry_logging.core.passing import hides
from flake8_foundry_logging.core.secret_sources import is_passing_name, names_of, source_name
from flake8_foundry_logging.core.taint import Flow
from flake8_foundry_logging.core.uses import is_object, is_path

if TYPE_CHECKING:
    from flake8_foundry_logging.core.frame import Frame
    from flake8_foundry_logging.core.module import Module

__all__ = ["secret_flow"]


def secret_flow(module: Module) -> Flow:
    """What follows secrets through a file."""
    return module.once(_secret_flow, module.body)


def _secret_flow(body: Frame) -> Flow:
    names = names_of(body.module)
    return Flow(
        body.module,
        lambda node, frame: source_name(node, frame, names),
        under=lambda key, value, frame: names.secret(key) and not harmless(value, frame, names),
        cleared=names.about,
        ends=is_passing_name,
        opaque=lambda name, frame: is_object(name, frame) or is_path(name, frame),
        absent=is_absent,
        stops=lambda node: is_cut_off(node) or hides(node),
    )
