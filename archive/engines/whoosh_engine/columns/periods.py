"""The years and months of a segment's stories, numbered so that counts of them are short."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from archive.engines.whoosh_engine.columns.dates import key_text
from archive.engines.whoosh_engine.columns.file import Array
from archive.engines.whoosh_engine.columns.held import HeldNumbers, held_numbers, pack_held
from archive.engines.whoosh_engine.matches import Int32s


@dataclass(frozen=True)
class PeriodColumns:
    """The numbers that stories hold stand for these keys."""

    keys: Int32s
    held: HeldNumbers

    @classmethod
    def of(cls, name: str, arrays: dict[str, Array]) -> PeriodColumns:
        """Read the arrays back."""
        return cls(arrays[f"{name}.keys"].view(np.int32), held_numbers(name, arrays))

    @cached_property
    def texts(self) -> list[str]:
        """The facet value of each key."""
        return list(map(key_text, self.keys.tolist()))

    def counted(self, documents: Int32s) -> tuple[dict[str, int], int]:
        """How many of the stories have each facet value, and how many have none."""
        if not len(self.keys) or not len(documents):
            return {}, len(documents)
        held, missing = self.held.of_stories(documents)
        counts = np.bincount(np.concatenate(held), minlength=len(self.keys) + 1)[1:].tolist()
        pairs = zip(self.texts, counts, strict=True)
        return {text: count for text, count in pairs if count}, missing


def pack_periods(name: str, keys: Int32s, counts: npt.NDArray[np.int64]) -> dict[str, Array]:
    """Turn keys, story by story, into arrays; a story has `counts` of them."""
    distinct, numbers = np.unique(keys, return_inverse=True)
    return {
        f"{name}.keys": distinct.astype(np.int32),
        **pack_held(name, numbers.astype(np.int32), counts),
    }
