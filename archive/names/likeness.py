"""Names that may be one: which pairs are worth a look, and what speaks for each.

Nothing here is certain, so nothing here joins names; a reader decides.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations

from archive.model import NameKind, authority_id_for

MOST_ALIKE = 12
"""A group of more names than this is too common to say anything, and is left out."""
_SMALL_WORDS = frozenset("a and de des for in la le of on the und y".split())
UNRESOLVED = " (unresolved)"


@dataclass(frozen=True, slots=True)
class Likeness:
    """Two records, by their ids in order, and why they may be one; a higher weight says more."""

    first_id: str
    second_id: str
    evidence: str
    weight: int


def alike(kind: NameKind, names_by_id: Mapping[str, Iterable[str]]) -> list[Likeness]:
    """Find the pairs among records of one kind, the likeliest evidence of each pair."""
    names = [
        (authority_id, name, authority_id_for(name).split("-"))
        for authority_id, held in names_by_id.items()
        for name in held
        if not name.endswith(UNRESOLVED)
    ]
    found: dict[tuple[str, str], Likeness] = {}
    for rule in _RULES[kind]:
        for likeness in rule(names):
            pair = likeness.first_id, likeness.second_id
            if pair not in found or found[pair].weight < likeness.weight:
                found[pair] = likeness
    return sorted(found.values(), key=lambda one: (-one.weight, one.first_id, one.second_id))


_Name = tuple[str, str, list[str]]
"""An id, one of its names, and the folded words of that."""
_Rule = Callable[[list[_Name]], Iterator[Likeness]]


def _in_other_order(names: list[_Name]) -> Iterator[Likeness]:
    for one, other in _pairs(names, lambda n: " ".join(sorted(n[2])) if len(n[2]) > 1 else ""):
        if one[2] != other[2]:
            yield _likeness(one, other, f"“{one[1]}” is “{other[1]}” in another order", 90)


def _same_letters(names: list[_Name]) -> Iterator[Likeness]:
    for one, other in _pairs(names, lambda n: "".join(n[2])):
        yield _likeness(one, other, f"“{one[1]}” and “{other[1]}” have the same letters", 80)


def _but_for_the(names: list[_Name]) -> Iterator[Likeness]:
    def without(name: _Name) -> str:
        return " ".join(word for word in name[2] if word != "the")

    for one, other in _pairs(names, without):
        yield _likeness(one, other, f"“{one[1]}” and “{other[1]}” but for “the”", 85)


def _middle_names(names: list[_Name]) -> Iterator[Likeness]:
    """One is the other without its middle names: `Ada M. Berg`, `Ada Berg`."""
    for one, other in _pairs(names, lambda n: f"{n[2][0]} {n[2][-1]}" if len(n[2]) > 1 else ""):
        shorter, longer = sorted((one, other), key=lambda n: len(n[2]))
        if len(shorter[2]) == 2 < len(longer[2]) and len(shorter[2][0]) > 1:
            yield _likeness(
                one, other, f"“{shorter[1]}” is “{longer[1]}” without what stands between", 70
            )


def _first_initials(names: list[_Name]) -> Iterator[Likeness]:
    """One has the first letter of the other's first name: `A. Berg`, `Ada Berg`."""
    for one, other in _pairs(names, lambda n: f"{n[2][0][0]} {n[2][-1]}" if n[2][1:] else ""):
        shorter, longer = sorted((one, other), key=lambda n: len(n[2][0]))
        if len(shorter[2][0]) == 1 < len(longer[2][0]):
            yield _likeness(one, other, f"“{shorter[1]}” may be short for “{longer[1]}”", 60)


def _only_bearer(names: list[_Name]) -> Iterator[Likeness]:
    """A surname alone, when one record in the archive, and no other, ends in it."""
    bearers: dict[str, dict[str, _Name]] = defaultdict(dict)
    for name in names:
        if " " in name[1]:
            bearers[_surname(name)].setdefault(name[0], name)
    for name in names:
        found = bearers.get(_surname(name), {}) if " " not in name[1] else {}
        if len(found) == 1 and name[0] not in found:
            (bearer,) = found.values()
            evidence = f"“{bearer[1]}” is the only one in the archive called “{name[1]}”"
            yield _likeness(name, bearer, evidence, 40)


def _surname(name: _Name) -> str:
    return authority_id_for(name[1].split()[-1])


def _acronyms(names: list[_Name]) -> Iterator[Likeness]:
    """One is made of the first letters of the other: `HWU`, `Harbour Workers' Union`."""
    by_initials: dict[str, list[_Name]] = defaultdict(list)
    for name in names:
        if len(name[2]) > 1 and all(len(word) > 1 for word in name[2]):
            large = [word for word in name[2] if word not in _SMALL_WORDS]
            for words in (large, name[2]):
                by_initials["".join(word[0] for word in words)].append(name)
    for name in names:
        letters = name[1].replace(".", "")
        if len(name[2]) == 1 and letters.isupper() and 2 <= len(letters) <= 8:
            fuller = {one[0]: one for one in by_initials.get(name[2][0], ()) if one[0] != name[0]}
            for other in fuller.values() if len(fuller) <= MOST_ALIKE else ():
                yield _likeness(name, other, f"“{name[1]}” are the initials of “{other[1]}”", 65)


def _pairs(names: list[_Name], key: Callable[[_Name], str]) -> Iterator[tuple[_Name, _Name]]:
    """Pair names of different records that share a key; an empty one is shared by none."""
    groups: dict[str, dict[str, _Name]] = defaultdict(dict)
    for name in names:
        groups[key(name)].setdefault(f"{name[0]}\x1f{' '.join(name[2])}", name)
    groups.pop("", None)
    for group in groups.values():
        if 1 < len(group) <= MOST_ALIKE:
            for one, other in combinations(group.values(), 2):
                if one[0] != other[0]:
                    yield one, other


def _likeness(one: _Name, other: _Name, evidence: str, weight: int) -> Likeness:
    first, second = sorted((one[0], other[0]))
    return Likeness(first, second, evidence, weight)


_RULES: Mapping[NameKind, tuple[_Rule, ...]] = {
    NameKind.ACTOR: (
        _in_other_order,
        _same_letters,
        _middle_names,
        _first_initials,
        _only_bearer,
    ),
    NameKind.ORGANISATION: (_same_letters, _but_for_the, _acronyms),
    NameKind.PLACE: (_same_letters, _but_for_the, _acronyms),
}
