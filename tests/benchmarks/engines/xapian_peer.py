"""Xapian through Debian's python3-xapian, which runs under the system's Python only.

Of this project it imports nothing that needs more than the standard library.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

import xapian

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

_DAY, _MONTH = 0, 1
_SLOTS = {"actor": range(10, 40), "organisation": range(40, 70)}
"""Value slots that hold the names of a story, one each; a spy counts each slot in use."""
_NO_LIMIT = 0
"""Of the number of words that a prefix stands for."""
_GAP = 100
"""Positions between headline and text, so that no phrase runs from one into the other."""


class Xapian:
    """Exact totals and counts: every match is looked at."""

    version = str(xapian.version_string())

    def build(self, stories: Iterable[BenchStory], folder: Path) -> None:
        """Write a new database."""
        database = xapian.WritableDatabase(str(folder), xapian.DB_CREATE_OR_OVERWRITE)
        generator = _generator()
        for story in stories:
            database.add_document(_document(generator, story))
        database.commit()
        database.close()

    def open(self, folder: Path) -> None:
        """Open the database to read."""
        self._folder = folder
        self._database = xapian.Database(str(folder))
        self._stem = xapian.Stem("english")
        self._look()

    def page(self, query: BenchQuery) -> Page | None:
        """Search with spies that count."""
        if query.form is Form.FUZZY:
            return None
        enquire = xapian.Enquire(self._database)
        enquire.set_query(self._filtered(query))
        if query.form is Form.ALL:
            enquire.set_sort_by_value(_DAY, True)
        spies = {
            facet: [xapian.ValueCountMatchSpy(slot) for slot in slots]
            for facet, slots in self._used.items()
        }
        months = xapian.ValueCountMatchSpy(_MONTH)
        for spy in (months, *spies["actor"], *spies["organisation"]):
            enquire.add_matchspy(spy)
        found = enquire.get_mset(0, HITS, self._database.get_doccount())
        stories = [json.loads(hit.document.get_data()) for hit in found]
        return Page(
            found.get_matches_estimated(),
            tuple(story[0] for story in stories),
            tuple(self._snippet(found, story[1]) for story in stories),
            _top(spies["actor"]),
            _top(spies["organisation"]),
            dict(_values(months)),
        )

    def add(self, story: BenchStory) -> None:
        """Commit one document and look again."""
        database = xapian.WritableDatabase(str(self._folder), xapian.DB_OPEN)
        database.add_document(_document(_generator(), story))
        database.commit()
        database.close()
        self._database.reopen()
        self._look()

    def _look(self) -> None:
        self._used = {
            facet: [slot for slot in slots if self._database.get_value_freq(slot)]
            for facet, slots in _SLOTS.items()
        }

    def _filtered(self, query: BenchQuery) -> xapian.Query:
        asked = self._words(query)
        filters = [f"X{facet}:{value}" for facet, value in _chosen(query)]
        for term in filters:
            asked = xapian.Query(xapian.Query.OP_FILTER, asked, xapian.Query(term))
        if query.months:
            first, last = first_day(query.months[0]), last_day(query.months[1])
            days = xapian.Query(xapian.Query.OP_VALUE_RANGE, _DAY, _number(first), _number(last))
            asked = xapian.Query(xapian.Query.OP_FILTER, asked, days)
        return asked

    def _words(self, query: BenchQuery) -> xapian.Query:
        if query.form is Form.ALL:
            return xapian.Query.MatchAll
        if query.form is Form.PREFIX:
            limit = _NO_LIMIT, xapian.Query.WILDCARD_LIMIT_ERROR
            return xapian.Query(xapian.Query.OP_WILDCARD, query.words[0], *limit)
        operator = {
            Form.ALL_OF: xapian.Query.OP_AND,
            Form.ANY_OF: xapian.Query.OP_OR,
            Form.PHRASE: xapian.Query.OP_PHRASE,
        }[query.form]
        asked = xapian.Query(operator, [self._stemmed(word) for word in query.words])
        if query.without:
            without = xapian.Query(self._stemmed(query.without))
            asked = xapian.Query(xapian.Query.OP_AND_NOT, asked, without)
        return asked

    def _snippet(self, found: xapian.MSet, text: str) -> str:
        return str(found.snippet(text, SNIPPET_CHARACTERS, self._stem).decode())

    def _stemmed(self, word: str) -> str:
        return str(self._stem(word).decode())


def _generator() -> xapian.TermGenerator:
    generator = xapian.TermGenerator()
    generator.set_stemmer(xapian.Stem("english"))
    generator.set_stemming_strategy(xapian.TermGenerator.STEM_ALL)
    return generator


def _document(generator: xapian.TermGenerator, story: BenchStory) -> xapian.Document:
    document = xapian.Document()
    generator.set_document(document)
    generator.set_termpos(0)
    generator.index_text(story.headline, 3)
    generator.increase_termpos(_GAP)
    generator.index_text(story.text)
    document.set_data(json.dumps([story.story_id, story.text]))
    document.add_value(_DAY, _number(story.day_number))
    document.add_value(_MONTH, story.month)
    for facet, held in (("actor", story.actors), ("organisation", story.organisations)):
        for slot, name in zip(_SLOTS[facet], held, strict=False):
            document.add_boolean_term(f"X{facet}:{name}")
            document.add_value(slot, name)
    return document


def _chosen(query: BenchQuery) -> list[tuple[str, str]]:
    pairs = (("actor", query.actor), ("organisation", query.organisation))
    return [(facet, value) for facet, value in pairs if value]


def _number(value: int) -> bytes:
    return bytes(xapian.sortable_serialise(value))


def _values(spy: xapian.ValueCountMatchSpy) -> Counts:
    return tuple((item.term.decode(), item.termfreq) for item in spy.values())


def _top(spies: Iterable[xapian.ValueCountMatchSpy]) -> Counts:
    counts: Counter[str] = Counter()
    for spy in spies:
        counts.update(dict(_values(spy)))
    return tuple(sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))[:FACET_VALUES])
