"""Numbers that stories hold, as the columns have them."""

from __future__ import annotations

import numpy as np
from hypothesis import strategies as st

from archive.engines.whoosh_engine.columns.held import HeldNumbers, held_numbers, pack_held

VALUES = 10
HELD = st.lists(st.lists(st.integers(0, VALUES - 1), max_size=20), max_size=12)
"""For each story some numbers."""


def packed(held: list[list[int]]) -> HeldNumbers:
    """The numbers of each story, written to arrays and read back."""
    numbers = np.array([number for story in held for number in story], dtype=np.int32)
    sizes = np.array([len(story) for story in held], dtype=np.int64)
    return held_numbers("x", pack_held("x", numbers, sizes))
