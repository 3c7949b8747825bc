"""The same story in other places: agency copy printed twice, versions, corrections.

Candidates are the stories most like one, which the index finds by its typical words; they are
copies when enough of their runs of three words are the same (Broder 1997, "On the resemblance
and containment of documents"). Nothing is kept, so that nothing can be out of date.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

from archive.catalogue import Catalogue
from archive.model import Story, fold
from archive.search.results import Hit

LEAST_LIKENESS = 0.5
"""Resemblance of copies. Two that were edited in 3 % of their words each share about two thirds
of their runs, stories of one event in words of their own less than a tenth."""
FIRST_LOOK = 10
"""Stories that are looked at; four times as many for as long as all of them are copies."""
MOST = 640
_WORD = re.compile(r"\w+")

Runs = frozenset[tuple[str, str, str]]


@dataclass(frozen=True, slots=True)
class Copy:
    """Another story with nearly the same text; `likeness` is between 0 and 1."""

    story: Story
    likeness: float


@dataclass(frozen=True, slots=True)
class Neighbourhood:
    """The copies of a story in order of their dates, undated last, and what is merely like it."""

    copies: tuple[Copy, ...]
    similar: tuple[Hit, ...]


def neighbourhood(catalogue: Catalogue, story_id: str) -> Neighbourhood:
    """Part the stories most like one into its copies and others, best first."""
    look = FIRST_LOOK
    while True:
        hits = catalogue.similar(story_id, look)
        copies = _copies(catalogue, story_id, hits)
        if len(copies) < look or look >= MOST:
            break
        look *= 4
    ids = {copy.story.story_id for copy in copies}
    others = tuple(hit for hit in hits if hit.story_id not in ids)
    return Neighbourhood(tuple(sorted(copies, key=_order)), others)


def likeness(runs: Runs, others: Runs) -> float:
    """The part of two sets of runs that both have.

    >>> likeness(runs_of("a b c d e"), runs_of("a b c d x"))
    0.5
    """
    return len(runs & others) / len(runs | others) if runs and others else 0.0


def runs_of(text: str) -> Runs:
    """Every run of three words in a text, capitals and accents aside.

    >>> sorted(runs_of("Peace talks, at last."))
    [('peace', 'talks', 'at'), ('talks', 'at', 'last')]
    """
    words = _WORD.findall(fold(text))
    return frozenset(
        (first, second, third) for (first, second), (_, third) in pairwise(pairwise(words))
    )


def _copies(catalogue: Catalogue, story_id: str, hits: Iterable[Hit]) -> list[Copy]:
    wanted = [story_id, *(hit.story_id for hit in hits)]
    with catalogue.store.read() as transaction:
        found = transaction.stories.get_many(wanted)
    if story_id not in found:
        return []
    own = runs_of(found[story_id][0].body)
    told = (found[key][0] for key in wanted[1:] if key in found)
    compared = (Copy(story, likeness(own, runs_of(story.body))) for story in told)
    return [copy for copy in compared if copy.likeness >= LEAST_LIKENESS]


def _order(copy: Copy) -> tuple[bool, str, str]:
    published = copy.story.published
    return (not published.is_known, published.iso, copy.story.story_id)
