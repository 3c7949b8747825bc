"""Whoosh segments written from columns: the stock format, without a call per posting.

Whoosh asks a codec for the writer of a segment's terms. Ours takes terms, stories, weights and
positions from the columns that are built for the segment anyway, and hands whole blocks to
Whoosh's own writer of postings.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Sequence
from itertools import pairwise
from pickle import dumps
from typing import Any, NamedTuple

from whoosh.codec.whoosh3 import (
    W3Codec,
    W3FieldWriter,
    W3PostingsWriter,
)
from whoosh.system import pack_uint

from archive.engines.whoosh_engine.columns.segment import SegmentColumns
from archive.search.fields import VALUE_FACETS

COMPRESSION = 1
"""zlib level of blocks: a third of the time of Whoosh's 3, for a few per cent of size."""


WORTH_COMPRESSION = 8
"""Fewer postings than this are hardly smaller when compressed; most terms have one or two."""


class TermPostings(NamedTuple):
    """All postings of one term: stories in order, and for each a weight and an encoded value."""

    term: bytes
    documents: Sequence[int]
    weights: Sequence[float]
    values: Sequence[bytes]


class ColumnPool:
    """Stands where Whoosh collects postings: keeps none, since the columns hold them all."""

    def __init__(self) -> None:
        self.columns: SegmentColumns | None = None

    def add(self, item: object) -> None:
        """Let go of a posting."""

    def iter_postings(self) -> SegmentColumns | None:
        """Hand the columns to the field writer."""
        return self.columns

    def cleanup(self) -> None:
        """Let go of the columns."""
        self.columns = None


class ColumnCodec(W3Codec):
    """Whoosh's codec with a writer of terms that takes columns."""

    def __init__(self) -> None:
        super().__init__(compression=COMPRESSION)

    def field_writer(self, storage: Any, segment: Any) -> ColumnFieldWriter:
        """Return the writer of a segment's terms."""
        return ColumnFieldWriter(self, storage, segment)

    def postings_writer(self, dbfile: Any, byteids: bool = False) -> BlockWriter:
        """Return the writer of a field's postings."""
        return BlockWriter(dbfile, self._blocklimit, byteids, self._compression, self._inlinelimit)


class ColumnFieldWriter(W3FieldWriter):
    """Writes the terms of every field from columns."""

    def add_postings(self, schema: Any, _: Any, items: SegmentColumns | None) -> None:
        """Write all fields in the order of their names."""
        if items is None:
            return
        self._write(schema, "content", _content(items), items.lengths)
        for name in sorted(VALUE_FACETS):
            self._write(schema, f"facet_{name}", _values(items, name), None)
        self._write(schema, "story_id", _ids(items), None)

    def _write(
        self, schema: Any, name: str, postings: Iterator[TermPostings], lengths: Any
    ) -> None:
        self.start_field(name, schema[name])
        for term in postings:
            self.start_term(term.term)
            self._postwriter.add_blocks(term, lengths)
            self.finish_term()
        self.finish_field()


class BlockWriter(W3PostingsWriter):
    """Whoosh's writer of postings, given a term's postings at once."""

    def add_blocks(self, postings: TermPostings, lengths: Any) -> None:
        """Take the postings of a term, block by block."""
        total, limit = len(postings.documents), self._blocklimit
        self._compression = COMPRESSION if total >= WORTH_COMPRESSION else 0
        for start in range(0, total, limit):
            if start:
                self._write_block()
            end = start + limit
            self._ids = array("I", postings.documents[start:end])
            self._weights = array("f", postings.weights[start:end])
            self._values = list(postings.values[start:end])
            self._maxweight = max(self._weights)
            if lengths is not None:
                held = lengths[postings.documents[start:end]]
                self._minlength, self._maxlength = int(held.min()), int(held.max())


def _content(columns: SegmentColumns) -> Iterator[TermPostings]:
    content = columns.content
    pointers, starts = content.pointer.tolist(), content.position_pointer
    for number in range(len(content.terms)):
        run = slice(pointers[number], pointers[number + 1])
        bounds = starts[run.start : run.stop + 1].tolist()
        places = content.positions[bounds[0] : bounds[-1]].tolist()
        values = _encoded(places, [bound - bounds[0] for bound in bounds])
        yield TermPostings(
            content.terms[number],
            content.documents[run].tolist(),
            columns.weights[run].tolist(),
            values,
        )


def _encoded(places: list[int], bounds: list[int]) -> list[bytes]:
    """Positions as Whoosh's `Positions` format keeps them: their number, then their gaps."""
    encoded = []
    for start, end in pairwise(bounds):
        if end - start == 1:
            encoded.append(_ENCODED_ALONE[places[start]])
        else:
            held = places[start:end]
            gaps = [held[0], *map(int.__sub__, held[1:], held)]
            encoded.append(pack_uint(end - start) + dumps(gaps, 2))
    return encoded


class _EncodedAlone(dict[int, bytes]):
    """A single position as it is kept; half of all postings have but one."""

    def __missing__(self, place: int) -> bytes:
        encoded = self[place] = pack_uint(1) + dumps([place], 2)
        return encoded


_ENCODED_ALONE = _EncodedAlone()


def _values(columns: SegmentColumns, name: str) -> Iterator[TermPostings]:
    facet = columns.facets[name]
    for value, ordinal in sorted(
        (value.encode("utf-8", "replace"), n) for n, value in enumerate(facet.values.all())
    ):
        holders = facet.holders_of(ordinal).tolist()
        one = [1.0] * len(holders)
        yield TermPostings(value, holders, one, [pack_uint(1)] * len(holders))


def _ids(columns: SegmentColumns) -> Iterator[TermPostings]:
    for story_id, number in sorted((bytes(i), n) for n, i in enumerate(columns.ids)):
        yield TermPostings(story_id, [number], [1.0], [])
