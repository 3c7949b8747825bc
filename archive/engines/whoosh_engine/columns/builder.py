"""From stories to columns: inversion by sorting arrays."""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date
from itertools import chain

import numpy as np
import numpy.typing as npt

from archive.engines.whoosh_engine.arrays import gather
from archive.engines.whoosh_engine.columns.dates import date_key, precision_code
from archive.engines.whoosh_engine.columns.file import Array
from archive.engines.whoosh_engine.columns.hashes import pack_hashes
from archive.engines.whoosh_engine.columns.held import pack_held
from archive.engines.whoosh_engine.columns.names import pack_names
from archive.engines.whoosh_engine.columns.periods import pack_periods
from archive.engines.whoosh_engine.columns.shown import ShownBuilder
from archive.engines.whoosh_engine.columns.spoken import pack_spoken
from archive.engines.whoosh_engine.columns.texts import pack_profiles, pack_texts
from archive.model import PartialDate, Span
from archive.search.documents import FacetTerm, IndexDocument
from archive.search.fields import NAME_FIELDS, VALUE_FACETS
from archive.search.inversion import TEXT_START, Inverted, Positions
from archive.search.scoring import HEADLINE_WEIGHT

FREQUENT = 512
MOST_ROWS = 64
Ints = npt.NDArray[np.int64]


class ColumnsBuilder:
    """Takes the stories of one segment in the order of their numbers."""

    def __init__(self) -> None:
        self._ids: list[bytes] = []
        self._dates: list[tuple[int, int, int, int]] = []
        self._content = _PostingsBuilder()
        self._forms = _FormsBuilder()
        self._names = {name: _PostingsBuilder() for name in NAME_FIELDS}
        self._facets: dict[str, list[tuple[str, ...]]] = {name: [] for name in VALUE_FACETS}
        self._terms: dict[str, set[FacetTerm]] = {name: set() for name in VALUE_FACETS}
        self._spoken = _SpokenBuilder()
        self._quotations = _QuotationsBuilder()
        self._shown = ShownBuilder()

    def add(self, document: IndexDocument, inverted: Inverted) -> None:
        """Take the next story."""
        self._ids.append(document.story_id.encode("utf-8", "replace"))
        self._dates.append(_date_row(document.published))
        self._content.add(inverted.content)
        self._forms.add(inverted.forms)
        for name in VALUE_FACETS:
            self._facets[name].append(document.values(name))
            self._terms[name].update(document.facets.get(name, ()))
        for name in NAME_FIELDS:
            self._names[name].add(inverted.names.get(name, {}))
        self._spoken.add(document.spoken_of)
        self._quotations.add(inverted.said)
        self._shown.add(document)

    def arrays(self) -> dict[str, Array]:
        """All columns of the segment by name."""
        count = len(self._ids)
        dates = np.array(self._dates, dtype=np.int32).reshape(count, 4)
        ids = np.array(self._ids, dtype=np.bytes_) if count else np.zeros(0, "S1")
        arrays: dict[str, Array] = {
            "ids": ids,
            "id_ranks": np.argsort(np.argsort(ids)).astype(np.int32),
            "first_day": dates[:, 0].copy(),
            "last_day": dates[:, 1].copy(),
            "precision": dates[:, 2].astype(np.uint8),
            **pack_periods("months", dates[:, 3], np.ones(count, dtype=np.int64)),
        }
        arrays |= self._content.arrays("content", weigh=True, documents=count)
        arrays |= self._forms.arrays("forms")
        for name in VALUE_FACETS:
            arrays |= _facet_arrays(f"facet.{name}", self._facets[name], self._terms[name])
        for name in NAME_FIELDS:
            arrays |= self._names[name].arrays(f"names.{name}", documents=count)
        arrays |= self._spoken.arrays("spoken")
        arrays |= self._quotations.arrays("quotations")
        return arrays | self._shown.arrays("shown")


class _Numbers(dict[str, int]):
    """Numbers terms in the order in which they first appear."""

    def __missing__(self, term: str) -> int:
        number = self[term] = len(self)
        return number


class _PostingsBuilder:
    """Collects (term, story, position) rows in the order of stories."""

    def __init__(self) -> None:
        self._numbers = _Numbers()
        self._terms = array("i")
        self._sizes = array("i")
        self._counts = array("i")
        self._positions = array("i")

    def add(self, positions: Positions) -> None:
        """Take the terms of the next story."""
        self._sizes.append(len(positions))
        self._terms.extend(map(self._numbers.__getitem__, positions))
        self._counts.extend(map(len, positions.values()))
        self._positions.extend(chain.from_iterable(positions.values()))

    def arrays(self, name: str, *, documents: int, weigh: bool = False) -> dict[str, Array]:
        vocabulary = sorted(self._numbers, key=str.encode)
        ranks = _ranks(self._numbers, vocabulary)
        terms = ranks[np.frombuffer(self._terms, dtype=np.int32)]
        order = np.argsort(terms, kind="stable")
        counts = np.frombuffer(self._counts, dtype=np.int32).astype(np.int64)
        starts = np.cumsum(counts) - counts
        holders = _holders(self._sizes)
        places = np.frombuffer(self._positions, dtype=np.int32)
        arrays: dict[str, Array] = {
            **pack_texts(f"{name}.terms", vocabulary),
            **pack_profiles(f"{name}.terms", vocabulary),
            f"{name}.pointer": _pointer(terms[order], len(vocabulary)),
            f"{name}.documents": holders[order],
            f"{name}.position_pointer": _narrowed(_starts(counts[order])),
            f"{name}.positions": places[gather(starts[order], counts[order])],
        }
        if weigh:
            in_headline = np.where(places < TEXT_START, HEADLINE_WEIGHT, 1)
            total = np.append(0, np.cumsum(in_headline))
            weights = total[starts + counts] - total[starts]
            arrays[f"{name}.weights"] = weights[order].astype(np.int32)
            arrays[f"{name}.lengths"] = np.bincount(holders, weights, documents).astype(np.int32)
        return arrays


class _FormsBuilder:
    """Collects in which stories each word as written stands, and in which part of them."""

    def __init__(self) -> None:
        self._numbers = _Numbers()
        self._terms = array("i")
        self._sizes = array("i")
        self._marks = array("B")

    def add(self, forms: dict[str, int]) -> None:
        """Take the forms of the next story."""
        self._sizes.append(len(forms))
        self._terms.extend(map(self._numbers.__getitem__, forms))
        self._marks.extend(forms.values())

    def arrays(self, name: str) -> dict[str, Array]:
        vocabulary = sorted(self._numbers, key=str.encode)
        terms = _ranks(self._numbers, vocabulary)[np.frombuffer(self._terms, dtype=np.int32)]
        order = np.argsort(terms, kind="stable")
        return {
            **pack_texts(f"{name}.terms", vocabulary),
            **pack_profiles(f"{name}.terms", vocabulary),
            f"{name}.pointer": _pointer(terms[order], len(vocabulary)),
            f"{name}.documents": _holders(self._sizes)[order],
            f"{name}.marks": np.frombuffer(self._marks, dtype=np.uint8)[order],
        }


class _SpokenBuilder:
    """Collects the dates that stories speak of."""

    def __init__(self) -> None:
        self._counts: list[int] = []
        self._rows: list[tuple[int, int, int, int]] = []

    def add(self, dates: Sequence[PartialDate]) -> None:
        self._counts.append(len(dates))
        self._rows.extend(map(_date_row, dates))

    def arrays(self, name: str) -> dict[str, Array]:
        rows = np.array(self._rows, dtype=np.int32).reshape(len(self._rows), 4)
        counts = np.array(self._counts, dtype=np.int32)
        documents = np.repeat(np.arange(len(counts), dtype=np.int32), counts)
        return {
            **pack_spoken(f"{name}.periods", documents, rows, len(counts)),
            f"{name}.documents": documents,
            f"{name}.first_day": rows[:, 0].copy(),
            f"{name}.last_day": rows[:, 1].copy(),
            f"{name}.precision": rows[:, 2].astype(np.uint8),
        }


class _QuotationsBuilder:
    """Collects where quotations begin and end."""

    def __init__(self) -> None:
        self._counts: list[int] = []
        self._ends = array("i")

    def add(self, said: Sequence[Span]) -> None:
        self._counts.append(len(said))
        self._ends.extend(chain.from_iterable(said))

    def arrays(self, name: str) -> dict[str, Array]:
        ends = np.frombuffer(self._ends, dtype=np.int32).reshape(-1, 2)
        return {
            f"{name}.pointer": _starts(np.array(self._counts, dtype=np.int64)),
            f"{name}.first": ends[:, 0].copy(),
            f"{name}.end": ends[:, 1].copy(),
        }


def _facet_arrays(
    name: str, values: Sequence[tuple[str, ...]], terms: Iterable[FacetTerm]
) -> dict[str, Array]:
    """Ordinals of each story and stories of each ordinal; ordinals go by falling count."""
    counts = Counter(value for held in values for value in held)
    ordered = sorted(counts, key=lambda value: (-counts[value], value))
    numbers = {value: number for number, value in enumerate(ordered)}
    ordinals = np.array([numbers[v] for held in values for v in held], dtype=np.int32)
    sizes = np.array([len(held) for held in values], dtype=np.int64)
    holders = np.repeat(np.arange(len(values), dtype=np.int32), sizes)
    order = np.argsort(ordinals, kind="stable")
    return {
        **pack_texts(f"{name}.values", ordered),
        **pack_hashes(f"{name}.values", ordered),
        **pack_held(name, ordinals, sizes),
        f"{name}.holder_pointer": _pointer(ordinals[order], len(ordered)),
        f"{name}.holders": holders[order],
        f"{name}.bits": _bits(ordinals, holders, len(values)),
        **pack_names(f"{name}.names", terms, numbers),
    }


def _bits(
    ordinals: npt.NDArray[np.int32], holders: npt.NDArray[np.int32], count: int
) -> npt.NDArray[np.uint64]:
    """A row of one bit a story for each frequent value, in the order of ordinals.

    Of a value that one story in `FREQUENT` has, a row is sixteen times as large as a list, and
    still counted more quickly, for all rows are counted at once.
    """
    held = np.bincount(ordinals)
    rows = min(MOST_ROWS, int(np.count_nonzero(held * FREQUENT >= max(count, 1))))
    words = -(-count // 64)
    bits = np.zeros((rows, words * 64), dtype=np.bool_)
    frequent = ordinals < rows
    bits[ordinals[frequent], holders[frequent]] = True
    return np.packbits(bits, axis=1, bitorder="little").view(np.uint64).reshape(rows, words)


def _holders(sizes: array[int]) -> npt.NDArray[np.int32]:
    """The story of each row, from the number of rows of each story."""
    return np.repeat(np.arange(len(sizes), dtype=np.int32), np.frombuffer(sizes, dtype=np.int32))


def _date_row(day: PartialDate) -> tuple[int, int, int, int]:
    return (_ordinal(day.first_day), _ordinal(day.last_day), precision_code(day), date_key(day))


def _ordinal(day: date | None) -> int:
    return day.toordinal() if day else 0


def _ranks(numbers: dict[str, int], vocabulary: Sequence[str]) -> npt.NDArray[np.int32]:
    """Place in the sorted vocabulary by number of first appearance."""
    ranks = np.empty(len(vocabulary), dtype=np.int32)
    ranks[[numbers[term] for term in vocabulary]] = np.arange(len(vocabulary), dtype=np.int32)
    return ranks


def _pointer(sorted_numbers: npt.NDArray[np.int32], count: int) -> Ints:
    """Where each number's run begins in a sorted array, and its end at the end."""
    return np.searchsorted(sorted_numbers, np.arange(count + 1)).astype(np.int64)


def _narrowed(pointer: Ints) -> npt.NDArray[np.int32] | Ints:
    """A pointer in half the room, where that is enough; it has a place for each posting."""
    return pointer.astype(np.int32) if pointer[-1] <= np.iinfo(np.int32).max else pointer


def _starts(counts: npt.NDArray[np.int64]) -> Ints:
    return np.append(0, np.cumsum(counts)).astype(np.int64)
