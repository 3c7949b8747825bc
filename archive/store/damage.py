"""Rows that hold what was never written, as after a flipped bit on the disk."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from contextlib import contextmanager

from archive.errors import DamagedRowError

UNREADABLE = (ValueError, TypeError, KeyError, zlib.error)
"""What the reading of a value raises that was not written by this program."""


@contextmanager
def reading(what: str) -> Iterator[None]:
    """Raise DamagedRowError when what is read is none; `what` says whose row it is."""
    try:
        yield
    except UNREADABLE as error:
        raise damaged(what, error) from error


def damaged(what: str, error: Exception) -> DamagedRowError:
    """Say whose row cannot be read, and what to do."""
    return DamagedRowError(f"{what}: a row that cannot be read: {error}; see: cuttings check")
