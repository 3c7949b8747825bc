"""What an engine is given of a story."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from archive.model import UNDATED, PartialDate, Span, blank_out

SCHEMA_VERSION = 3
"""Raised when documents, fields or their analysis change, so that old indexes are rebuilt."""


@dataclass(frozen=True, slots=True)
class FacetTerm:
    """A facet value, with the names it can be searched by."""

    value: str
    names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class IndexDocument:
    """A story ready to be indexed; `facets` holds by name the value facets, and the speakers.

    `asides` are parts of the text which are shown but not searched, `quotations` those in which
    somebody speaks.
    """

    story_id: str
    headline: str
    text: str
    asides: tuple[Span, ...] = ()
    published: PartialDate = UNDATED
    facets: Mapping[str, tuple[FacetTerm, ...]] = field(default_factory=dict)
    spoken_of: tuple[PartialDate, ...] = ()
    quotations: tuple[Span, ...] = ()

    def values(self, name: str) -> tuple[str, ...]:
        """The story's values in one facet, each once."""
        return tuple(dict.fromkeys(term.value for term in self.facets.get(name, ())))

    @property
    def body(self) -> str:
        """The text that is searched: asides blanked out, offsets kept."""
        return blank_out(self.text, self.asides)
