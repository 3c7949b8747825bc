"""The word being typed, completed by words and names of the archive."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from archive.analysis import TOKEN
from archive.catalogue import Catalogue
from archive.model import AuthorityRecord
from archive.query.canonical import canonical
from archive.query.fields import PERIOD_FIELDS
from archive.query.nodes import Phrase, Word
from archive.query.pieces import QUOTES
from archive.search.engine import Searcher
from archive.search.fields import VALUE_FACETS
from archive.search.request import SearchRequest
from archive.suggestions.ending import Ending, NameStart, read_ending

NAMES_LOOKED_AT = 24
"""Names, by alphabet, of which the most frequent are taken."""


@dataclass(frozen=True, slots=True)
class Completion:
    """A whole query; what was completed, of which kind it is, how many stories have it.

    The kind of a name is that of its authority record; that of a word is empty.
    """

    query_text: str
    label: str
    kind: str
    stories: int


def complete(catalogue: Catalogue, typed: str, limit: int) -> tuple[Completion, ...]:
    """Complete the last word that is typed, keeping what stands before it.

    Names take at most half of the places. One that begins with more than the last word comes
    first, then words, then other names; each by falling count.
    """
    ending = read_ending(typed)
    if ending is None:
        return ()
    searcher = catalogue.engine.searcher()
    names = list(islice(_names(catalogue, searcher, ending), limit // 2))
    words = list(islice(_words(searcher, ending, limit + 1), limit - len(names)))
    longer = [name for start, name in names if start.at < ending.start]
    others = [name for start, name in names if start.at == ending.start]
    return (*longer, *words, *others)


def _words(searcher: Searcher, ending: Ending, limit: int) -> Iterator[Completion]:
    if ending.field in PERIOD_FIELDS:
        return
    facet = ending.field if ending.field in VALUE_FACETS else None
    for found in searcher.words(ending.word, limit, facet):
        word = _continued(ending.word, found.word)
        if word != ending.word:
            text = ending.before + word + ('"' if ending.is_quoted else "")
            yield Completion(text, found.word, "", found.count)


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
    with catalogue.store.read() as transaction:
        for start in ending.names:
            records = transaction.authorities.starting_with(
                ending.text[start.at :], kind=start.kind, limit=NAMES_LOOKED_AT
            )
            kept = ending.text[: start.replaced_from]
            found = [_name(searcher, kept, record) for record in records if record not in seen]
            seen.update(records)
            held = sorted(
                (name for name in found if name.stories),
                key=lambda name: (-name.stories, name.label),
            )
            yield from ((start, name) for name in held)


def _name(searcher: Searcher, kept: str, record: AuthorityRecord) -> Completion:
    """The search for a name, behind what is kept of the text."""
    heading = "".join(" " if letter in QUOTES else letter for letter in record.heading)
    words = " ".join(heading.split())
    is_word = TOKEN.fullmatch(words) is not None
    leaf = Word(words, record.kind) if is_word else Phrase(words, 0, record.kind)
    total = searcher.search(SearchRequest(leaf, per_page=0, facet_size=0)).total
    return Completion(kept + canonical(leaf), record.heading, record.kind.value, total)
