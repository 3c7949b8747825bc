"""Operations in processes of their own, to be killed or starved."""

from __future__ import annotations

import os
import resource
import signal
import sys
import time
import traceback
from collections.abc import Callable

from archive.errors import ArchiveError

DONE, FAILED_CLEANLY, CRASHED = 0, 3, 4
_EVENTS = ("open", "os.rename", "os.remove", "os.mkdir", "os.rmdir", "shutil.rmtree")
Prepare = Callable[[], None]


def start(operation: Callable[[], None], prepare: Prepare = lambda: None) -> int:
    """Run an operation in a child; return its process id.

    It ends with DONE, with FAILED_CLEANLY after an error that users are told, else CRASHED.
    """
    child = os.fork()
    if child:
        return child
    code = CRASHED
    try:
        _silence()
        prepare()
        operation()
        code = DONE
    except ArchiveError:
        code = FAILED_CLEANLY
    except BaseException:  # noqa: BLE001  # the child ends here, whatever it was
        traceback.print_exc(file=sys.__stdout__)
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


def dies_at(event: int) -> Prepare:
    """Let the child be killed at its so-manieth step in the file system."""

    def act() -> None:
        os.kill(os.getpid(), signal.SIGKILL)

    return lambda: _at_event(event, act)


def disk_full_from(event: int) -> Prepare:
    """Let no file be opened for writing any more, from the so-manieth on."""

    def prepare() -> None:
        count = 0

        def hook(name: str, arguments: tuple[object, ...]) -> None:
            nonlocal count
            if name == "open" and _writes(arguments):
                count += 1
                if count > event:
                    raise OSError(28, "No space left on device", str(arguments[0]))

        sys.addaudithook(hook)

    return prepare


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


def _at_event(event: int, act: Callable[[], None]) -> None:
    count = 0

    def hook(name: str, arguments: tuple[object, ...]) -> None:
        nonlocal count
        if name in _EVENTS and (name != "open" or _writes(arguments)):
            count += 1
            if count == event:
                act()

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
