"""The query tree in the cluster's query language, one small function for each node."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from archive.analysis import tokens
from archive.engines.opensearch_engine.clauses import (
    EVERYTHING,
    any_of,
    none_of,
    published,
    scored,
    speaks_of,
    unscored,
)
from archive.engines.opensearch_engine.cluster import Body
from archive.engines.opensearch_engine.versions import name_forms, spaced
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
from archive.query.walk import positive_leaves
from archive.search.fields import NAME_FIELDS
from archive.search.patterns import compile_pattern, literal_prefix
from archive.search.scoring import HEADLINE_WEIGHT, K1, B

TEXTS = ("title", "text")
_SCRIPT = f"""
double least = {K1} * (1 - {B} + {B} * doc['length'].value / params.average), score = 0;
for (int i = 0; i < params.stems.length; i++) {{
  double times = termFreq('text', params.stems[i])
    + {HEADLINE_WEIGHT} * termFreq('title', params.stems[i]);
  score += params.idfs[i] * times * ({K1} + 1) / (times + least);
}}
return score;
"""
"""The BM25 of `archive.search.scoring`, from statistics that come with the request."""
SCRIPT = " ".join(_SCRIPT.split())
MOST_OPEN = 6
"""Single letters behind a `*` from which the cluster could not tell a pattern's words apart."""


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of a view when a query is compiled.

    `weigh` gives the `idfs` of stems and the `average` length of stories; without it nothing is
    scored. `words` gives words that begin with some letters, all of a field among them.
    """

    words: Callable[[str, str], Iterable[str]]
    weigh: Callable[[Sequence[str]], Body] | None = None


def stems_of(query: Query) -> list[str]:
    """The stems whose statistics a query's scores need."""
    leaves = [leaf for leaf in positive_leaves(query) if isinstance(leaf, Word | Phrase)]
    texts = [leaf.text for leaf in leaves if leaf.field not in NAME_FIELDS]
    return list(dict.fromkeys(t.stem for text in texts for t in tokens(text) if t.stem))


def compiled(query: Query, known: Known) -> Body | None:
    """The query as a clause; None when it asks nothing, as stop words do."""
    match query:
        case MatchAll():
            return unscored(EVERYTHING)
        case And(parts):
            return _joined("must", parts, known)
        case Or(parts):
            return _joined("should", parts, known)
        case Not(part):
            clause = compiled(part, Known(known.words))
            return None if clause is None else none_of([clause])
        case Published(period):
            return unscored(published(period))
        case SpeaksOf(period):
            return unscored(speaks_of(period))
        case Word(text, field):
            return _in_order(text, 0, field, known)
        case Phrase(text, slop, field):
            return _in_order(text, slop, field, known)
        case Pattern(text, field):
            return scored(_pattern(text, field_of_forms(field), known), 1)
        case Fuzzy(text, distance, field):
            return scored(near_forms(text, distance, field_of_forms(field)), 1)


def _joined(how: str, parts: Iterable[Query], known: Known) -> Body | None:
    """The parts that ask something, as clauses that must or should match."""
    clauses = [c for part in parts if (c := compiled(part, known)) is not None]
    return {"bool": {how: clauses}} if clauses else None


def near_forms(text: str, distance: int, field: str) -> Body:
    """Stories with a form that differs by so many edits, with the same first letter."""
    within = {
        "value": text,
        "fuzziness": distance,
        "prefix_length": 1,
        "transpositions": True,
        "rewrite": "constant_score",
    }
    return {"fuzzy": {field: within}}


def _in_order(text: str, slop: int, field: str | None, known: Known) -> Body | None:
    if field in NAME_FIELDS:
        forms = name_forms(text)
        return scored(_phrase(f"names_{field}", forms, slop), 1) if forms else None
    stems = [token.stem for token in tokens(text)]
    if not any(stems):
        return None
    clause = any_of([_phrase(f, stems, slop) for f in ([field] if field else TEXTS)])
    if known.weigh is None:
        return clause
    asked = list(dict.fromkeys(filter(None, stems)))
    script = {"source": SCRIPT, "params": {"stems": asked, **known.weigh(asked)}}
    return {"script_score": {"query": unscored(clause), "script": script}}


def _phrase(field: str, terms: Sequence[str], slop: int) -> Body:
    """Terms one after the other, an empty one standing for any; with a slop, near each other."""
    held = [term for term in terms if term]
    if len(held) == 1:
        return {"term": {field: held[0]}}
    if not slop:
        return {"match_phrase": {field: spaced(terms)}}
    near = {"query": spaced(held), "max_gaps": slop, "ordered": False}
    return {"intervals": {field: {"match": near}}}


def field_of_forms(field: str | None) -> str:
    """The field of the words as written, of one field of stories or of all their text."""
    return f"forms_{field}" if field else "forms"


def _pattern(text: str, field: str, known: Known) -> Body:
    start = literal_prefix(text)
    if text == f"{start}*":
        return {"prefix": {field: {"value": start}}}
    if text.partition("*")[2].count("?") <= MOST_OPEN:
        return {"wildcard": {field: {"value": text.replace("\\", r"\\")}}}
    fits = compile_pattern(text).match
    return {"terms": {field: list(filter(fits, known.words(field, start)))}}
