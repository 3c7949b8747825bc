"""The authority file: which names are one actor, organisation or place.

The shipped lists stand in the folder `authority_lists`; an archive's own `authorities.toml`
has the same format, described at the head of `authority_lists/actors.toml`, and wins.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import lru_cache
from pathlib import Path

from archive.model import AuthorityRecord, NameKind, Origin
from indexer.extract.keys import key_of
from indexer.extract.listed import ListedNames
from indexer.extract.listings import Listing, read_listings

SHIPPED_FOLDER = Path(__file__).parent / "authority_lists"
OWN_FILE = "authorities.toml"
"""What an archive's own file is called, in its data folder."""
SPOKEN_OF_YEARS = 10
"""So long after an office a short name that others share still means who held it."""


class AuthorityFile:
    """Authority records, found by any of their names; later listings win over earlier ones."""

    def __init__(self, listings: Iterable[Listing] = ()) -> None:
        merged = _merge(listings)
        self._sharing = _sharing(merged)
        self._demonyms = {key_of(word) for found in merged for word in found.demonyms}
        self.records = tuple(found.record(self._sole_names(found)) for found in merged)
        self._by_name = {
            (record.kind, key_of(name)): record for record in self.records for name in record.names
        }
        self.listed = ListedNames(self._listed(merged))
        self.version = hashlib.sha256(repr(merged).encode()).hexdigest()[:16]

    def find(self, kind: NameKind, name: str) -> AuthorityRecord | None:
        """Return the record of that kind with the name, whatever its case and accents."""
        return self._by_name.get((kind, key_of(name)))

    def kind_of(self, name: str) -> NameKind | None:
        """Return what the name stands for, if it is listed for one kind only."""
        kinds = [kind for kind in NameKind if self.find(kind, name)]
        return kinds[0] if len(kinds) == 1 else None

    def is_short_name(self, kind: NameKind, name: str) -> bool:
        """Whether any listed record of that kind goes by this short name."""
        return (kind, key_of(name)) in self._sharing

    def is_shared(self, kind: NameKind, name: str) -> bool:
        """Whether several listed records of that kind go by this short name."""
        return len(self._sharing.get((kind, key_of(name)), ())) > 1

    def last_in_office(
        self, kind: NameKind, name: str, year: int
    ) -> tuple[AuthorityRecord, str] | None:
        """Of the records with this short name, the one that held an office last up to a year.

        With it the office and the year. None when that were two, or too long before.
        """
        sharing = self._sharing.get((kind, key_of(name)), ())
        held = [(*last, found) for found in sharing if (last := found.last_office(year))]
        latest = max((then for then, _, _ in held), default=0)
        last_ones = [(office, found) for then, office, found in held if then == latest]
        if len(last_ones) != 1 or latest < year - SPOKEN_OF_YEARS:
            return None
        office, found = last_ones[0]
        record = self.find(kind, found.heading)
        return (record, f"{office.role} in {latest}") if record else None

    def is_demonym(self, word: str) -> bool:
        """Whether the word stands for a place's people or ways: `Ukrainian`."""
        return key_of(word) in self._demonyms

    def _sole_names(self, listing: Listing) -> tuple[str, ...]:
        return tuple(n for n in listing.short_names if not self.is_shared(listing.kind, n))

    def _listed(self, listings: Iterable[Listing]) -> Iterator[tuple[str, NameKind]]:
        """Yield the names that are found in a text without any recogniser."""
        for listing in listings:
            for name in (listing.heading, *listing.variants, *listing.words):
                if (name in listing.words or _is_unmistakable(name)) and self.kind_of(name):
                    yield name, listing.kind


def _is_unmistakable(name: str) -> bool:
    """Whether a name of several words, or an acronym, means nothing else in a text.

    >>> [_is_unmistakable(name) for name in ("United Nations", "UN", "Apple", "The Times")]
    [True, True, False, False]
    """
    return " " in name.removeprefix("The ") or (len(name) > 1 and name.isupper())


def _merge(listings: Iterable[Listing]) -> list[Listing]:
    """Lay listings of one id over each other, and give each name to the last that claims it."""
    merged: dict[tuple[NameKind, str], Listing] = {}
    for listing in listings:
        old = merged.pop(listing.key, None)
        merged[listing.key] = _over(old, listing) if old else listing
    return list(merged.values())


def _over(old: Listing, new: Listing) -> Listing:
    """Keep the newer heading, its offices where it has any, and all other forms of both."""
    return replace(
        new,
        variants=tuple(dict.fromkeys((*new.variants, old.heading, *old.variants))),
        short_names=tuple(dict.fromkeys((*new.short_names, *old.short_names))),
        words=tuple(dict.fromkeys((*new.words, *old.words))),
        demonyms=tuple(dict.fromkeys((*new.demonyms, *old.demonyms))),
        offices=new.offices or old.offices,
    )


def _sharing(listings: Iterable[Listing]) -> dict[tuple[NameKind, str], list[Listing]]:
    """Gather the records that go by each short name."""
    sharing: dict[tuple[NameKind, str], list[Listing]] = defaultdict(list)
    for listing in listings:
        for key in {key_of(name) for name in listing.short_names}:
            sharing[listing.kind, key].append(listing)
    return dict(sharing)


def load_authorities(own: Path | None = None) -> AuthorityFile:
    """Read the shipped lists, and over them an archive's own file where there is one.

    Raises SettingsError when the own file cannot be used.
    """
    shipped = _shipped()
    if own is None or not own.exists():
        return AuthorityFile(shipped)
    return AuthorityFile((*shipped, *read_listings(own, Origin.OWN)))


@lru_cache(maxsize=1)
def _shipped() -> tuple[Listing, ...]:
    paths = sorted(SHIPPED_FOLDER.glob("*.toml"))
    return tuple(found for path in paths for found in read_listings(path, Origin.SHIPPED))
