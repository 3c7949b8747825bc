"""Memory that arrays leave is kept for the next ones.

A search makes many arrays of some hundred kilobytes. The C library would give each back to the
system as soon as it is left, and every new one would come as pages to be cleared: two tenths of
the time of large results (measured).
"""

from __future__ import annotations

import ctypes
from functools import cache

KEPT_BYTES = 256 << 20
_LARGEST = 32 << 20
_M_TRIM_THRESHOLD, _M_MMAP_THRESHOLD = -1, -3
"""Parameters of glibc's mallopt(3)."""


@cache
def keep_freed_memory() -> bool:
    """Let this process keep so much of it; whether its C library can."""
    mallopt = getattr(ctypes.CDLL(None), "mallopt", None)
    if mallopt is None:
        return False
    settings = ((_M_MMAP_THRESHOLD, _LARGEST), (_M_TRIM_THRESHOLD, KEPT_BYTES))
    return all(bool(mallopt(name, value)) for name, value in settings)
