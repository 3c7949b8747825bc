"""Whether the files of an index are what was written: asked before any of them is used.

Sizes are compared at each opening, checksums once per process for each file: at once when
there is little to read, else in a thread behind the first answers. What was found unsound is
looked at again at each opening, and by then may have been made anew.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Collection
from pathlib import Path
from threading import Lock, Thread

from archive.durable import sha256_of
from archive.engines.whoosh_engine.seals import COLUMNS, Mark, Seal

CHEAP_BYTES = 64_000_000
"""So much is read and compared before the first answer: a twentieth of a second."""

log = logging.getLogger(__name__)
_Key = tuple[str, str, str]


class Integrity:
    """What one process knows of the files of an index."""

    def __init__(self, *, cheap_bytes: int = CHEAP_BYTES) -> None:
        self._cheap_bytes = cheap_bytes
        self._sound: set[_Key] = set()
        self._suspect: set[_Key] = set()
        self._under_way: set[_Key] = set()
        self._lock = Lock()

    def unsound(
        self, folder: Path, sealed: Seal, *, on_fault: Callable[[], None] | None = None
    ) -> frozenset[str]:
        """Name the files that are not as sealed, as far as is known before the call returns.

        `on_fault` is called from a thread when one is found later; without it all is compared
        at once.
        """
        marks = sealed.trusted_files
        wrong = {name for name, mark in marks.items() if size_of(folder / name) != mark.bytes}
        unknown = {
            n: m for n, m in marks.items() if n not in wrong and not self._is_sound(folder, n, m)
        }
        if on_fault is None or sum(mark.bytes for mark in unknown.values()) <= self._cheap_bytes:
            return frozenset(wrong | self._compare(folder, unknown))
        at_once = {n: m for n, m in unknown.items() if self._comes_first(folder, n, m)}
        later = {n: m for n, m in unknown.items() if n not in at_once}
        wrong |= self._compare(folder, at_once)
        self._compare_later(folder, later, on_fault)
        return frozenset(wrong)

    def trust(self, folder: Path, sealed: Seal, before: Seal) -> None:
        """Believe the files that this process has just written, read and sealed."""
        fresh = {n: m for n, m in sealed.files.items() if n not in before.files}
        self._sound |= _keys(folder, fresh)

    def _comes_first(self, folder: Path, name: str, mark: Mark) -> bool:
        """Tables of contents are unpickled, and what was unsound before is not believed."""
        return name.endswith(".toc") or _key(folder, name, mark) in self._suspect

    def _is_sound(self, folder: Path, name: str, mark: Mark) -> bool:
        return _key(folder, name, mark) in self._sound

    def _compare(self, folder: Path, marks: dict[str, Mark]) -> set[str]:
        wrong = set()
        for name, mark in marks.items():
            if is_as_marked(folder / name, mark):
                self._sound.add(_key(folder, name, mark))
                self._suspect.discard(_key(folder, name, mark))
            else:
                self._suspect.add(_key(folder, name, mark))
                wrong.add(name)
        return wrong

    def _compare_later(
        self, folder: Path, marks: dict[str, Mark], on_fault: Callable[[], None]
    ) -> None:
        with self._lock:
            todo = {n: m for n, m in marks.items() if _key(folder, n, m) not in self._under_way}
            self._under_way |= _keys(folder, todo)
        if todo:
            arguments = (folder, todo, on_fault)
            Thread(target=self._run, args=arguments, name="checksums", daemon=True).start()

    def _run(self, folder: Path, marks: dict[str, Mark], on_fault: Callable[[], None]) -> None:
        try:
            wrong = self._compare(folder, marks)
        finally:
            with self._lock:
                self._under_way -= _keys(folder, marks)
        present = {name for name in wrong if (folder / name).exists()}
        if present:  # A file that is gone went with a commit, or is missed at the next opening.
            log.error("%s: not as written: %s", folder, ", ".join(sorted(present)))
            on_fault()


def size_of(path: Path) -> int:
    """A file's size in bytes; -1 for one that is not there."""
    try:
        return path.stat().st_size
    except FileNotFoundError:
        return -1


def is_as_marked(path: Path, mark: Mark) -> bool:
    """Whether a file has the size and checksum that it was sealed with."""
    try:
        return size_of(path) == mark.bytes and sha256_of(path) == mark.sha256
    except OSError:
        return False


def only_columns(names: Collection[str]) -> bool:
    """Whether all of these can be made again from other files."""
    return all(name.endswith(COLUMNS) for name in names)


def _keys(folder: Path, marks: dict[str, Mark]) -> set[_Key]:
    return {_key(folder, name, mark) for name, mark in marks.items()}


def _key(folder: Path, name: str, mark: Mark) -> _Key:
    return folder.name, name, mark.sha256
