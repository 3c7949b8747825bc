"""Trying again what another moment may let succeed, a few times and no more."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TypeVar

from archive.errors import ConflictError, StoreLostError

WAITS_SECONDS = (1.0, 5.0, 20.0)
"""How long to wait before each new try; a database server is back by then, or down."""
T = TypeVar("T")


def patiently(action: Callable[[], T], sleep: Callable[[float], None] = time.sleep) -> T:
    """Do it, and again when the database hung up or another indexer wrote the same just then.

    The action must begin anew each time. The last error is raised as it is.
    """
    for seconds in WAITS_SECONDS:
        try:
            return action()
        except (StoreLostError, ConflictError):
            sleep(seconds)
    return action()
