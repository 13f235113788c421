"""
Immutable values with named parts.

What ``dataclasses`` does, for a package that must be cheap to import: ``dataclasses`` and ``typing`` cost several
times more than all of the vocabulary.
"""

from __future__ import annotations


class Frozen:
    """A value that is its slots. A subclass names them, annotates them and hands them to ``_hold`` in that order."""

    __slots__: tuple[str, ...] = ()

    def _hold(self, *parts: object) -> None:
        for name, part in zip(type(self).__slots__, parts, strict=True):
            object.__setattr__(self, name, part)

    def _parts(self) -> tuple[object, ...]:
        return tuple(getattr(self, name) for name in self.__slots__)

    def __setattr__(self, name: str, value: object) -> None:
        raise AttributeError(f"{type(self).__name__} is immutable: cannot set {name!r}")

    def __delattr__(self, name: str) -> None:
        raise AttributeError(f"{type(self).__name__} is immutable: cannot delete {name!r}")

    def __eq__(self, other: object) -> bool:
        return self._parts() == other._parts() if isinstance(other, Frozen) and type(other) is type(self) else False

    def __hash__(self) -> int:
        return hash(self._parts())

    def __reduce__(self) -> tuple[type, tuple[object, ...]]:
        return type(self), self._parts()

    def __repr__(self) -> str:
        inner = ", ".join(f"{name}={part!r}" for name, part in zip(type(self).__slots__, self._parts(), strict=True))
        return f"{type(self).__name__}({inner})"
