"""What every engine is asked, and the page that it answers with.

Read by peers under other Pythons too: only the standard library is used here.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

HITS = 10
FACET_VALUES = 20
SNIPPET_CHARACTERS = 240


class Form(StrEnum):
    """How the words of a query belong together; `ALL` has none and matches every story."""

    ALL_OF = "all of"
    ANY_OF = "any of"
    PHRASE = "phrase"
    PREFIX = "prefix"
    FUZZY = "fuzzy"
    ALL = "all"


@dataclass(frozen=True)
class BenchQuery:
    """A query with what is chosen in facets.

    `words` are as written; `without` must not be in a story. `months` are the first and the
    last month of a period; `actor` and `organisation` ids.
    """

    kind: str
    form: Form = Form.ALL_OF
    words: tuple[str, ...] = ()
    without: str = ""
    months: tuple[str, ...] = ()
    actor: str = ""
    organisation: str = ""

    @classmethod
    def of(cls, fields: Mapping[str, object]) -> BenchQuery:
        """The query from its JSON."""
        return cls(
            str(fields["kind"]),
            Form(str(fields["form"])),
            _texts(fields["words"]),
            str(fields["without"]),
            _texts(fields["months"]),
            str(fields["actor"]),
            str(fields["organisation"]),
        )


Counts = tuple[tuple[str, int], ...]


@dataclass(frozen=True)
class Page:
    """A full page: ten hits with snippets, the exact total, the top names, stories by month."""

    total: int
    ids: tuple[str, ...] = ()
    snippets: tuple[str, ...] = ()
    actors: Counts = ()
    organisations: Counts = ()
    months: Mapping[str, int] = field(default_factory=dict)

    @classmethod
    def of(cls, fields: Mapping[str, object]) -> Page:
        """The page from its JSON."""
        months = fields["months"]
        return cls(
            int(str(fields["total"])),
            _texts(fields["ids"]),
            _texts(fields["snippets"]),
            _counts(fields["actors"]),
            _counts(fields["organisations"]),
            dict(months) if isinstance(months, Mapping) else {},
        )


def _texts(value: object) -> tuple[str, ...]:
    return tuple(map(str, value)) if isinstance(value, list | tuple) else ()


def _counts(value: object) -> Counts:
    pairs = value if isinstance(value, list | tuple) else ()
    return tuple((str(name), int(count)) for name, count in pairs)
