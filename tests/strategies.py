"""Random queries, documents and requests, all over one small vocabulary so that they meet."""

from __future__ import annotations

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from archive.model import UNDATED, PartialDate
from archive.query.nodes import (
    And,
    Fuzzy,
    MatchAll,
    Not,
    Or,
    Pattern,
    Phrase,
    Published,
    Query,
    SpeaksOf,
    Word,
)
from archive.query.periods import UNDATED_PERIOD, Period, parse_period
from archive.search.documents import FacetTerm, IndexDocument
from archive.search.fields import DATE, MISSING, VALUE_FACETS
from archive.search.request import FacetFilter, SearchRequest, Sort

WORDS = (
    "peace",
    "peaces",
    "plan",
    "planned",
    "the",
    "court",
    "Geneva",
    "organise",
    "organize",
    "12-point",
    "北京",
)
NAMES = ("ada-berg", "carl-dahl", "eva-berg", "o-neill")
PATTERNS = ("pea*", "organi?e", "plan*d", "gen*")
FIELDS = (None, None, None, "title", "text", "actor", "source")
PERIODS = (
    "2022",
    "2022-02",
    "2022-02-24",
    "2022-XX",
    "2022-02-XX",
    "2021-12..2022-02",
    ">=2022-02",
    "<2022",
    "undated",
)


def periods() -> SearchStrategy[Period]:
    """Periods around a few days."""
    return st.sampled_from([parse_period(text) or UNDATED_PERIOD for text in PERIODS])


def leaves() -> SearchStrategy[Query]:
    """Nodes without parts."""
    words, fields = st.sampled_from(WORDS), st.sampled_from(FIELDS)
    phrases = st.lists(words, min_size=2, max_size=4).map(" ".join)
    return st.one_of(
        st.builds(Word, words, fields),
        st.builds(Phrase, phrases, st.integers(0, 4), fields),
        st.builds(Pattern, st.sampled_from(PATTERNS), fields),
        st.builds(Fuzzy, st.sampled_from(("peace", "plann", "berg")), st.integers(1, 2), fields),
        st.builds(Published, periods()),
        st.builds(SpeaksOf, periods()),
    )


def queries() -> SearchStrategy[Query]:
    """Trees as an engine may get them, flat or not."""

    def nested(parts: SearchStrategy[Query]) -> SearchStrategy[Query]:
        several = st.lists(parts, min_size=1, max_size=3).map(tuple)
        return st.one_of(st.builds(And, several), st.builds(Or, several), st.builds(Not, parts))

    return st.one_of(st.just(MatchAll()), st.recursive(leaves(), nested, max_leaves=5))


def dates() -> SearchStrategy[PartialDate]:
    """Publication dates of every precision."""
    days = st.builds(
        PartialDate.of,
        st.sampled_from((2021, 2022)),
        st.sampled_from((2, 12)),
        st.sampled_from((1, 24)),
    )
    months = st.builds(PartialDate.of, st.sampled_from((2021, 2022)), st.sampled_from((2, 12)))
    years = st.builds(PartialDate.of, st.sampled_from((2021, 2022)))
    return st.one_of(st.just(UNDATED), days, months, years)


def documents(story_id: str) -> SearchStrategy[IndexDocument]:
    """Stories of a few words, names and dates."""
    texts = st.lists(st.sampled_from(WORDS), max_size=8).map(" ".join)
    named = st.lists(st.sampled_from(NAMES), max_size=3).map(
        lambda names: tuple(FacetTerm(name, (name.replace("-", " "),)) for name in names)
    )
    facets = st.fixed_dictionaries({}, optional=dict.fromkeys(("actor", "organisation"), named))
    return st.builds(
        IndexDocument,
        st.just(story_id),
        texts,
        texts,
        published=dates(),
        facets=facets,
        spoken_of=st.lists(dates(), max_size=2).map(tuple),
    )


def filters() -> SearchStrategy[tuple[tuple[str, FacetFilter], ...]]:
    """What may be chosen in facets."""
    names = st.lists(st.sampled_from((*NAMES, MISSING, "nobody")), max_size=2, unique=True)
    chosen = st.builds(FacetFilter, names.map(tuple), names.map(tuple), st.booleans())
    days = st.lists(st.sampled_from(PERIODS), max_size=2, unique=True).map(tuple)
    dated = st.builds(FacetFilter, days, st.lists(st.sampled_from(PERIODS), max_size=1).map(tuple))
    by_name = dict.fromkeys(VALUE_FACETS[:2], chosen) | {DATE: dated}
    return st.fixed_dictionaries({}, optional=by_name).map(lambda held: tuple(held.items()))


def requests() -> SearchStrategy[SearchRequest]:
    """Whole requests."""
    return st.builds(
        SearchRequest,
        queries(),
        filters(),
        st.sampled_from(Sort),
        st.integers(1, 3),
        st.integers(1, 5),
        st.sampled_from((None, 1, 10)),
    )
