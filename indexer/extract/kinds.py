"""One kind for each name of a story, where the recogniser saw several or the wrong one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace

from archive.model import NameKind, fold
from indexer.extract.authorities import AuthorityFile
from indexer.extract.keys import key_of
from indexer.extract.legal_forms import has_legal_form, without_legal_form
from indexer.extract.occurrences import Occurrence
from indexer.extract.organisations import last_word_of_its_own
from indexer.extract.persons import words_of

_BODIES = frozenset(
    "university college foundation group committee commission council ministry institute "
    "association agency party police army hospital museum federation corporation authority "
    "department airlines airways bank records motors league".split()
)
_SITES = frozenset(
    "airport avenue boulevard cathedral county highway mountain mountains province river "
    "stadium square".split()
)
"""Last words of names that are no person's, whatever the recogniser says."""
_BEFORE_SITES = frozenset("lake mount fort camp cape port gulf strait".split())
"""First words of names of places."""


def with_one_kind(
    occurrences: Sequence[Occurrence], authorities: AuthorityFile
) -> list[Occurrence]:
    """Give all occurrences of a name the same kind."""
    named: dict[str, list[Occurrence]] = {}
    for occurrence in occurrences:
        named.setdefault(key_of(occurrence.name), []).append(occurrence)
    story = _Story(occurrences, authorities)
    kinds = {key: _kind(found, story, authorities) for key, found in named.items()}
    return [replace(o, kind=kinds[key_of(o.name)]) for o in occurrences]


class _Story:
    """What the full names of a story say about its short ones."""

    def __init__(self, occurrences: Iterable[Occurrence], authorities: AuthorityFile) -> None:
        self.first_names: set[str] = set()
        self.surnames: set[str] = set()
        self.bodies: set[str] = set()
        for occurrence in occurrences:
            if occurrence.kind is NameKind.ACTOR and not _is_no_person(occurrence.name):
                words = words_of(occurrence.name)
                self.first_names |= set(words[:1]) if len(words) > 1 else set()
                self.surnames |= set(words[-1:]) if len(words) > 1 else set()
            elif occurrence.kind is NameKind.ORGANISATION:
                self.bodies.add(last_word_of_its_own(occurrence.name, authorities))
                if has_legal_form(occurrence.name):
                    self.bodies.add(key_of(without_legal_form(occurrence.name)))


def _kind(found: Sequence[Occurrence], story: _Story, authorities: AuthorityFile) -> NameKind:
    """Decide by the persons of the story, the authority file, its firms and teams, or the votes."""
    name = found[0].name
    votes = Counter(occurrence.kind for occurrence in found)
    listed = authorities.kind_of(name)
    if _is_part_of_a_person(name, votes, story, is_listed=listed is not None):
        return NameKind.ACTOR
    if listed is not None:
        return listed
    if key_of(name) in story.bodies:
        return NameKind.ORGANISATION
    best = votes.most_common(1)[0][0]
    return (_body_or_site(name) or best) if best is NameKind.ACTOR else best


def _is_part_of_a_person(
    name: str, votes: Counter[NameKind], story: _Story, *, is_listed: bool
) -> bool:
    """Whether a single word is the first or last name of somebody in the story.

    A surname may have been taken for an organisation throughout; else, and for a word that
    is listed as something else, at least half must have been taken for a person.
    """
    words = words_of(name)
    if len(words) > 1:
        return False
    if words[0] in story.surnames and not is_listed and set(votes) != {NameKind.PLACE}:
        return True
    is_name = words[0] in story.surnames or words[0] in story.first_names
    return is_name and votes[NameKind.ACTOR] * 2 >= votes.total()


def _is_no_person(name: str) -> bool:
    return _body_or_site(name) is not None


def _body_or_site(name: str) -> NameKind | None:
    """Say what a name's last word makes of it, if that is no person.

    >>> _body_or_site("John F. Kennedy Airport"), _body_or_site("George Mason University")
    (<NameKind.PLACE: 'place'>, <NameKind.ORGANISATION: 'organisation'>)
    """
    first, _, last = fold(name).rpartition(" ")
    if not first:
        return None
    if last in _SITES or first in _BEFORE_SITES:
        return NameKind.PLACE
    return NameKind.ORGANISATION if last in _BODIES or has_legal_form(name) else None
