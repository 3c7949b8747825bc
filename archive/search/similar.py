"""More like this: a story's own words, asked as a query.

The words are those of highest tf-idf, the headline's weighted as for scores; a word that no
other story has finds nothing and is left out. Stories with any of them are ordered by BM25; one
that scores far less than the story itself would has hardly anything to do with it.
"""

from __future__ import annotations

from collections.abc import Callable
from heapq import nsmallest

from archive.analysis import Token, tokens
from archive.query.nodes import Or, Word
from archive.search.documents import IndexDocument
from archive.search.inversion import frequency, invert
from archive.search.request import SearchRequest
from archive.search.results import Hit, ResultPage

TYPICAL_WORDS = 20
"""Words of a story that are asked for."""
LEAST_SHARE = 0.15
"""Of a story's own score, what one like it reaches; below this they shared hardly more than a
common word or two (looked at by hand in the sample archive)."""


def similar_to(
    document: IndexDocument,
    limit: int,
    *,
    idf: Callable[[str], float],
    highest_idf: float,
    search: Callable[[SearchRequest], ResultPage],
) -> tuple[Hit, ...]:
    """Search for the stories most like one, itself left out; `highest_idf` is that of a word
    which a single story has."""
    words = typical_words(document, idf, highest_idf)
    if not words or limit < 1:
        return ()
    query = Or(tuple(map(Word, words)))
    page = search(SearchRequest(query, per_page=limit + 1, facet_size=0))
    # A story that is not among the first hits scores less than all of them.
    own = next((hit.score for hit in page.hits if hit.story_id == document.story_id), 0.0)
    others = [hit for hit in page.hits if hit.story_id != document.story_id]
    return tuple(hit for hit in others[:limit] if hit.score >= LEAST_SHARE * own)


def typical_words(
    document: IndexDocument, idf: Callable[[str], float], highest_idf: float
) -> list[str]:
    """The words of highest tf-idf, each in one of its forms; equal ones by alphabet."""
    inverted = invert(document)
    form_of_stem = {
        token.stem: form
        for form in sorted(inverted.forms, reverse=True)
        if (token := _only_token(form))
    }
    weighed = [
        (-frequency(inverted.content[stem]) * weight, form)
        for stem, form in form_of_stem.items()
        if stem in inverted.content and (weight := idf(stem)) < highest_idf
    ]
    return [form for _, form in nsmallest(TYPICAL_WORDS, weighed)]


def _only_token(form: str) -> Token | None:
    """The token that a form is read as when it is searched; None where it is not itself."""
    found = list(tokens(form))
    return found[0] if len(found) == 1 and found[0].stem and found[0].form == form else None
