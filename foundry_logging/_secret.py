"""A value that shows itself to nobody who does not ask for it."""

from __future__ import annotations

from typing import Generic, NoReturn, TypeVar, final

from .vocabulary.levels import MARK

_T = TypeVar("_T")


@final
class Secret(Generic[_T]):
    """
    Holds a secret, and prints as ``***`` wherever it ends up.

    It is no ``str`` subclass, on purpose: that would come out of ``+``, ``json.dumps`` and ``orjson`` in the clear.
    ``reveal()`` gives the value back, and is the one place to look for in a review.
    """

    __slots__ = ("_value",)

    def __init__(self, value: _T) -> None:
        self._value = value

    def reveal(self) -> _T:
        """The value itself."""
        return self._value

    def __repr__(self) -> str:
        return MARK

    __str__ = __repr__

    def __format__(self, spec: str) -> str:
        return MARK  # a width would tell nothing worth a ValueError in a log call

    def __bool__(self) -> bool:
        return bool(self._value)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Secret) and bool(self._value == other._value)

    def __hash__(self) -> int:
        return hash((Secret, self._value))

    def __reduce__(self) -> NoReturn:
        raise TypeError("a Secret is not pickled: reveal() it where it has to be kept")
