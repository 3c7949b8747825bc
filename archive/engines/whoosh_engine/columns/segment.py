"""The columns of one segment, read: typed views of its arrays."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from archive.engines.whoosh_engine.columns.file import Array
from archive.engines.whoosh_engine.columns.hashes import ValueHashes
from archive.engines.whoosh_engine.columns.held import HeldNumbers, held_numbers
from archive.engines.whoosh_engine.columns.names import ValueNames
from archive.engines.whoosh_engine.columns.periods import PeriodColumns
from archive.engines.whoosh_engine.columns.quotations import QuotationColumns
from archive.engines.whoosh_engine.columns.shown import ShownStories
from archive.engines.whoosh_engine.columns.spoken import DateColumns, SpokenColumns
from archive.engines.whoosh_engine.columns.texts import Profiles, Texts
from archive.errors import DamagedIndexError
from archive.search.fields import NAME_FIELDS, VALUE_FACETS

Int32s = npt.NDArray[np.int32]
Int64s = npt.NDArray[np.int64]
Pointer = npt.NDArray[np.int32] | npt.NDArray[np.int64]
Bytes = npt.NDArray[np.uint8]


@dataclass(frozen=True, slots=True)
class Postings:
    """Sorted terms, and for each the stories it stands in, in order."""

    terms: Texts
    profiles: Profiles
    pointer: Int64s
    documents: Int32s

    def run(self, term: int) -> slice:
        """Where a term's postings lie."""
        return slice(int(self.pointer[term]), int(self.pointer[term + 1]))


@dataclass(frozen=True, slots=True)
class PositionPostings(Postings):
    """Postings that know the positions of each term in each story."""

    position_pointer: Pointer
    positions: Int32s


@dataclass(frozen=True)
class FacetColumns:
    """The values of each story and the stories of each value; `holders` are the latter in order."""

    held: HeldNumbers
    values: Texts
    hashes: ValueHashes
    holder_pointer: Int64s
    holders: Int32s
    bits: npt.NDArray[np.uint64]
    """For each of the first ordinals, one bit a story: whether it has the value."""
    names: ValueNames

    def ordinal_of(self, value: str) -> int | None:
        """The ordinal of a value; None for one that the segment does not have."""
        ordinal = self.hashes.find(value)
        return ordinal if ordinal >= 0 and self.values.text(ordinal) == value else None

    def holders_of(self, ordinal: int) -> Int32s:
        """The stories that have a value."""
        return self.holders[self.holder_pointer[ordinal] : self.holder_pointer[ordinal + 1]]


@dataclass(frozen=True, slots=True)
class SegmentColumns:
    """All columns of a segment; arrays run over its stories, deleted ones included."""

    ids: npt.NDArray[np.bytes_]
    id_ranks: Int32s
    dates: DateColumns
    months: PeriodColumns
    content: PositionPostings
    weights: Int32s
    lengths: Int32s
    forms: Postings
    marks: Bytes
    names: dict[str, PositionPostings]
    facets: dict[str, FacetColumns]
    spoken: SpokenColumns
    quotations: QuotationColumns
    shown: ShownStories

    @property
    def count(self) -> int:
        """The number of stories, deleted ones included."""
        return len(self.ids)

    @classmethod
    def of(cls, arrays: dict[str, Array]) -> SegmentColumns:
        """Name the arrays of a file; raise DamagedIndexError when one is not there."""
        try:
            return cls._of(arrays)
        except KeyError as error:
            raise DamagedIndexError(f"columns without the array {error}") from error

    @classmethod
    def _of(cls, arrays: dict[str, Array]) -> SegmentColumns:
        return cls(
            ids=arrays["ids"],  # type: ignore[arg-type]  # the file says what type it is
            id_ranks=_int32s(arrays["id_ranks"]),
            dates=_dates(arrays, ""),
            months=PeriodColumns.of("months", arrays),
            content=_positions(arrays, "content"),
            weights=_int32s(arrays["content.weights"]),
            lengths=_int32s(arrays["content.lengths"]),
            forms=Postings(
                Texts("forms.terms", arrays),
                Profiles("forms.terms", arrays),
                arrays["forms.pointer"].view(np.int64),
                _int32s(arrays["forms.documents"]),
            ),
            marks=arrays["forms.marks"].view(np.uint8),
            names={name: _positions(arrays, f"names.{name}") for name in NAME_FIELDS},
            facets={name: _facet(arrays, f"facet.{name}") for name in VALUE_FACETS},
            spoken=SpokenColumns(
                _dates(arrays, "spoken."),
                _int32s(arrays["spoken.documents"]),
                PeriodColumns.of("spoken.periods", arrays),
            ),
            quotations=QuotationColumns(
                arrays["quotations.pointer"].view(np.int64),
                _int32s(arrays["quotations.first"]),
                _int32s(arrays["quotations.end"]),
            ),
            shown=ShownStories("shown", arrays),
        )


def _int32s(array: Array) -> Int32s:
    return array.view(np.int32)


def _dates(arrays: dict[str, Array], prefix: str) -> DateColumns:
    return DateColumns(
        _int32s(arrays[f"{prefix}first_day"]),
        _int32s(arrays[f"{prefix}last_day"]),
        arrays[f"{prefix}precision"].view(np.uint8),
    )


def _positions(arrays: dict[str, Array], name: str) -> PositionPostings:
    return PositionPostings(
        Texts(f"{name}.terms", arrays),
        Profiles(f"{name}.terms", arrays),
        arrays[f"{name}.pointer"].view(np.int64),
        _int32s(arrays[f"{name}.documents"]),
        arrays[f"{name}.position_pointer"],  # type: ignore[arg-type]  # the file says what type it is
        _int32s(arrays[f"{name}.positions"]),
    )


def _facet(arrays: dict[str, Array], name: str) -> FacetColumns:
    return FacetColumns(
        held_numbers(name, arrays),
        Texts(f"{name}.values", arrays),
        ValueHashes(
            arrays[f"{name}.values.hashes"].view(np.uint64),
            _int32s(arrays[f"{name}.values.ordinals"]),
        ),
        arrays[f"{name}.holder_pointer"].view(np.int64),
        _int32s(arrays[f"{name}.holders"]),
        arrays[f"{name}.bits"].view(np.uint64),
        ValueNames.of(f"{name}.names", arrays),
    )
