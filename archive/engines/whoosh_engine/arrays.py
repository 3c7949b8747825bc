"""What arrays of the engine are called, and small steps over them."""

from __future__ import annotations

from typing import Any, TypeVar

import numpy as np
import numpy.typing as npt

Int32s = npt.NDArray[np.int32]
Scores = npt.NDArray[np.float64]
Mask = npt.NDArray[np.bool_]
Places = npt.NDArray[np.integer[Any]]
Keys = npt.NDArray[np.int64]
"""Sorted places in the segment: the rank of a story among some, times 2^32, plus the position."""
STORY = 32
N = TypeVar("N", np.int32, np.int64)


def distinct(numbers: npt.NDArray[N]) -> npt.NDArray[N]:
    """Each of some sorted numbers once."""
    is_first = np.ones(len(numbers), dtype=np.bool_)
    np.not_equal(numbers[1:], numbers[:-1], out=is_first[1:])
    return numbers[is_first]


def gather(starts: Places, counts: Places) -> npt.NDArray[np.int64]:
    """The indexes of runs that begin at `starts` and are `counts` long, one after the other."""
    ends = np.cumsum(counts)
    total = int(ends[-1]) if len(ends) else 0
    return np.arange(total, dtype=np.int64) + np.repeat(starts - (ends - counts), counts)
