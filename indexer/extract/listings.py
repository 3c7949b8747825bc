"""Entries of an authority file, as its TOML gives them."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from archive.errors import SettingsError
from archive.model import AuthorityRecord, NameKind, Origin, authority_id_for
from indexer.extract.offices import Office

FORMS = ("variants", "short_names", "words", "demonyms")
FIELDS = frozenset({"id", "heading", "offices", *FORMS})


@dataclass(frozen=True, slots=True)
class Listing:
    """One entry of an authority file.

    `short_names` mean this record when no other entry has them, or when of all that have them it
    was the last to hold one of its `offices` when a story was published. `words` are found in a
    text even where the recogniser sees no name. `demonyms` are words for a place's people, never
    names.
    """

    kind: NameKind
    authority_id: str
    heading: str
    variants: tuple[str, ...] = ()
    short_names: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    demonyms: tuple[str, ...] = ()
    offices: tuple[Office, ...] = ()
    origin: Origin = Origin.SHIPPED

    @property
    def key(self) -> tuple[NameKind, str]:
        """What makes two listings the same."""
        return self.kind, self.authority_id

    def record(self, short_names: tuple[str, ...]) -> AuthorityRecord:
        """Make the authority record, with those of its short names that mean it alone."""
        variants = dict.fromkeys((*self.variants, *short_names, *self.words))
        variants.pop(self.heading, None)
        return AuthorityRecord(
            self.kind,
            self.authority_id,
            self.heading,
            tuple(variants),
            self.origin,
            tuple(map(str, self.offices)),
        )

    def last_office(self, year: int) -> tuple[int, Office] | None:
        """The office that was held last up to a year, and in which year that was."""
        held = [(last, office) for office in self.offices if (last := office.last_held(year))]
        return max(held, key=lambda found: found[0], default=None)


def read_listings(path: Path, origin: Origin) -> Iterator[Listing]:
    """Read an authority file; raise SettingsError, naming the entry, for what cannot be used."""
    try:
        content = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise SettingsError(f"{path}: cannot be read as an authority file: {error}") from error
    for name, entries in content.items():
        if name not in set(NameKind) or not isinstance(entries, list):
            kinds = ", ".join(f"[[{kind}]]" for kind in NameKind)
            raise SettingsError(f"{path}: {name!r} is no list of records; use {kinds}")
        for number, entry in enumerate(entries, 1):
            try:
                yield _listing(NameKind(name), entry, origin)
            except ValueError as error:
                raise SettingsError(f"{path}: {name} {number}: {error}") from error


def _listing(kind: NameKind, entry: object, origin: Origin) -> Listing:
    """Check one entry; raise ValueError with what is wrong."""
    if not isinstance(entry, dict):
        raise ValueError("not a record with a heading")
    if unknown := set(entry) - FIELDS:
        raise ValueError(f"unknown {sorted(unknown)}; use {', '.join(sorted(FIELDS))}")
    heading = _text(entry, "heading")
    authority_id = _text(entry, "id") if "id" in entry else authority_id_for(heading)
    if authority_id != authority_id_for(authority_id):
        raise ValueError(f"id {authority_id!r} may hold letters, digits and hyphens only")
    forms = {name: _texts(entry, name) for name in FORMS}
    offices = tuple(map(Office.of, _texts(entry, "offices")))
    return Listing(kind, authority_id, heading, **forms, offices=offices, origin=origin)


def _text(entry: Mapping[str, object], field: str) -> str:
    value = entry.get(field)
    if not isinstance(value, str) or not value.strip():
        raise ValueError(f"{field} is missing or no text")
    return " ".join(value.split())


def _texts(entry: Mapping[str, object], field: str) -> tuple[str, ...]:
    values = entry.get(field, [])
    if not isinstance(values, list) or not all(isinstance(v, str) and v.strip() for v in values):
        raise ValueError(f"{field} is no list of texts")
    return tuple(" ".join(value.split()) for value in values)
