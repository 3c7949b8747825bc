"""tantivy through its Python package, with the analysis that ours has."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from importlib.metadata import version
from pathlib import Path
from typing import Any

import tantivy
from tantivy import FieldType, Filter, Occur, Query, TextAnalyzerBuilder, Tokenizer

from archive.analysis import STOP_WORDS, tokens
from tests.benchmarks.queries import (
    FACET_VALUES,
    HITS,
    SNIPPET_CHARACTERS,
    BenchQuery,
    Counts,
    Form,
    Page,
)
from tests.benchmarks.stories import BenchStory, first_day, last_day

_HEAP_BYTES = 300_000_000
_MOST_VALUES = 65_000
"""Values counted per segment: more than there are, so that counts are exact."""
_COUNTS = {
    "actor": {"terms": {"field": "actor", "size": FACET_VALUES, "segment_size": _MOST_VALUES}},
    "organisation": {
        "terms": {"field": "organisation", "size": FACET_VALUES, "segment_size": _MOST_VALUES}
    },
    "month": {"terms": {"field": "month", "size": 1000}},
}


class Tantivy:
    """One writing thread and one searching; headline and text are values of one field."""

    version = version("tantivy")

    def build(self, stories: Iterable[BenchStory], folder: Path) -> None:
        """Index with one thread."""
        index = tantivy.Index(_schema(), str(folder))
        _register(index)
        writer = index.writer(heap_size=_HEAP_BYTES, num_threads=1)
        for story in stories:
            writer.add_document(_document(story))
        writer.commit()
        writer.wait_merging_threads()

    def open(self, folder: Path) -> None:
        """Open the index."""
        self._index = tantivy.Index.open(str(folder))
        _register(self._index)
        self._schema = self._index.schema
        self._refresh()

    def page(self, query: BenchQuery) -> Page:
        """Search, then count and cut snippets over the same query."""
        words = self._words(query)
        asked = self._filtered(words, query)
        order = {"order_by_field": "day"} if query.form is Form.ALL else {}
        found = self._searcher.search(asked, limit=HITS, count=True, **order)
        documents = [self._searcher.doc(address) for _, address in found.hits]
        counts = self._searcher.aggregate(asked, _COUNTS)
        return Page(
            found.count,
            tuple(document["story_id"][0] for document in documents),
            self._snippets(words, documents),
            _buckets(counts["actor"]),
            _buckets(counts["organisation"]),
            dict(_buckets(counts["month"])),
        )

    def add(self, story: BenchStory) -> None:
        """Commit one document and look again."""
        writer = self._index.writer(heap_size=15_000_000, num_threads=1)
        writer.add_document(_document(story))
        writer.commit()
        self._refresh()

    def _refresh(self) -> None:
        self._index.reload()
        self._searcher = self._index.searcher()

    def _words(self, query: BenchQuery) -> Query:
        first = query.words[0] if query.words else ""
        if query.form is Form.ALL:
            return Query.all_query()
        if query.form is Form.PREFIX:
            return Query.regex_query(self._schema, "content", f"{first}.*")
        if query.form is Form.FUZZY:
            return Query.fuzzy_term_query(self._schema, "content", first, distance=1)
        if query.form is Form.PHRASE:
            stems = [_stem(word) for word in query.words]
            return Query.phrase_query(self._schema, "content", stems)
        occur = Occur.Should if query.form is Form.ANY_OF else Occur.Must
        parts = [(occur, self._word(word)) for word in query.words]
        if query.without:
            parts.append((Occur.MustNot, self._word(query.without)))
        return parts[0][1] if len(parts) == 1 else Query.boolean_query(parts)

    def _word(self, word: str) -> Query:
        return Query.term_query(self._schema, "content", _stem(word))

    def _filtered(self, words: Query, query: BenchQuery) -> Query:
        filters = [
            Query.term_query(self._schema, field, value)
            for field, value in (("actor", query.actor), ("organisation", query.organisation))
            if value
        ]
        if query.months:
            first, last = first_day(query.months[0]), last_day(query.months[1])
            days = Query.range_query(self._schema, "day", FieldType.Integer, first, last)
            filters.append(days)
        if not filters:
            return words
        unscored = [(Occur.Must, Query.const_score_query(part, 0.0)) for part in filters]
        return Query.boolean_query([(Occur.Must, words), *unscored])

    def _snippets(self, words: Query, documents: list[Any]) -> tuple[str, ...]:
        generator = tantivy.SnippetGenerator.create(self._searcher, words, self._schema, "content")
        generator.set_max_num_chars(SNIPPET_CHARACTERS)
        return tuple(
            generator.snippet_from_doc(document).to_html()
            or document["content"][1][:SNIPPET_CHARACTERS]
            for document in documents
        )


def _schema() -> tantivy.Schema:
    builder = tantivy.SchemaBuilder()
    builder.add_text_field("story_id", stored=True, tokenizer_name="raw", index_option="basic")
    builder.add_text_field("content", stored=True, tokenizer_name="stems")
    for facet in ("actor", "organisation", "month"):
        builder.add_text_field(facet, fast=True, tokenizer_name="raw", index_option="basic")
    builder.add_integer_field("day", fast=True, indexed=True)
    return builder.build()


def _register(index: tantivy.Index) -> None:
    analyzer = (
        TextAnalyzerBuilder(Tokenizer.simple())
        .filter(Filter.lowercase())
        .filter(Filter.custom_stopword(sorted(STOP_WORDS)))
        .filter(Filter.stemmer("english"))
        .build()
    )
    index.register_tokenizer("stems", analyzer)


def _document(story: BenchStory) -> tantivy.Document:
    document = tantivy.Document()
    document.add_text("story_id", story.story_id)
    document.add_text("content", story.headline)
    document.add_text("content", story.text)
    for name in story.actors:
        document.add_text("actor", name)
    for name in story.organisations:
        document.add_text("organisation", name)
    document.add_text("month", story.month)
    document.add_integer("day", story.day_number)
    return document


def _buckets(counted: Mapping[str, Any]) -> Counts:
    return tuple((bucket["key"], bucket["doc_count"]) for bucket in counted["buckets"])


def _stem(word: str) -> str:
    """The term of a word; its stemmer and ours are the same (Snowball's English)."""
    return next(tokens(word)).stem
