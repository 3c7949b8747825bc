"""Finding seed files under the paths that a user names, and reading their bytes."""

from __future__ import annotations

import os
import stat
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from archive.errors import MalformedSeedError, UnreadableSeedError
from archive.model import Reject
from indexer.readers import SeedFile
from indexer.readers.seed import locator_of

LARGEST_FILE = 200 * 1024 * 1024
"""Most bytes that a seed file may have."""
LARGEST_WEB_ARCHIVE = 2 * 1024**3
"""Crawlers write web archives of a gigabyte."""
_WEB_ARCHIVES = (".warc", ".warc.gz", ".wacz")


@dataclass(frozen=True, slots=True)
class Skipped:
    """A path that was left out on purpose, and why."""

    path: Path
    reason: str


Found = Path | Skipped | Reject
"""A seed file, a path left out, or a path that cannot be read."""


def find_seeds(paths: Sequence[Path], *, named: Collection[Path] | None = None) -> Iterator[Found]:
    """Yield the files to read under the paths, each once, those of a folder in order of name.

    A path that a user named is always a seed or a folder of seeds; others that are hidden or
    called README are skipped. `named` are all paths unless it is given.
    """
    seen: dict[tuple[int, int], Path] = {}
    waiting = list(reversed(paths))
    chosen = set(paths if named is None else named)
    while waiting:
        path = waiting.pop()
        reason = "" if path in chosen else reason_to_skip(path)
        found = Skipped(path, reason) if reason else _looked_at(path, seen)
        if isinstance(found, list):
            waiting += reversed(found)
        else:
            yield found


def read_file(path: Path, *, max_bytes: int | None = None) -> SeedFile:
    """Read a seed's bytes; raises UnreadableSeedError, or MalformedSeedError if it is too large."""
    max_bytes = max_bytes or largest(path)
    try:
        with path.open("rb") as file:
            data = file.read(max_bytes + 1)
    except OSError as error:
        raise _unreadable(path, error) from error
    if len(data) > max_bytes:
        raise MalformedSeedError(
            f"{locator_of(path)}: larger than {max_bytes:,} bytes, which is the most that is "
            "read of one file; split it"
        )
    return SeedFile(path, data)


def largest(path: Path) -> int:
    """Most bytes that are read of a file with that name."""
    is_web_archive = path.name.lower().endswith(_WEB_ARCHIVES)
    return LARGEST_WEB_ARCHIVE if is_web_archive else LARGEST_FILE


def _looked_at(path: Path, seen: dict[tuple[int, int], Path]) -> Found | list[Path]:
    """Give the path if it is a new file, its entries if it is a new folder, else the reason."""
    try:
        status = path.stat()
        identity = (status.st_dev, status.st_ino)
        if identity in seen:
            return Skipped(path, f"the same as {locator_of(seen[identity])}, which is read")
        seen[identity] = path
        if stat.S_ISDIR(status.st_mode):
            return sorted(path.iterdir())
    except OSError as error:
        return Reject.of(locator_of(path), _unreadable(path, error))
    if not stat.S_ISREG(status.st_mode):
        return Skipped(path, "not a regular file")
    if not os.access(path, os.R_OK):
        return Reject.of(locator_of(path), _unreadable(path, PermissionError("Permission denied")))
    return path


def reason_to_skip(path: Path) -> str:
    """Say why a path found in a folder is not read; empty when it is."""
    if path.name.startswith("."):
        return "hidden: its name starts with a dot"
    if path.name.upper().startswith("README"):
        return "documentation: files named README are not seeds"
    return ""


def _unreadable(path: Path, error: OSError) -> UnreadableSeedError:
    reason = error.strerror or str(error)
    return UnreadableSeedError(
        f"{locator_of(path)}: cannot be read ({reason}); check that it exists and may be read"
    )
