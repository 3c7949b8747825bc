"""What a database complains of, in the words of the archive."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import URL
from sqlalchemy.exc import DBAPIError, IntegrityError, SQLAlchemyError

from archive.errors import ArchiveError, ConflictError, StoreError

_BUSY = ("database is locked", "database table is locked", "lock timeout", "deadlock detected")
_DAMAGED = ("malformed", "file is not a database", "disk image", "unsupported file format")
_READ_ONLY = ("readonly database", "read-only", "permission denied", "unable to open database")
_FULL = ("disk is full", "disk full", "no space left")


@contextmanager
def translated(url: URL) -> Iterator[None]:
    """Raise what the database complains of as an error of the archive."""
    try:
        yield
    except IntegrityError as error:
        raise ConflictError(f"{place(url)}: already there, or in use: {_cause(error)}") from error
    except SQLAlchemyError as error:
        raise fault(url, error) from error


def fault(url: URL, error: Exception) -> ArchiveError:
    """Say what happened, where, and what to do."""
    cause = _cause(error)
    return StoreError(f"{place(url)}: {_advice(cause.lower())} ({cause})")


def place(url: URL) -> str:
    """Name the database as its user does, without its password."""
    is_file = url.get_backend_name() == "sqlite" and url.database
    return str(url.database) if is_file else url.render_as_string(hide_password=True)


def _advice(cause: str) -> str:
    for signs, advice in (
        (_BUSY, "busy: another process is writing; try again when it is done"),
        (_DAMAGED, "damaged, or not a database; put a backup in its place or name another folder"),
        (_READ_ONLY, "cannot be opened or written; check that you may write to it and its folder"),
        (_FULL, "no room left on the disk; nothing was changed"),
    ):
        if any(sign in cause for sign in signs):
            return advice
    return "the database could not do what was asked"


def _cause(error: Exception) -> str:
    original = error.orig if isinstance(error, DBAPIError) else error
    return str(original).strip().splitlines()[0] if str(original).strip() else repr(original)
