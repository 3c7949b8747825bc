"""Answers compared with those of the memory engine, which looks at every story."""

from __future__ import annotations

from dataclasses import replace
from math import isclose

from archive.engines.memory.searcher import MemorySearcher
from archive.query.nodes import And, MatchAll, Not, Phrase, Word
from archive.search.documents import IndexDocument
from archive.search.engine import Searcher
from archive.search.request import SearchRequest, Sort
from archive.search.results import Hit, ResultPage

WORDS = tuple(
    "harbour court minister talks peace plan strike vote flood bridge school river train tax law "
    "union city border water fire".split()
)
Documents = dict[str, IndexDocument]

REQUESTS = (
    SearchRequest(MatchAll(), sort=Sort.NEWEST, per_page=20, facet_size=None),
    *(SearchRequest(Word(word), per_page=100, facet_size=None) for word in WORDS[:6]),
    SearchRequest(And((Word("court"), Not(Word("plan")))), sort=Sort.OLDEST),
    SearchRequest(Phrase("peace plan"), sort=Sort.NEWEST, facet_size=None),
)


def wrong(searcher: Searcher, documents: Documents) -> list[str]:
    """The requests that a view does not answer as the memory engine does, and what it answers."""
    memory, found = MemorySearcher(documents), []
    for request in REQUESTS:
        page, expected = searcher.search(request), memory.search(request)
        if not same(page, expected, request.sort):
            found.append(f"{request} gave {page}, not {expected}")
    return found


def same(page: ResultPage, expected: ResultPage, sort: Sort) -> bool:
    """Whether two pages agree in everything; scores agree within rounding.

    Two engines add up the parts of a score in different order. Stories by relevance may change
    places when that is all that parts them.
    """
    found, wanted = page.hits, expected.hits
    if sort is Sort.RELEVANCE:
        found, wanted = _ties_by_id(found), _ties_by_id(wanted)
    return (
        [replace(hit, score=0.0) for hit in found] == [replace(hit, score=0.0) for hit in wanted]
        and all(isclose(one.score, two.score) for one, two in zip(found, wanted, strict=True))
        and replace(page, hits=()) == replace(expected, hits=())
    )


def _ties_by_id(hits: tuple[Hit, ...]) -> tuple[Hit, ...]:
    """Hits in their order, but those of nearly one score by their ids."""
    runs: list[list[Hit]] = []
    for hit in hits:
        if runs and isclose(runs[-1][-1].score, hit.score):
            runs[-1].append(hit)
        else:
            runs.append([hit])
    return tuple(hit for run in runs for hit in sorted(run, key=lambda hit: hit.story_id))
