"""One kind for each name of a story, where the recogniser saw several."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace

from archive.model import NameKind, authority_id_for
from indexer.extract.authorities import AuthorityFile
from indexer.extract.occurrences import Occurrence
from indexer.extract.persons import words_of


def with_one_kind(
    occurrences: Sequence[Occurrence], authorities: AuthorityFile
) -> list[Occurrence]:
    """Give all occurrences of a name the same kind.

    A word that is mostly seen as a person, and is the last word of a person's name in the
    story, is a person; else the authority file decides, then the votes, then the first one.
    """
    surnames = _surnames(occurrences)
    named: dict[str, list[Occurrence]] = {}
    for occurrence in occurrences:
        named.setdefault(authority_id_for(occurrence.name), []).append(occurrence)
    kinds = {key: _kind(key, found, surnames, authorities) for key, found in named.items()}
    return [replace(o, kind=kinds[authority_id_for(o.name)]) for o in occurrences]


def _kind(
    key: str, found: Sequence[Occurrence], surnames: set[str], authorities: AuthorityFile
) -> NameKind:
    votes = Counter(occurrence.kind for occurrence in found)
    if key in surnames and votes[NameKind.ACTOR] * 2 >= len(found):
        return NameKind.ACTOR
    return authorities.kind_of(found[0].name) or votes.most_common(1)[0][0]


def _surnames(occurrences: Iterable[Occurrence]) -> set[str]:
    """Collect the last words of the persons with several words."""
    words = (words_of(o.name) for o in occurrences if o.kind is NameKind.ACTOR)
    return {found[-1] for found in words if len(found) > 1}
