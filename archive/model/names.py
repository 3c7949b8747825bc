"""Names: what they stand for, where they stand, and the records they are resolved to."""

from __future__ import annotations

import hashlib
import unicodedata
from dataclasses import dataclass
from enum import StrEnum

from archive.model.spans import Span


class NameKind(StrEnum):
    """What a name stands for; the value is also the name of its facet."""

    ACTOR = "actor"
    ORGANISATION = "organisation"
    PLACE = "place"


@dataclass(frozen=True, slots=True)
class Name:
    """A name with its kind, as a seed gives it or as it is resolved."""

    kind: NameKind
    text: str


@dataclass(frozen=True, slots=True)
class Mention:
    """A name in one story with every place it stands at, resolved to an authority record.

    `name` is the fullest form in the story. `spans` are offsets into the story's text; they
    are empty for a name that the seed lists but the text does not hold. `rule` says in a few
    words what joined the forms to the record.
    """

    kind: NameKind
    authority_id: str
    name: str
    spans: tuple[Span, ...] = ()
    rule: str = ""


class Origin(StrEnum):
    """Where an authority record comes from; later ones win over earlier ones."""

    FOUND = "found"
    SHIPPED = "shipped"
    OWN = "own"


@dataclass(frozen=True, slots=True)
class AuthorityRecord:
    """One actor, organisation or place: the heading it is shown under and its other forms.

    `offices` are those that an authority file lists, with their years, as they are shown.
    """

    kind: NameKind
    authority_id: str
    heading: str
    variants: tuple[str, ...] = ()
    origin: Origin = Origin.FOUND
    offices: tuple[str, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """Heading and variants, each once."""
        return tuple(dict.fromkeys((self.heading, *self.variants)))


def fold(text: str) -> str:
    """Take case, accents and compatibility forms off a text.

    >>> fold("Erdoğan, İSTANBUL, Łódź")
    'erdogan, istanbul, lodz'
    """
    if text.isascii():
        return text.lower()
    decomposed = text
    for _ in range(2):  # What a compatibility form stands for may have case of its own.
        decomposed = unicodedata.normalize("NFKD", decomposed).casefold()
    bare = unicodedata.normalize("NFKD", decomposed).translate(_LETTERS_WITH_STROKE)
    return "".join(c for c in bare if not unicodedata.combining(c))


_LETTERS_WITH_STROKE = str.maketrans("łøđŧħı", "lodthi")


def authority_id_for(name: str) -> str:
    """Make the id of a name that no authority file lists: its folded words, joined by hyphens.

    Two spellings that differ in case, accents or punctuation share an id. The id is never
    empty and holds no character that means something in an address.

    >>> authority_id_for("Recep Tayyip Erdoğan")
    'recep-tayyip-erdogan'
    >>> authority_id_for("Johnson & Johnson's")
    'johnson-johnsons'
    """
    kept = "".join(c if c.isalnum() else "" if c in "'’.`" else " " for c in fold(name))
    slug = "-".join(kept.split())
    return slug or "x" + hashlib.sha256(name.encode("utf-8", "replace")).hexdigest()[:12]
