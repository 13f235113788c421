"""Windows, where an open file can be renamed only if everybody who has it open allows that.

What ``os.open`` makes there can neither be renamed nor appended to by two processes at once, so the file is opened by
the system's own call. The decisions stand in ``Windows`` and are tested everywhere; ``SystemCalls`` only passes on.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from pathlib import Path

GENERIC_READ = 0x80000000  # a lock needs it
FILE_APPEND_DATA = 0x0004  # without FILE_WRITE_DATA beside it, the system itself appends, in one step
SHARE_ALL = 0x1 | 0x2 | 0x4  # reading, writing, and deleting, which renaming counts as
OPEN_ALWAYS = 4
ATTRIBUTE_NORMAL = 0x80

LOCKFILE_FAIL_IMMEDIATELY = 0x1
LOCKFILE_EXCLUSIVE = 0x2
LOCK_OFFSET = 1 << 62
"""Locks are mandatory there: nobody can read or write a locked byte, so one is locked that no file ever reaches."""

ERROR_LOCK_VIOLATION = 33
ERROR_NOT_LOCKED = 158
ERROR_IO_PENDING = 997


class Calls(Protocol):
    """The system's calls. Those that fail raise OSError with ``winerror``."""

    def create_file(self, path: str, access: int, share: int, disposition: int, attributes: int) -> int:
        """Gives back a handle."""

    def close_handle(self, handle: int) -> None:
        """Of a handle that became no descriptor."""

    def lock_file(self, handle: int, flags: int, offset: int) -> None:
        """One byte at the offset."""

    def unlock_file(self, handle: int, offset: int) -> None:
        """The same byte."""

    def descriptor(self, handle: int, flags: int) -> int:
        """A number as ``os`` takes it, which owns the handle from then on."""

    def handle(self, descriptor: int) -> int:
        """The handle behind such a number."""


class Windows:
    """Appending by the system, locks on a byte far behind the end, files shared in every way."""

    def __init__(self, calls: Calls) -> None:
        self._calls = calls

    def open_append(self, path: Path) -> int:
        """See ``Platform``."""
        handle = self._calls.create_file(
            os.fspath(path), GENERIC_READ | FILE_APPEND_DATA, SHARE_ALL, OPEN_ALWAYS, ATTRIBUTE_NORMAL
        )
        try:
            return self._calls.descriptor(handle, os.O_APPEND | getattr(os, "O_BINARY", 0))
        except OSError:  # no descriptors left
            self._calls.close_handle(handle)
            raise

    def lock(self, number: int, *, exclusive: bool) -> bool:
        """See ``Platform``. The lock that was held before is given back first: two of one handle would add up."""
        handle = self._calls.handle(number)
        self._give_back(handle)
        flags = LOCKFILE_FAIL_IMMEDIATELY | (LOCKFILE_EXCLUSIVE if exclusive else 0)
        try:
            self._calls.lock_file(handle, flags, LOCK_OFFSET)
        except OSError as error:
            if _code(error) in {ERROR_LOCK_VIOLATION, ERROR_IO_PENDING}:
                return False
            raise
        return True

    def unlock(self, number: int) -> None:
        """See ``Platform``."""
        self._give_back(self._calls.handle(number))

    def _give_back(self, handle: int) -> None:
        try:
            self._calls.unlock_file(handle, LOCK_OFFSET)
        except OSError as error:
            if _code(error) != ERROR_NOT_LOCKED:
                raise


def _code(error: OSError) -> int | None:
    return getattr(error, "winerror", None)  # exists on Windows only


class SystemCalls:
    """The calls of ``kernel32``, and of Python's own ``msvcrt`` for what lies between a handle and a descriptor."""

    def __init__(self) -> None:
        import ctypes
        import importlib
        from ctypes import wintypes

        self._msvcrt: Any = importlib.import_module("msvcrt")  # by name: type checkers know no other system's modules
        self._ctypes: Any = ctypes
        kernel: Any = self._ctypes.WinDLL("kernel32", use_last_error=True)
        pointer, word, handle, long = wintypes.LPVOID, wintypes.DWORD, wintypes.HANDLE, wintypes.BOOL
        kernel.CreateFileW.argtypes = (wintypes.LPCWSTR, word, word, pointer, word, word, handle)
        kernel.CreateFileW.restype = handle
        kernel.LockFileEx.argtypes = (handle, word, word, word, word, pointer)
        kernel.LockFileEx.restype = long
        kernel.UnlockFileEx.argtypes = (handle, word, word, word, pointer)
        kernel.UnlockFileEx.restype = long
        kernel.CloseHandle.argtypes = (handle,)
        self._kernel = kernel

        class Overlapped(ctypes.Structure):
            _fields_ = (
                ("internal", ctypes.c_size_t),
                ("internal_high", ctypes.c_size_t),
                ("offset", word),
                ("offset_high", word),
                ("event", handle),
            )

        self._overlapped = Overlapped

    def _failed(self) -> OSError:
        error: OSError = self._ctypes.WinError(self._ctypes.get_last_error())
        return error

    def _at(self, offset: int) -> Any:
        return self._ctypes.byref(self._overlapped(offset=offset & 0xFFFFFFFF, offset_high=offset >> 32))

    def create_file(self, path: str, access: int, share: int, disposition: int, attributes: int) -> int:
        """See ``Calls``."""
        handle = self._kernel.CreateFileW(path, access, share, None, disposition, attributes, None)
        if handle is None or handle == self._ctypes.c_void_p(-1).value:
            raise self._failed()
        return int(handle)

    def close_handle(self, handle: int) -> None:
        """See ``Calls``."""
        self._kernel.CloseHandle(handle)

    def lock_file(self, handle: int, flags: int, offset: int) -> None:
        """See ``Calls``."""
        if not self._kernel.LockFileEx(handle, flags, 0, 1, 0, self._at(offset)):
            raise self._failed()

    def unlock_file(self, handle: int, offset: int) -> None:
        """See ``Calls``."""
        if not self._kernel.UnlockFileEx(handle, 0, 1, 0, self._at(offset)):
            raise self._failed()

    def descriptor(self, handle: int, flags: int) -> int:
        """See ``Calls``."""
        return int(self._msvcrt.open_osfhandle(handle, flags))

    def handle(self, descriptor: int) -> int:
        """See ``Calls``."""
        return int(self._msvcrt.get_osfhandle(descriptor))
