"""Did you mean: a query that finds little, with its rare words spelt as more stories have them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import islice, product

from archive.analysis import Token, tokens
from archive.catalogue import Answer, Catalogue
from archive.query.canonical import canonical
from archive.query.joining import all_of, any_of
from archive.query.nodes import And, Or, Phrase, Query, Word
from archive.query.walk import positive_leaves
from archive.search.engine import Searcher
from archive.search.fields import NAME_FIELDS
from archive.search.patterns import is_within
from archive.search.request import SearchRequest

FEW = 5
"""Most stories that a query, or a word that is misspelt, is in."""
SHORTEST = 4
"""Letters of the shortest word that another spelling is sought of."""
WORDS_CHECKED = 8
LOOKED_AT = 20
"""Near words of which the nearest are taken."""
SPELLINGS = 3
"""Spellings of each word that are tried."""
TRIED = 8
"""Queries that are tried."""

Place = tuple[str, str | None]
"""A folded word and the field that it is sought in; None for headline and text."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """A query spelt otherwise, and how many stories it finds under the same filters."""

    query_text: str
    total: int


def did_you_mean(catalogue: Catalogue, answer: Answer) -> Proposal | None:
    """The query as it was probably meant; None unless it finds few stories, and that one more.

    Only words that are themselves in few stories are spelt otherwise, and only as more stories
    have them. What stands under a NOT, patterns and fuzzy words are left as they are.
    """
    if answer.page.total > FEW:
        return None
    tree = answer.query.tree
    places = list(islice(dict.fromkeys(_places(tree)), WORDS_CHECKED))
    searcher = catalogue.engine.searcher()
    spellings = [_spellings(searcher, *place) for place in places]
    for chosen in islice(product(*spellings), TRIED):
        mended = _respelt(tree, dict(zip(places, chosen, strict=True)))
        if mended == tree:
            continue
        query_text = canonical(mended)
        total = catalogue.total(answer.state.asking(query_text))
        if total > answer.page.total:
            return Proposal(query_text, total)
    return None


def _places(tree: Query) -> Iterator[Place]:
    """The words that may be misspelt, in order."""
    for leaf in positive_leaves(tree):
        if isinstance(leaf, Word | Phrase):
            facet = _facet(leaf.field)
            yield from ((token.form, facet) for token in tokens(leaf.text) if _is_word(token))


def _facet(field: str | None) -> str | None:
    return field if field in NAME_FIELDS else None


def _is_word(token: Token) -> bool:
    return len(token.form) >= SHORTEST and token.form.isalpha() and bool(token.stem)


def _spellings(searcher: Searcher, form: str, facet: str | None) -> tuple[str, ...]:
    """The spellings to try: the word's own unless no story has it, then the nearest others."""
    own = SearchRequest(Word(form, facet), per_page=0, facet_size=0)
    stories = searcher.search(own).total
    if stories > FEW:
        return (form,)
    better = [
        near.word
        for near in searcher.near_words(form, LOOKED_AT, facet)
        if near.count > stories and (facet or _stem(near.word) != _stem(form))
    ]
    better.sort(key=lambda word: not is_within(form, word, 1))
    kept = () if better and not stories else (form,)
    return (*kept, *better[:SPELLINGS])


def _stem(form: str) -> str:
    return next(tokens(form)).stem


def _respelt(tree: Query, spellings: Mapping[Place, str]) -> Query:
    match tree:
        case And(parts):
            return all_of([_respelt(part, spellings) for part in parts])
        case Or(parts):
            return any_of([_respelt(part, spellings) for part in parts])
        case Word(text, field):
            return Word(_rewritten(text, _facet(field), spellings), field)
        case Phrase(text, slop, field):
            return Phrase(_rewritten(text, _facet(field), spellings), slop, field)
        case _:
            return tree


def _rewritten(text: str, facet: str | None, spellings: Mapping[Place, str]) -> str:
    """A text with each word that is spelt otherwise put in its place.

    >>> _rewritten("Paece talks, paece", None, {("paece", None): "peace"})
    'peace talks, peace'
    """
    written, end = "", 0
    for token in tokens(text):
        spelling = spellings.get((token.form, facet), token.form)
        if spelling != token.form:
            written += text[end : token.start] + spelling
            end = token.end
    return written + text[end:]
