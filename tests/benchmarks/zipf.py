"""Ranks drawn as words and names are used: few very often, most hardly ever."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

Ranks = npt.NDArray[np.int64]


class Zipf:
    """Ranks from 0, the first the most frequent.

    Frequency falls as 1/rank down to `corner`, then as rank to the power of -`tail`. Of such a
    law follows a vocabulary that grows as the number of words to the power of 1/`tail`, Heaps'
    law (Gerlach and Altmann, Physical Review X 3, 021006, 2013).
    """

    def __init__(self, count: int, *, corner: int, tail: float = 1.9) -> None:
        ranks = np.arange(1, count + 1, dtype=np.float64)
        weights = 1 / ranks
        weights[corner:] *= (corner / ranks[corner:]) ** (tail - 1)
        self._cumulative = np.cumsum(weights)

    def draw(self, random: np.random.Generator, size: int) -> Ranks:
        """Draw so many ranks."""
        drawn = random.random(size) * self._cumulative[-1]
        return np.asarray(np.searchsorted(self._cumulative, drawn), dtype=np.int64)
