"""The Whoosh schema: stock fields on disk, so that any Whoosh opens the index.

The one field of our own names Whoosh's class of the same format when it is pickled into the
table of contents (`__reduce__`), and no class of this program is needed to read it.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from whoosh import fields

from archive.search.documents import IndexDocument
from archive.search.fields import VALUE_FACETS
from archive.search.inversion import Inverted
from archive.search.stored import stored_fields

LENGTH_TERM = b""


class ContentField(fields.TEXT):
    """Stems with their positions; indexes nothing by itself but the length of a story.

    The postings come from the columns (see `codec`); what a writer gets here is one item that
    carries the length in weighted words.
    """

    def index(self, value: int, **_: object) -> Iterator[tuple[bytes, int, float, bytes]]:
        """Give the length as the frequency of a term that is not kept."""
        yield LENGTH_TERM, value, float(value), LENGTH_TERM

    def __reduce__(self) -> tuple[Any, ...]:
        return (fields.TEXT, ())


def build_schema() -> fields.Schema:
    """Return the schema of every index this program writes."""
    return fields.Schema(
        story_id=fields.ID(unique=True, stored=True),
        headline=fields.STORED(),
        text=fields.STORED(),
        facts=fields.STORED(),
        content=ContentField(),
        **{f"facet_{name}": fields.KEYWORD() for name in VALUE_FACETS},
    )


def whoosh_fields(document: IndexDocument, inverted: Inverted) -> dict[str, object]:
    """What `add_document` takes for a story."""
    return {**stored_fields(document), "content": inverted.length}
