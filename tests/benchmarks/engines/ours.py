"""The archive's own engine."""

from __future__ import annotations

from collections.abc import Iterable
from importlib.metadata import version
from pathlib import Path

from archive.engines.whoosh_engine import WhooshEngine
from archive.model import UNDATED, PartialDate
from archive.query.nodes import And, Fuzzy, MatchAll, Not, Or, Pattern, Phrase, Query, Word
from archive.search.documents import FacetTerm, IndexDocument
from archive.search.request import FacetFilter, SearchRequest
from archive.search.results import Facet, ResultPage
from tests.benchmarks.queries import FACET_VALUES, HITS, BenchQuery, Counts, Form, Page
from tests.benchmarks.stories import BenchStory
from tests.benchmarks.words import heading

_FACETS = ("actor", "organisation", "date")
"""What peers count."""


class Ours:
    """Requests to the Whoosh engine, as the web makes them."""

    version = version("cuttings")
    _processes = 1

    def build(self, stories: Iterable[BenchStory], folder: Path) -> None:
        """Build a generation."""
        engine = WhooshEngine(folder / "index", processes=self._processes)
        engine.rebuild(map(document_of, stories))

    def open(self, folder: Path) -> None:
        """Open the newest generation."""
        self._engine = WhooshEngine(folder / "index")
        self._engine.searcher()

    def page(self, query: BenchQuery) -> Page:
        """Search, and take from the answer what peers give as well."""
        found = self._engine.searcher().search(request_of(query))
        return Page(
            found.total,
            tuple(hit.story_id for hit in found.hits),
            tuple(hit.snippet.text for hit in found.hits),
            _counts(found.facets["actor"]),
            _counts(found.facets["organisation"]),
            _months(found),
        )

    def add(self, story: BenchStory) -> None:
        """Commit a batch of one."""
        with self._engine.writer() as writer:
            writer.put(document_of(story))


class OursOnTwo(Ours):
    """The same, built by two processes."""

    _processes = 2


def document_of(story: BenchStory) -> IndexDocument:
    """A story as our engine takes it."""
    parts = [int(part) for part in story.published.split("-") if part]
    names = {"actor": story.actors, "organisation": story.organisations}
    return IndexDocument(
        story.story_id,
        story.headline,
        story.text,
        published=PartialDate.of(*parts) if parts else UNDATED,
        facets={
            facet: tuple(FacetTerm(name, (heading(name),)) for name in held)
            for facet, held in names.items()
        },
    )


def request_of(query: BenchQuery) -> SearchRequest:
    """A query as our engine takes it; what is chosen in facets is a filter."""
    chosen = {
        "actor": query.actor,
        "organisation": query.organisation,
        "date": "..".join(query.months),
    }
    filters = tuple((name, FacetFilter((value,))) for name, value in chosen.items() if value)
    return SearchRequest(
        tree_of(query), filters, per_page=HITS, facet_size=FACET_VALUES, facets=_FACETS
    )


def tree_of(query: BenchQuery) -> Query:
    """The tree that the query language would give."""
    words = tuple(map(Word, query.words))
    match query.form:
        case Form.PHRASE:
            return Phrase(" ".join(query.words))
        case Form.PREFIX:
            return Pattern(f"{query.words[0]}*")
        case Form.FUZZY:
            return Fuzzy(query.words[0])
        case Form.ANY_OF:
            return Or(words)
        case Form.ALL:
            return MatchAll()
    if query.without:
        return And((*words, Not(Word(query.without))))
    return words[0] if len(words) == 1 else And(words)


def _counts(facet: Facet) -> Counts:
    return tuple((value.value, value.count) for value in facet.values if not value.is_chosen)


def _months(found: ResultPage) -> dict[str, int]:
    """Stories by month; a month of which no day is known counts as that month."""
    return {
        child.value: child.count
        for value in found.facets["date"].values
        for child in value.children or (value,)
    }
