"""Why a story is among the matches of a query, or is not: part by part, and at which place."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from archive.catalogue import Catalogue
from archive.engines.memory import MemoryEngine
from archive.filing import document_of
from archive.query.canonical import canonical
from archive.query.describe import understood
from archive.query.nodes import And, Not, Or, Query
from archive.query.parser import ParsedQuery, parse
from archive.search.documents import IndexDocument
from archive.search.engine import Searcher
from archive.search.request import MAX_PER_PAGE, SearchRequest

RANKED = 1_000
"""Among how many hits a story is looked for."""


@dataclass(frozen=True, slots=True)
class PartMatch:
    """A part of a query: whether it matches the story, and how many stories it matches.

    `depth` is 0 for the whole query, 1 for its parts and so on.
    """

    depth: int
    text: str
    understood: str
    is_match: bool
    stories: int


@dataclass(frozen=True, slots=True)
class MatchAccount:
    """How a query and a story fit.

    `rank` counts from 1; None when the story is not among the hits that were looked through.
    `is_filed` is whether the index holds it.
    """

    story_id: str
    headline: str
    query: ParsedQuery
    parts: tuple[PartMatch, ...]
    rank: int | None
    looked_through: int
    is_filed: bool

    @property
    def is_match(self) -> bool:
        """Whether the whole query matches the story."""
        return self.parts[0].is_match

    @property
    def total(self) -> int:
        """How many stories the whole query matches."""
        return self.parts[0].stories


def match_of(
    catalogue: Catalogue, story_id: str, query_text: str, *, ranked: int = RANKED
) -> MatchAccount:
    """Account for a story and a query; raise NotFoundError when there is no such story."""
    document = _document(catalogue, story_id)
    query = parse(query_text)
    here, everywhere = _alone(document), catalogue.engine.searcher()
    parts = tuple(
        PartMatch(
            depth,
            canonical(part) or "*",
            understood(part),
            _count(here, part) == 1,
            _count(everywhere, part),
        )
        for depth, part in _parts(query.tree)
    )
    hits = _hits(everywhere, query.tree, ranked) if parts[0].is_match else []
    rank = hits.index(story_id) + 1 if story_id in hits else None
    is_filed = rank is not None or _is_filed(catalogue, story_id)
    return MatchAccount(story_id, document.headline, query, parts, rank, len(hits), is_filed)


def _document(catalogue: Catalogue, story_id: str) -> IndexDocument:
    with catalogue.store.read() as transaction:
        return document_of(transaction, story_id)


def _alone(document: IndexDocument) -> Searcher:
    """A searcher that knows one story; what matches there matches it."""
    engine = MemoryEngine()
    engine.rebuild([document])
    return engine.searcher()


def _parts(tree: Query, depth: int = 0) -> Iterator[tuple[int, Query]]:
    """Yield a tree and all below it, each with its depth."""
    yield depth, tree
    match tree:
        case And(parts) | Or(parts):
            for part in parts:
                yield from _parts(part, depth + 1)
        case Not(part):
            yield from _parts(part, depth + 1)


def _count(searcher: Searcher, query: Query) -> int:
    return searcher.search(SearchRequest(query, per_page=1, facet_size=0)).total


def _hits(searcher: Searcher, query: Query, limit: int) -> list[str]:
    """The ids of the first hits, the best first."""
    found: list[str] = []
    for page in range(1, limit // MAX_PER_PAGE + 1):
        request = SearchRequest(query, page=page, per_page=MAX_PER_PAGE, facet_size=0)
        hits = searcher.search(request).hits
        found += [hit.story_id for hit in hits]
        if len(hits) < MAX_PER_PAGE:
            break
    return found


def _is_filed(catalogue: Catalogue, story_id: str) -> bool:
    """Whether the index has reached the story's last change."""
    reached = catalogue.engine.manifest().change
    with catalogue.store.read() as transaction:
        return story_id not in transaction.stories.changed_since(reached).put
