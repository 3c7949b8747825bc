"""Operations in processes of their own, to be killed or starved."""

from __future__ import annotations

import errno
import os
import resource
import signal
import sys
import time
import traceback
from collections.abc import Callable

from archive.errors import ArchiveError

DONE, FAILED_CLEANLY, CRASHED, UNTOUCHED = 0, 3, 4, 5
"""How a child ends: UNTOUCHED when it ended, well or refused, before the step to go wrong."""
ENDS = {
    DONE: "ended well",
    FAILED_CLEANLY: "refused with a message",
    CRASHED: "ended with a traceback",
    UNTOUCHED: "ended before it",
}
_EVENTS = ("open", "os.rename", "os.remove", "os.mkdir", "os.rmdir", "os.truncate")
Prepare = Callable[[], None]


class _Awaited:
    """Whether the child still waits for the step that is to go wrong."""

    step = False


def start(operation: Callable[[], None], prepare: Prepare = lambda: None) -> int:
    """Run an operation in a child; return its process id."""
    child = os.fork()
    if child:
        return child
    code = CRASHED
    try:
        _silence()
        prepare()
        operation()
        code = UNTOUCHED if _Awaited.step else DONE
    except ArchiveError:
        code = UNTOUCHED if _Awaited.step else FAILED_CLEANLY
    except BaseException:  # noqa: BLE001  # the child ends here, whatever it was
        traceback.print_exc(file=sys.__stdout__)
        sys.__stdout__.flush()  # type: ignore[union-attr]  # it is there
    finally:
        os._exit(code)


def wait(child: int) -> int:
    """The exit code of a child; negative for the signal that ended it."""
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def kill_after(child: int, seconds: float) -> bool:
    """Kill a child with SIGKILL after a while; whether it was still running."""
    time.sleep(seconds)
    os.kill(child, signal.SIGKILL)
    return wait(child) < 0


def dies_at(step: int) -> Prepare:
    """Let the child be killed at its so-manieth step in the file system."""

    def act(_: object) -> None:
        os.kill(os.getpid(), signal.SIGKILL)

    return lambda: _at_step(step, act)


def fails_at(step: int, *, and_after: bool) -> Prepare:
    """Let the so-manieth step in the file system fail for want of room, and all later ones."""

    def act(name: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(name))

    return lambda: _at_step(step, act, and_after=and_after)


def no_file_over(size: int) -> Prepare:
    """Let every write fail that would make a file longer than so many bytes."""

    def prepare() -> None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))

    return prepare


def clock_back(seconds: float) -> Prepare:
    """Set the child's clock back."""

    def prepare() -> None:
        real = time.time
        time.time = lambda: real() - seconds

    return prepare


def _at_step(step: int, act: Callable[[object], None], *, and_after: bool = False) -> None:
    """Act at a step: a file opened to be written or synced, a name made, changed or removed."""
    count, _Awaited.step = 0, True
    real_sync = os.fsync

    def taken(name: object) -> None:
        nonlocal count
        count += 1
        if count == step or (and_after and count > step):
            _Awaited.step = False
            act(name)

    def hook(event: str, arguments: tuple[object, ...]) -> None:
        if event in _EVENTS and (event != "open" or _writes(arguments)):
            taken(arguments[0])

    def sync(descriptor: int) -> None:
        taken(descriptor)
        real_sync(descriptor)

    os.fsync = sync  # type: ignore[assignment]  # every caller here gives a number
    sys.addaudithook(hook)


def _writes(arguments: tuple[object, ...]) -> bool:
    """Whether a file is opened to be written, by name and not by number."""
    path, mode, flags = arguments
    if not isinstance(path, (str, bytes)) or str(path).startswith("/dev/"):
        return False
    by_mode = isinstance(mode, str) and any(letter in mode for letter in "wax+")
    return by_mode or bool(isinstance(flags, int) and flags & (os.O_WRONLY | os.O_RDWR))


def _silence() -> None:
    null = os.open(os.devnull, os.O_WRONLY)
    os.dup2(null, 2)
