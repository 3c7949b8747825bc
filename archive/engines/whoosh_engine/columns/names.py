"""The names that the values of a facet have, by their words."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import reduce
from itertools import chain

import numpy as np

from archive.engines.whoosh_engine.arrays import Int32s
from archive.engines.whoosh_engine.columns.file import Array
from archive.engines.whoosh_engine.columns.texts import Texts, pack_texts
from archive.search.documents import FacetTerm
from archive.search.typed_names import typed_words


def pack_names(
    name: str, terms: Iterable[FacetTerm], ordinals: Mapping[str, int]
) -> dict[str, Array]:
    """Turn the names of values into arrays: a sorted list of words with the names of each."""
    named = sorted({(ordinals[term.value], held) for term in terms for held in term.names})
    holders: dict[str, list[int]] = defaultdict(list)
    for number, (_, held) in enumerate(named):
        for word in dict.fromkeys(typed_words(held)):
            holders[word].append(number)
    words = sorted(holders, key=str.encode)
    runs = [holders[word] for word in words]
    return {
        **pack_texts(f"{name}.words", words),
        f"{name}.pointer": np.cumsum([0, *map(len, runs)], dtype=np.int64),
        f"{name}.numbers": np.fromiter(chain.from_iterable(runs), dtype=np.int32),
        f"{name}.ordinals": np.array([ordinal for ordinal, _ in named], dtype=np.int32),
    }


@dataclass(frozen=True, slots=True)
class ValueNames:
    """Sorted words, for each the numbers of the names it stands in, and whose names they are."""

    words: Texts
    pointer: Array
    numbers: Int32s
    ordinals: Int32s

    @classmethod
    def of(cls, name: str, arrays: Mapping[str, Array]) -> ValueNames:
        """Read the arrays back."""
        return cls(
            Texts(f"{name}.words", arrays),
            arrays[f"{name}.pointer"],
            arrays[f"{name}.numbers"].view(np.int32),
            arrays[f"{name}.ordinals"].view(np.int32),
        )

    def meant_by(self, typed: Sequence[str]) -> Int32s:
        """The ordinals of the values with a name that has words which begin as all of these."""
        held = [self._names_with(word) for word in typed]
        return self.ordinals[reduce(np.intersect1d, held)]

    def _names_with(self, begun: str) -> Int32s:
        words = self.words.starting_with(begun)
        return self.numbers[int(self.pointer[words.start]) : int(self.pointer[words.stop])]
