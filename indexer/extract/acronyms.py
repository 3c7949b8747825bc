"""Acronyms that a story explains itself: `International Criminal Court (ICC)`."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from archive.model import NameKind, fold
from indexer.extract.authorities import AuthorityFile
from indexer.extract.occurrences import Occurrence

_IN_BRACKETS = re.compile(
    r"\s?\(\s*(?:the\s+|or\s+)?[\"“'‘]?([A-Z][A-Za-z.&-]{1,11})[\"”'’]?\s*[),;]"
)
_OPENED = re.compile(r"\s?\(\s*(?:the\s+)?")
_SMALL = frozenset("of and the for in on to at de du des la le et y del der und".split())


def initials(name: str) -> frozenset[str]:
    """Return the acronyms that a name of several words may have, in small letters.

    >>> sorted(initials("Organization of American States"))
    ['oas', 'ooas']
    """
    words = [word for word in re.split(r"[\s-]+", fold(name)) if word[:1].isalnum()]
    large = [word for word in words if word not in _SMALL]
    if len(large) < 2:
        return frozenset()
    return frozenset("".join(word[0] for word in kept) for kept in (words, large))


def explained_acronyms(
    text: str, occurrences: Sequence[Occurrence], authorities: AuthorityFile
) -> dict[str, str]:
    """Return each acronym that brackets explain, with the organisation it stands for."""
    explained: dict[str, str] = {}
    named = [o for o in occurrences if o.kind is NameKind.ORGANISATION]
    for occurrence in named:
        match = _IN_BRACKETS.match(text, occurrence.span[1])
        if match and _may_stand_for(match.group(1), occurrence.name, authorities):
            explained.setdefault(match.group(1), occurrence.name)
    for acronym, full in pairwise(named):
        opened = _OPENED.match(text, acronym.span[1])
        if opened and opened.end() == full.span[0] and _plain(acronym.name) in initials(full.name):
            explained.setdefault(acronym.name, full.name)
    return explained


def _may_stand_for(acronym: str, name: str, authorities: AuthorityFile) -> bool:
    """Whether the letters stand in the name in order, or mean nothing else.

    An acronym from another language may have other letters than the translated name.
    """
    letters = iter(fold(name))
    plain = _plain(acronym)
    capitals = sum(1 for c in acronym if c.isupper())
    if capitals < 2 or _plain(name) == plain:
        return False
    if fold(name)[0] == plain[0] and all(c in letters for c in plain):
        return True
    return len(plain) > 2 and acronym.isupper() and authorities.kind_of(acronym) is None


def _plain(acronym: str) -> str:
    return "".join(c for c in fold(acronym) if c.isalnum())
