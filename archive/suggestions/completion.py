"""The word being typed, completed by words and names of the archive."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from archive.analysis import tokens
from archive.catalogue import Catalogue
from archive.model import AuthorityRecord
from archive.query.canonical import canonical
from archive.query.fields import PERIOD_FIELDS
from archive.query.nodes import Query
from archive.query.parser import parse
from archive.query.words import name_leaf
from archive.search.engine import Searcher
from archive.search.fields import NAME_FIELDS
from archive.search.request import SearchRequest
from archive.suggestions.ending import Ending, NameStart, read_ending

NAMES_LOOKED_AT = 24
"""Names, by alphabet, of which the most frequent are taken."""
WORDS_LOOKED_AT = 32
"""Words, by frequency, of which the first that find something are taken."""


@dataclass(frozen=True, slots=True)
class Completion:
    """A whole query; what was completed, of which kind it is, how many stories the query finds.

    The kind of a name is that of its authority record; that of a word is empty.
    """

    query_text: str
    label: str
    kind: str
    stories: int


def complete(catalogue: Catalogue, typed: str, limit: int) -> tuple[Completion, ...]:
    """Complete the last word that is typed, keeping what stands before it.

    Names take at most half of the places. One that begins with more than the last word comes
    first, then words, then other names; each by how many stories have it. Only queries that
    find something are offered, and of words that find the same the most frequent.
    """
    ending = read_ending(typed)
    if ending is None:
        return ()
    searcher = catalogue.engine.searcher()
    names = list(islice(_names(catalogue, searcher, ending), limit // 2))
    words = list(islice(_words(searcher, ending), limit - len(names)))
    longer = [name for start, name in names if start.at < ending.start]
    others = [name for start, name in names if start.at == ending.start]
    return (*longer, *words, *others)


def _words(searcher: Searcher, ending: Ending) -> Iterator[Completion]:
    if ending.field in PERIOD_FIELDS:
        return
    facet = ending.field if ending.field in NAME_FIELDS else None
    seen: set[str] = set()
    for found in searcher.words(ending.word, WORDS_LOOKED_AT, facet):
        word = _continued(ending.word, found.word)
        meaning = found.word if facet else next(tokens(found.word)).stem
        if word == ending.word or meaning in seen:
            continue
        seen.add(meaning)
        text = ending.before + word + ('"' if ending.is_quoted else "")
        stories = _stories(searcher, text)
        if stories:
            yield Completion(text, found.word, "", stories)


def _continued(typed: str, word: str) -> str:
    """A folded word, in the case that its beginning was typed in.

    >>> _continued("Mer", "merkel"), _continued("NA", "nato"), _continued("Erdoğ", "erdogan")
    ('Merkel', 'NATO', 'erdogan')
    """
    if typed.isupper():
        return word.upper()
    return typed + word[len(typed) :] if word.startswith(typed.lower()) else word


def _names(
    catalogue: Catalogue, searcher: Searcher, ending: Ending
) -> Iterator[tuple[NameStart, Completion]]:
    """The names that the last words begin, those of most words first."""
    seen: set[AuthorityRecord] = set()
    for start in ending.names:
        with catalogue.store.read() as transaction:
            records = transaction.authorities.starting_with(
                ending.text[start.at :], kind=start.kind, limit=NAMES_LOOKED_AT
            )
        leaves = {r: name_leaf(r.heading, start.field or r.kind) for r in records}
        found = [(_total(searcher, leaf), r) for r, leaf in leaves.items() if r not in seen]
        seen.update(records)
        for total, record in sorted(found, key=lambda item: (-item[0], item[1].heading)):
            text = ending.text[: start.replaced_from] + canonical(leaves[record])
            stories = total and _stories(searcher, text)
            if stories:
                yield start, Completion(text, record.heading, record.kind.value, stories)


def _stories(searcher: Searcher, query_text: str) -> int:
    """How many stories a query finds."""
    return _total(searcher, parse(query_text).tree)


def _total(searcher: Searcher, tree: Query) -> int:
    return searcher.search(SearchRequest(tree, per_page=0, facet_size=0)).total
