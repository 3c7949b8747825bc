"""Random queries, documents and requests, all over one small vocabulary so that they meet."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from archive.model import UNDATED, PartialDate
from archive.query.joining import all_of, any_of, none_of
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
from archive.query.words import asks_nothing
from archive.search.documents import FacetTerm, IndexDocument
from archive.search.fields import DATE, MENTIONS, MISSING, NAME_FIELDS, TEXT_FIELDS, VALUE_FACETS
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
FIELDS = (None, None, None, "title", "text", "actor", "source", "said", "said", "speaker")
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


def plain_queries(
    words: Sequence[str] = WORDS,
    names: Sequence[str] = NAMES,
    patterns: Sequence[str] = PATTERNS,
) -> SearchStrategy[Query]:
    """Trees as the parser makes them: flat, nothing twice, no words that ask nothing."""
    asking = [word for word in words if not asks_nothing(Word(word))]
    typed, fields = st.sampled_from(asking), st.sampled_from((None, *TEXT_FIELDS))
    facets, named = st.sampled_from(NAME_FIELDS), st.sampled_from(names)
    phrases = st.lists(typed, min_size=1, max_size=4).map(" ".join)
    spoken = periods().filter(lambda period: not period.is_undated)
    single = st.one_of(
        st.builds(Word, typed, fields),
        st.builds(Word, named, facets),
        st.builds(Phrase, phrases, st.integers(0, 100), fields),
        st.builds(Phrase, named, st.integers(0, 2), facets),
        st.builds(Pattern, st.sampled_from(patterns), st.one_of(fields, facets)),
        st.builds(Fuzzy, st.sampled_from(("peace", "berg")), st.integers(1, 2), fields),
        st.builds(Published, periods()),
        st.builds(SpeaksOf, spoken),
    )

    def joined(parts: SearchStrategy[Query]) -> SearchStrategy[Query]:
        several = st.lists(parts, min_size=1, max_size=4)
        return st.one_of(several.map(all_of), several.map(any_of), parts.map(none_of))

    return st.one_of(st.just(MatchAll()), st.recursive(single, joined, max_leaves=8))


PIECES = (
    *"peace talks WORD the or not ab x AND OR NOT && || | - -- & ( ) ~ ~2 ~5 ~0.8 * ?".split(),
    *"title: actor: org: said: speaker: foo: titel: date: mentions: :".split(),
    *"2023-04 2023 .. >= < undated TO [".split(),
    *"O'Neill U.S. 12-point 3.5 28/04/2023 https:// mailto: a@b.c # + . , / _ % ' ’ — 's".split(),
    *"é İ ß ½ ǿ ﷺ 北京 ก็ ฿ « » “ ” „".split(),
    *'" \U0001d400 \n \x1c \x85 \x00 \ud800 \u200b \u0301'.split(" "),
    *(" ",) * 8,
)


def query_texts() -> SearchStrategy[str]:
    """Texts that look like queries, and texts that look like nothing."""
    made = st.lists(st.sampled_from(PIECES), max_size=16).map("".join)
    return st.one_of(made, st.text(st.characters(codec=None), max_size=12))


def known_dates() -> SearchStrategy[PartialDate]:
    """A day, month or year."""
    days = st.builds(
        PartialDate.of,
        st.sampled_from((2021, 2022)),
        st.sampled_from((2, 12)),
        st.sampled_from((1, 24)),
    )
    months = st.builds(PartialDate.of, st.sampled_from((2021, 2022)), st.sampled_from((2, 12)))
    years = st.builds(PartialDate.of, st.sampled_from((2021, 2022)))
    return st.one_of(days, months, years)


def dates() -> SearchStrategy[PartialDate]:
    """Publication dates of every precision."""
    return st.one_of(st.just(UNDATED), known_dates())


def spoken_of() -> SearchStrategy[PartialDate]:
    """Dates that are known, and some that are no day, month or year."""
    stretches = ("2022-02-21/2022-02-27", "2022-01-31/2022-02-06", "2021-12-01/2022-02-28")
    return st.one_of(known_dates(), st.sampled_from(stretches).map(PartialDate.from_iso))


def documents(story_id: str) -> SearchStrategy[IndexDocument]:
    """Stories of a few words, names and dates."""
    texts = st.lists(st.sampled_from(WORDS), max_size=8).map(" ".join)
    quotations = st.tuples(st.integers(0, 50), st.integers(0, 60))
    named = st.lists(st.sampled_from(NAMES), max_size=3).map(
        lambda names: tuple(FacetTerm(name, (name.replace("-", " "),)) for name in names)
    )
    facets = st.fixed_dictionaries(
        {}, optional=dict.fromkeys(("actor", "organisation", "speaker"), named)
    )
    return st.builds(
        IndexDocument,
        st.just(story_id),
        texts,
        texts,
        published=dates(),
        facets=facets,
        spoken_of=st.lists(spoken_of(), max_size=3).map(tuple),
        quotations=st.lists(quotations, max_size=3).map(tuple),
    )


def filters() -> SearchStrategy[tuple[tuple[str, FacetFilter], ...]]:
    """What may be chosen in facets."""
    names = st.lists(st.sampled_from((*NAMES, MISSING, "nobody")), max_size=2, unique=True)
    chosen = st.builds(FacetFilter, names.map(tuple), names.map(tuple), st.booleans())
    days = st.lists(st.sampled_from(PERIODS), max_size=2, unique=True).map(tuple)
    dated = st.builds(FacetFilter, days, st.lists(st.sampled_from(PERIODS), max_size=1).map(tuple))
    spoken = st.lists(st.sampled_from((*PERIODS[:-1], MISSING, "no day")), max_size=2, unique=True)
    speaking = st.builds(FacetFilter, spoken.map(tuple), spoken.map(tuple), st.booleans())
    by_name = dict.fromkeys(VALUE_FACETS[:2], chosen) | {DATE: dated, MENTIONS: speaking}
    return st.fixed_dictionaries({}, optional=by_name).map(lambda held: tuple(held.items()))


def requests() -> SearchStrategy[SearchRequest]:
    """Whole requests."""
    others = st.lists(st.builds(SearchRequest, queries(), filters()), max_size=1).map(tuple)
    return st.builds(
        SearchRequest,
        queries(),
        filters(),
        st.sampled_from(Sort),
        st.integers(1, 3),
        st.integers(1, 5),
        st.sampled_from((None, 1, 10)),
        also=others,
        without=others,
        today=st.sampled_from((None, date(2021, 6, 15), date(2022, 12, 31), date(9999, 1, 1))),
        facet_prefix=st.sampled_from(("", "", "be", "berg ad", "É", "-")),
    )
