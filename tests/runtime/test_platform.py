"""What the sinks ask of the system: appending, locking, renaming. Here for real; Windows with its calls recorded."""

from __future__ import annotations

import ctypes
import os
import re
import subprocess
import sys
from types import SimpleNamespace

import pytest

from foundry_logging.sinks import windows
from foundry_logging.sinks.platform import PLATFORM
from foundry_logging.sinks.windows import SystemCalls, Windows
from tests.architecture.imports import TREE

HANDLE, NUMBER = 4711, 5


class SystemError_(OSError):
    """As Windows raises it, with its own number beside ``errno``."""

    def __init__(self, code: int) -> None:
        super().__init__(0, "system error")
        self.winerror = code


class RecordedCalls:
    """A Windows that has one file, and locks as its kernel has them: two of one handle conflict like those of two."""

    def __init__(self) -> None:
        self.calls: list[tuple[object, ...]] = []
        self.locked: list[bool] = []  # of our handle: whether exclusively
        self.others: list[bool] = []
        self.no_descriptors = False

    def create_file(self, *arguments: object) -> int:
        self.calls.append(("create", *arguments))
        return HANDLE

    def close_handle(self, handle: int) -> None:
        self.calls.append(("close", handle))

    def lock_file(self, handle: int, flags: int, offset: int) -> None:
        assert (handle, offset) == (HANDLE, windows.LOCK_OFFSET)
        assert flags & windows.LOCKFILE_FAIL_IMMEDIATELY
        exclusive = bool(flags & windows.LOCKFILE_EXCLUSIVE)
        held = [*self.locked, *self.others]
        if held and (exclusive or any(held)):
            raise SystemError_(windows.ERROR_LOCK_VIOLATION)
        self.locked.append(exclusive)

    def unlock_file(self, handle: int, offset: int) -> None:
        assert (handle, offset) == (HANDLE, windows.LOCK_OFFSET)
        if not self.locked:
            raise SystemError_(windows.ERROR_NOT_LOCKED)
        self.locked.pop()

    def descriptor(self, handle: int, flags: int) -> int:
        assert handle == HANDLE
        if self.no_descriptors:
            raise OSError("too many open files")
        self.calls.append(("descriptor", flags))
        return NUMBER

    def handle(self, descriptor: int) -> int:
        assert descriptor == NUMBER
        return HANDLE


@pytest.fixture
def calls():
    return RecordedCalls()


def test_on_windows_a_file_is_appended_to_by_the_system_and_shared_in_every_way(calls, tmp_path):
    assert Windows(calls).open_append(tmp_path / "a.log") == NUMBER
    (_, path, access, share, disposition, _), (_, flags) = calls.calls
    assert path == str(tmp_path / "a.log")
    assert access & 0x2 == 0  # FILE_WRITE_DATA beside it, and two processes could write over each other
    assert access & windows.FILE_APPEND_DATA
    assert (share, disposition) == (0b111, windows.OPEN_ALWAYS)
    assert flags & os.O_APPEND


def test_on_windows_no_handle_is_left_behind_when_there_are_no_descriptors(calls, tmp_path):
    calls.no_descriptors = True
    with pytest.raises(OSError, match="too many"):
        Windows(calls).open_append(tmp_path / "a.log")
    assert calls.calls[-1] == ("close", HANDLE)


@pytest.mark.parametrize(
    ("others", "exclusive", "expected"),
    [([], False, True), ([], True, True), ([False], False, True), ([False], True, False), ([True], False, False)],
)
def test_on_windows_many_share_a_lock_or_one_has_it(calls, others, exclusive, expected):
    calls.others = others
    assert Windows(calls).lock(NUMBER, exclusive=exclusive) is expected


def test_on_windows_a_lock_is_exchanged_and_given_back_once(calls):
    platform = Windows(calls)
    assert platform.lock(NUMBER, exclusive=False)
    assert platform.lock(NUMBER, exclusive=True)
    assert calls.locked == [True]
    platform.unlock(NUMBER)
    platform.unlock(NUMBER)
    assert calls.locked == []


def test_on_windows_a_lock_that_cannot_be_had_at_all_is_an_error(calls, monkeypatch):
    def unsupported(*_: object) -> None:
        raise SystemError_(50)

    monkeypatch.setattr(calls, "lock_file", unsupported)
    with pytest.raises(OSError, match="system error"):
        Windows(calls).lock(NUMBER, exclusive=True)
    monkeypatch.setattr(calls, "unlock_file", unsupported)
    with pytest.raises(OSError, match="system error"):
        Windows(calls).unlock(NUMBER)


def test_windows_locks_a_byte_that_no_file_reaches():
    assert windows.LOCK_OFFSET > 10**18


class Function:
    """A function of ``kernel32``: takes the types that were set for it, as ``ctypes`` does, and remembers the call."""

    def __init__(self, result: int) -> None:
        self.result = result
        self.argtypes: tuple[type, ...] = ()
        self.restype: type | None = None
        self.called: list[tuple[object, ...]] = []

    def __call__(self, *arguments: object) -> int:
        assert len(arguments) == len(self.argtypes)
        for argument, kind in zip(arguments, self.argtypes, strict=True):
            if kind is not ctypes.c_void_p or argument is None or isinstance(argument, int):
                kind(argument)  # raises where the value does not fit the type
        self.called.append(arguments)
        return self.result


@pytest.fixture
def kernel(monkeypatch):
    """``ctypes`` and ``msvcrt`` as they look on Windows."""
    names = ("CreateFileW", "LockFileEx", "UnlockFileEx", "CloseHandle")
    kernel = SimpleNamespace(**{name: Function(HANDLE) for name in names})
    monkeypatch.setattr(ctypes, "WinDLL", lambda _name, use_last_error: kernel, raising=False)
    monkeypatch.setattr(ctypes, "get_last_error", lambda: windows.ERROR_LOCK_VIOLATION, raising=False)
    monkeypatch.setattr(ctypes, "WinError", SystemError_, raising=False)
    msvcrt = SimpleNamespace(open_osfhandle=lambda _handle, _flags: NUMBER, get_osfhandle=lambda _number: HANDLE)
    monkeypatch.setitem(sys.modules, "msvcrt", msvcrt)
    return kernel


def test_the_calls_of_windows_get_what_they_take(kernel, tmp_path):
    platform = Windows(SystemCalls())
    assert platform.open_append(tmp_path / "a.log") == NUMBER
    assert platform.lock(NUMBER, exclusive=True)
    platform.unlock(NUMBER)
    (_, flags, reserved, low, high, place) = kernel.LockFileEx.called[0]
    assert (flags, reserved, low, high) == (3, 0, 1, 0)
    overlapped = place._obj
    assert overlapped.offset | overlapped.offset_high << 32 == windows.LOCK_OFFSET
    assert len(kernel.UnlockFileEx.called) == 2


def test_the_errors_of_windows_come_as_python_raises_them(kernel, tmp_path):
    platform = Windows(SystemCalls())
    kernel.LockFileEx.result = 0
    assert not platform.lock(NUMBER, exclusive=True)
    kernel.UnlockFileEx.result = 0
    with pytest.raises(OSError, match="system error"):
        platform.unlock(NUMBER)
    kernel.CreateFileW.result = ctypes.c_void_p(-1).value
    with pytest.raises(OSError, match="system error"):
        platform.open_append(tmp_path / "a.log")
    SystemCalls().close_handle(HANDLE)
    assert kernel.CloseHandle.called == [(HANDLE,)]


@pytest.mark.slow
def test_the_package_uses_nothing_that_windows_has_not(tmp_path):
    pytest.importorskip("mypy", reason="the type checker knows what each system has")
    done = subprocess.run(
        [sys.executable, "-m", "mypy", "--platform=win32", f"--cache-dir={tmp_path}", "-p", "foundry_logging"],
        cwd=TREE,
        capture_output=True,
        text=True,
        timeout=200,
        check=False,
    )
    assert done.stdout.startswith("Success"), done.stdout + done.stderr


# -- this system -----------------------------------------------------------------------------------------------------


def locked_elsewhere(path, *, exclusive: bool) -> bool:
    with path.open("rb") as other:
        return PLATFORM.lock(other.fileno(), exclusive=exclusive)


def test_many_share_a_lock_or_one_has_it(tmp_path):
    path = tmp_path / "a.log"
    number = PLATFORM.open_append(path)
    assert PLATFORM.lock(number, exclusive=False)
    assert (locked_elsewhere(path, exclusive=False), locked_elsewhere(path, exclusive=True)) == (True, False)
    assert PLATFORM.lock(number, exclusive=True)
    assert (locked_elsewhere(path, exclusive=False), locked_elsewhere(path, exclusive=True)) == (False, False)
    PLATFORM.unlock(number)
    assert locked_elsewhere(path, exclusive=True)
    os.close(number)


@pytest.mark.skipif(sys.platform == "win32", reason="who may write there may read")
def test_a_file_that_may_be_written_and_not_read_is_appended_to(tmp_path, monkeypatch):
    def only_for_writing(path, flags: int, mode: int) -> int:
        if flags & os.O_RDWR:
            raise PermissionError
        return opened(path, flags, mode)

    opened = os.open
    monkeypatch.setattr("foundry_logging.sinks.posix.os.open", only_for_writing)
    number = PLATFORM.open_append(tmp_path / "a.log")
    os.write(number, b"1\n")
    os.close(number)
    assert (tmp_path / "a.log").read_bytes() == b"1\n"


def test_a_lock_is_given_back_by_a_copy_of_the_descriptor_and_by_the_end_of_its_process(tmp_path):
    path = tmp_path / "a.log"
    number = PLATFORM.open_append(path)
    copy = os.dup(number)
    assert PLATFORM.lock(number, exclusive=True)
    os.close(number)
    assert not locked_elsewhere(path, exclusive=True)
    PLATFORM.unlock(copy)
    assert locked_elsewhere(path, exclusive=True)
    os.close(copy)


def test_a_program_that_is_started_meanwhile_inherits_neither_descriptor_nor_lock(tmp_path):
    path = tmp_path / "a.log"
    number = PLATFORM.open_append(path)
    assert PLATFORM.lock(number, exclusive=True)
    code = "import sys; print(flush=True); sys.stdin.read()"
    with subprocess.Popen(
        [sys.executable, "-c", code], stdin=subprocess.PIPE, stdout=subprocess.PIPE, close_fds=False
    ) as started:
        assert started.stdin is not None
        assert started.stdout is not None
        started.stdout.readline()
        os.close(number)
        assert locked_elsewhere(path, exclusive=True)
        started.stdin.close()


def test_an_open_file_can_be_renamed_and_what_is_appended_follows_it(tmp_path):
    number = PLATFORM.open_append(tmp_path / "a.log")
    os.write(number, b"1\n")
    os.rename(tmp_path / "a.log", tmp_path / "b.log")
    os.write(number, b"2\n")
    os.close(number)
    assert (tmp_path / "b.log").read_bytes() == b"1\n2\n"


def test_one_module_a_system_knows_what_is_peculiar_to_it():
    peculiar = re.compile(r"^\s*(?:import|from) (fcntl|msvcrt|ctypes|resource|termios|pwd|winreg)\b", re.MULTILINE)
    sources = {path.name: path.read_text(encoding="utf-8") for path in (TREE / "foundry_logging").rglob("*.py")}
    users = {name: set(peculiar.findall(source)) for name, source in sources.items() if peculiar.search(source)}
    assert users == {"posix.py": {"fcntl"}, "windows.py": {"ctypes"}}
