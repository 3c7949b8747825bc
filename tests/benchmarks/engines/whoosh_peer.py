"""Whoosh as its documentation teaches it: a stemming analyzer, `groupedby`, `highlights`.

The analyzer differs from the stock one in the stop words, which are ours and leave a gap, so
that phrases mean the same.
"""

from __future__ import annotations

from collections.abc import Iterable
from importlib.metadata import version
from pathlib import Path
from typing import Any

from whoosh import fields, index, query, sorting
from whoosh.analysis import LowercaseFilter, RegexTokenizer, StemFilter, StopFilter

from archive.analysis import STOP_WORDS
from tests.benchmarks.queries import FACET_VALUES, HITS, BenchQuery, Counts, Form, Page
from tests.benchmarks.stories import BenchStory, first_day, last_day

_BETWEEN = "\n headlineends \n"
"""A word between headline and text, so that no phrase runs from one into the other."""


class Whoosh:
    """Nothing of this project's engine is used."""

    version = version("whoosh-reloaded")

    def build(self, stories: Iterable[BenchStory], folder: Path) -> None:
        """Write an index with the default writer."""
        writer = index.create_in(folder, _schema()).writer()
        for story in stories:
            writer.add_document(**_fields_of(story))
        writer.commit()

    def open(self, folder: Path) -> None:
        """Open the index."""
        self._index = index.open_dir(folder)
        self._searcher = self._index.searcher()
        self._analyzer = self._index.schema["content"].analyzer

    def page(self, asked: BenchQuery) -> Page:
        """Search with facets grouped by the library."""
        found = self._searcher.search(
            self._query(asked),
            limit=HITS,
            filter=_filter(asked),
            groupedby={
                "actors": sorting.FieldFacet("actors", allow_overlap=True),
                "organisations": sorting.FieldFacet("organisations", allow_overlap=True),
                "month": sorting.FieldFacet("month"),
            },
            maptype=sorting.Count,
            **({"sortedby": "day", "reverse": True} if asked.form is Form.ALL else {}),
        )
        hits = found[:HITS]
        return Page(
            len(found),
            tuple(hit["story_id"] for hit in hits),
            tuple(hit.highlights("content", top=2) for hit in hits),
            _top(found, "actors"),
            _top(found, "organisations"),
            dict(found.groups("month")),
        )

    def add(self, story: BenchStory) -> None:
        """Commit one document and look again."""
        writer = self._index.writer()
        writer.add_document(**_fields_of(story))
        writer.commit()
        self._searcher = self._searcher.refresh()

    def _query(self, asked: BenchQuery) -> Any:
        terms = [query.Term("content", self._stem(word)) for word in asked.words]
        match asked.form:
            case Form.ALL:
                return query.Every()
            case Form.PREFIX:
                return query.Prefix("content", asked.words[0])
            case Form.FUZZY:
                return query.FuzzyTerm("content", asked.words[0], maxdist=1, prefixlength=1)
            case Form.PHRASE:
                return query.Phrase("content", [self._stem(word) for word in asked.words])
            case Form.ANY_OF:
                return query.Or(terms)
        if asked.without:
            terms.append(query.Not(query.Term("content", self._stem(asked.without))))
        return terms[0] if len(terms) == 1 else query.And(terms)

    def _stem(self, word: str) -> str:
        return next((str(token.text) for token in self._analyzer(word, mode="query")), word)


def _schema() -> Any:
    analyzer = (
        RegexTokenizer()
        | LowercaseFilter()
        | StopFilter(STOP_WORDS, minsize=1, renumber=False)
        | StemFilter()
    )
    return fields.Schema(
        story_id=fields.ID(unique=True, stored=True),
        content=fields.TEXT(analyzer=analyzer, stored=True),
        actors=fields.KEYWORD(commas=True),
        organisations=fields.KEYWORD(commas=True),
        day=fields.NUMERIC(sortable=True),
        month=fields.ID(sortable=True),
    )


def _fields_of(story: BenchStory) -> dict[str, object]:
    return {
        "story_id": story.story_id,
        "content": story.headline + _BETWEEN + story.text,
        "actors": ",".join(story.actors),
        "organisations": ",".join(story.organisations),
        "day": story.day_number,
        "month": story.month,
    }


def _filter(asked: BenchQuery) -> Any:
    chosen = (("actors", asked.actor), ("organisations", asked.organisation))
    parts = [query.Term(field, value) for field, value in chosen if value]
    if asked.months:
        days = first_day(asked.months[0]), last_day(asked.months[1])
        parts.append(query.NumericRange("day", *days))
    return query.And(parts) if parts else None


def _top(found: Any, facet: str) -> Counts:
    counts = {value: count for value, count in found.groups(facet).items() if value}
    return tuple(sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))[:FACET_VALUES])
