"""What a value holds under names: mappings, and the objects that are records by another name."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import islice
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

__all__ = ["MAX_ITEMS", "masks_itself", "named_parts"]

MAX_ITEMS = 20_000
"""How many values of one field are looked into, over all depths."""


def named_parts(value: Any) -> tuple[Iterable[tuple[Any, Any]], int, Callable[..., Any]] | None:
    """What a value holds under names, how many there are, and how a copy is made of them; None for other values."""
    kind = type(value)
    if isinstance(value, Mapping):
        return list(islice(value.items(), MAX_ITEMS + 1)), len(value), _same
    if isinstance(value, SimpleNamespace):
        return _attributes(value, list(vars(value)), lambda parts: SimpleNamespace(**parts))
    if isinstance(value, tuple) and (names := getattr(kind, "_fields", None)):
        return list(zip(names, value, strict=True)), len(value), lambda parts: _named_tuple(kind, parts)
    if isinstance(value, type) or masks_itself(value):
        return None
    if (fields := getattr(kind, "__dataclass_fields__", None)) is not None:
        return _attributes(value, list(fields), _same)
    if (fields := getattr(kind, "__attrs_attrs__", None)) is not None:
        return _attributes(value, [field.name for field in fields], _same)
    if hasattr(kind, "__pydantic_fields__") or hasattr(kind, "__pydantic_model__") or hasattr(kind, "model_fields"):
        extra = getattr(value, "__pydantic_extra__", None) or {}
        return [*vars(value).items(), *extra.items()], len(vars(value)) + len(extra), _same
    if (names := getattr(kind, "__struct_fields__", None)) is not None:
        return _attributes(value, list(names), _same)
    return None


def _attributes(
    value: Any, names: Sequence[str], rebuild: Callable[..., Any]
) -> tuple[list[tuple[Any, Any]], int, Callable[..., Any]]:
    parts = [(name, getattr(value, name)) for name in names if hasattr(value, name)]
    return parts, len(parts), rebuild


def _same(parts: dict[Any, Any]) -> dict[Any, Any]:
    return parts


def _named_tuple(kind: Any, parts: dict[str, Any]) -> Any:
    return tuple.__new__(kind, parts.values())


def masks_itself(value: Any) -> bool:
    """Whether it is a box for a secret, as pydantic has them."""
    return hasattr(type(value), "get_secret_value")
