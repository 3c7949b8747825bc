"""Where names stand in a story: recognised, listed, given by the seed, or found once before."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator

from archive.model import Name, NameKind, Span
from indexer.extract.authorities import AuthorityFile
from indexer.extract.listed import ListedNames
from indexer.extract.occurrences import Occurrence, clean_entity, without_overlaps
from indexer.extract.recogniser import Entity
from indexer.extract.titles import OPENINGS, STYLES, TITLE_LINKS, TITLES

LISTED = "listed name"
GIVEN = "given by the seed"
_SMALL_WORD = re.compile(r"\b[a-z]+\b")
_SHORTEST_SURNAME = 4
_WORD_BEFORE = re.compile(r"([\w.’'-]+)[^\S\n]+\Z")
_NAME_AFTER = re.compile(r"[^\S\n]+[A-Z&]")


def recognised_and_listed(
    body: str, entities: Iterable[Entity], authorities: AuthorityFile
) -> list[Occurrence]:
    """Clean what was recognised, and add the listed names that the recogniser missed."""
    found = [o for entity in entities for o in clean_entity(body, entity, authorities.is_demonym)]
    return without_overlaps([*found, *_listed(body, authorities.listed, LISTED)])


def _listed(body: str, names: ListedNames, rule: str = "") -> Iterator[Occurrence]:
    for kind, (start, end) in names.find(body):
        yield Occurrence(kind, " ".join(body[start:end].split()), (start, end), rule)


def standing(
    body: str, kind: NameKind, names: Iterable[str], rule: str = ""
) -> Iterator[Occurrence]:
    """Yield every place where one of the names stands, letter by letter."""
    for name in names:
        words = r"\s+".join(re.escape(word) for word in name.split())
        for match in re.finditer(rf"(?<![\w@#/.&-]){words}(?![&@.]?\w)", body):
            yield Occurrence(kind, name, match.span(), rule)


def given(body: str, name: Name) -> Iterator[Occurrence]:
    """Yield a name that the seed lists: once without a place, and wherever it stands.

    A person may be listed with the surname first: `Putin, Vladimir`.
    """
    text = " ".join(name.text.split())
    last, comma, first = text.partition(", ")
    if name.kind is NameKind.ACTOR and comma and "," not in first:
        text = f"{first} {last}"
    if text:
        yield Occurrence(name.kind, text, (0, 0), GIVEN)
        yield from standing(body, name.kind, (text,), GIVEN)


def standing_again(body: str, found: Iterable[Occurrence]) -> Iterator[Occurrence]:
    """Yield wherever else the names stand that were found once.

    A word that also stands in the text in small letters may be no name elsewhere.
    """
    small = set(_SMALL_WORD.findall(body))
    names = {(o.name, o.kind) for o in found if len(o.name) > 1 and o.name.lower() not in small}
    yield from _listed(body, ListedNames(sorted(names)))


def surnames_standing(body: str, found: Iterable[Occurrence]) -> Iterator[Occurrence]:
    """Yield wherever the surname of a person stands alone whose whole name was found.

    A surname that two persons share, that is in any other name found, or that stands in the text
    in small letters, may be no such thing; nor may one beside another word in capitals.
    """
    found = list(found)
    small = set(_SMALL_WORD.findall(body))
    bearers: dict[str, set[str]] = defaultdict(set)
    for one in found:
        for word in set(one.name.split()):
            bearers[word].add(one.name)
    surnames = {o.name.split()[-1] for o in found if o.kind is NameKind.ACTOR and " " in o.name}
    kept = [
        (surname, NameKind.ACTOR)
        for surname in sorted(surnames)
        if len(surname) >= _SHORTEST_SURNAME and surname[0].isupper()
        if len(bearers[surname]) == 1 and surname.lower() not in small
    ]
    for one in _listed(body, ListedNames(kept)):
        if _stands_alone(body, one.span):
            yield one


def _stands_alone(body: str, span: Span) -> bool:
    """Whether no other word of a name stands beside a surname; titles and openings may."""
    before = _WORD_BEFORE.search(body, max(0, span[0] - 40), span[0])
    word = before[1] if before else ""
    known = TITLES | TITLE_LINKS | STYLES | OPENINGS
    is_free = not word[:1].isupper() or word.lower().rstrip(".") in known
    return is_free and not _NAME_AFTER.match(body, span[1])
