"""Where in the stories of a segment somebody speaks."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from archive.engines.whoosh_engine.arrays import STORY, Int32s, Keys, gather
from archive.search.inversion import QUOTATION_GAP


@dataclass(frozen=True, slots=True)
class QuotationColumns:
    """The first position of each quotation and the one after its last, story by story.

    Those of story d are the rows from `pointer[d]` to `pointer[d + 1]`.
    """

    pointer: npt.NDArray[np.int64]
    first: Int32s
    end: Int32s

    def places(self, keys: Keys, documents: Int32s) -> Keys:
        """Those of the places in some stories that lie in quotations, moved to lie far apart.

        This is `said_places` of many stories at once.
        """
        starts = self.pointer[documents]
        counts = self.pointer[documents + 1] - starts
        rows = gather(starts, counts)
        if not len(rows):
            return keys[:0]
        story = np.repeat(np.arange(len(documents), dtype=np.int64), counts) << STORY
        last = np.searchsorted(story + self.first[rows], keys, side="right") - 1
        inside = (last >= 0) & (keys < (story + self.end[rows])[last])
        kept, numbers = keys[inside], last[inside]
        ahead = np.cumsum(counts) - counts
        return kept + (numbers - ahead[kept >> STORY]) * QUOTATION_GAP
