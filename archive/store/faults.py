"""What a database complains of, in the words of the archive."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from sqlite3 import DatabaseError

from sqlalchemy import URL
from sqlalchemy.exc import DBAPIError, IntegrityError, SQLAlchemyError

from archive.errors import ArchiveError, ConflictError, StoreError, StoreLostError
from archive.store.turns import TurnError

_BUSY = ("database is locked", "database table is locked", "lock timeout", "deadlock detected")
_DAMAGED = ("malformed", "file is not a database", "disk image", "unsupported file format")
_READ_ONLY = ("readonly database", "read-only", "permission denied", "unable to open database")
_FULL = ("disk is full", "disk full", "no space left")


_LOST = (
    "connection refused",
    "connection failed",
    "connection timeout",
    "consuming input failed",
    "the connection is closed",
    "connection is lost",
    "terminating connection",
    "starting up",
    "shutting down",
    "too many clients",
)


@contextmanager
def translated(url: URL) -> Iterator[None]:
    """Raise what the database complains of as an error of the archive."""
    try:
        yield
    except IntegrityError as error:
        raise ConflictError(f"{place(url)}: already there, or in use: {_cause(error)}") from error
    except TurnError as error:
        raise StoreError(f"{place(url)}: {error}; try again when it is done") from error
    except SQLAlchemyError as error:
        raise fault(url, error) from error
    except UnicodeDecodeError as error:
        # What SQLite says of a damaged schema has the damaged name in it.
        said = error.object.decode("utf-8", "replace")
        if not said.startswith("malformed database schema"):
            raise
        raise fault(url, DatabaseError(said)) from error


def fault(url: URL, error: Exception) -> ArchiveError:
    """Say what happened, where, and what to do."""
    cause = _cause(error)
    if _is_lost(error, cause.lower()):
        return StoreLostError(
            f"{place(url)}: its server cannot be reached, or hung up; what was kept is safe; "
            f"try again when it runs ({cause})"
        )
    return StoreError(f"{place(url)}: {_advice(cause.lower())} ({cause})")


def place(url: URL) -> str:
    """Name the database as its user does, without its password."""
    is_file = url.get_backend_name() == "sqlite" and url.database
    return str(url.database) if is_file else url.render_as_string(hide_password=True)


def _is_lost(error: Exception, cause: str) -> bool:
    hung_up = isinstance(error, DBAPIError) and error.connection_invalidated
    return hung_up or any(sign in cause for sign in _LOST)


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
