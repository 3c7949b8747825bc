"""What each story of a segment holds, as numbers."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from archive.engines.whoosh_engine.matches import Int32s, Mask, gather


@dataclass(frozen=True)
class HeldNumbers:
    """`ordinals[pointer[d]:pointer[d + 1]]` are the numbers of what story d has."""

    pointer: npt.NDArray[np.int64]
    ordinals: Int32s

    @cached_property
    def has_none(self) -> Mask:
        """Which stories have nothing."""
        return np.asarray(self.pointer[1:] == self.pointer[:-1], dtype=np.bool_)

    def of_stories(self, documents: Int32s) -> tuple[Int32s, int]:
        """What all of the stories have, one after the other, and how many have nothing."""
        if len(documents) == len(self.pointer) - 1:
            return self.ordinals, int(np.count_nonzero(self.has_none))
        starts = self.pointer[documents]
        counts = self.pointer[documents + 1] - starts
        return self.ordinals[gather(starts, counts)], int(np.count_nonzero(counts == 0))
