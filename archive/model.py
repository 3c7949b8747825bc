"""The values the archive is made of: stories, names, dates."""

from __future__ import annotations

import hashlib
import unicodedata
from calendar import monthrange
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Self


class Precision(StrEnum):
    """How much of a date is known."""

    DAY = "day"
    MONTH = "month"
    YEAR = "year"
    NONE = "none"


class DateSource(StrEnum):
    """Where in a seed a publication date was found, best first."""

    HEADER = "header"
    META = "meta"
    JSON_LD = "json-ld"
    URL = "url"
    TEXT = "text"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class PartialDate:
    """A date as far as it is known, both days included, with the words it was read from."""

    first_day: date | None = None
    last_day: date | None = None
    precision: Precision = Precision.NONE
    source: DateSource = DateSource.NONE
    raw: str = ""
    is_ambiguous: bool = False

    @classmethod
    def of(
        cls,
        year: int,
        month: int | None = None,
        day: int | None = None,
        *,
        source: DateSource = DateSource.HEADER,
        raw: str = "",
        is_ambiguous: bool = False,
    ) -> Self:
        """Build the date from the parts that are known; raise ValueError for a day that never was.

        >>> PartialDate.of(2023, 2).last_day
        datetime.date(2023, 2, 28)
        """
        first, last = span_of(year, month, day)
        precision = Precision.DAY if day else Precision.MONTH if month else Precision.YEAR
        return cls(first, last, precision, source, raw, is_ambiguous)

    @classmethod
    def over(cls, first: date, last: date, *, raw: str = "") -> Self:
        """Build a date that is no day, month or year: a week, a quarter, a decade.

        Its precision is what its days are not known better than: of a week the day is not
        known, of anything longer the month.

        >>> PartialDate.over(date(2023, 4, 1), date(2023, 6, 30)).precision
        <Precision.YEAR: 'year'>
        """
        precision = Precision.MONTH if (last - first).days < 28 else Precision.YEAR
        return cls(first, last, precision, DateSource.TEXT, raw)

    @classmethod
    def from_iso(
        cls,
        iso: str,
        *,
        source: DateSource = DateSource.HEADER,
        raw: str = "",
        is_ambiguous: bool = False,
    ) -> Self:
        """Read back what `iso` wrote; raise ValueError for anything else.

        >>> PartialDate.from_iso("2023-02").last_day
        datetime.date(2023, 2, 28)
        >>> PartialDate.from_iso("2023-04-01/2023-06-30").iso
        '2023-04-01/2023-06-30'
        """
        if not iso:
            return cls(source=source, raw=raw, is_ambiguous=is_ambiguous)
        first, slash, last = iso.partition("/")
        if slash:
            return cls.over(date.fromisoformat(first), date.fromisoformat(last), raw=raw)
        parts = map(int, iso.split("-"))
        return cls.of(*parts, source=source, raw=raw, is_ambiguous=is_ambiguous)

    @property
    def is_known(self) -> bool:
        """Whether at least the year is known."""
        return self.precision is not Precision.NONE

    @property
    def iso(self) -> str:
        """The known part in ISO 8601: `2023-04-28`, `2023-04`, `2023` or the empty string.

        Days that are no calendar unit are an interval: `2023-04-01/2023-06-30`.
        """
        if self.first_day is None or self.last_day is None:
            return ""
        known = self.first_day.isoformat()[: _ISO_WIDTHS[self.precision]]
        if span_of(*map(int, known.split("-"))) == (self.first_day, self.last_day):
            return known
        return f"{self.first_day}/{self.last_day}"


_ISO_WIDTHS = {Precision.DAY: 10, Precision.MONTH: 7, Precision.YEAR: 4}
UNDATED = PartialDate()


def span_of(year: int, month: int | None = None, day: int | None = None) -> tuple[date, date]:
    """Return the first and last day of a year, month or day.

    >>> span_of(2024, 2)
    (datetime.date(2024, 2, 1), datetime.date(2024, 2, 29))
    """
    if month is None:
        return date(year, 1, 1), date(year, 12, 31)
    if day is None:
        return date(year, month, 1), date(year, month, monthrange(year, month)[1])
    return date(year, month, day), date(year, month, day)


class NameKind(StrEnum):
    """What a name stands for; the value is also the name of its facet."""

    ACTOR = "actor"
    ORGANISATION = "organisation"
    PLACE = "place"


Span = tuple[int, int]
"""Where something stands in a text: start and end offset in characters, end not included."""


@dataclass(frozen=True, slots=True)
class Name:
    """A name with its kind, as a seed gives it or as it is resolved."""

    kind: NameKind
    text: str


@dataclass(frozen=True, slots=True)
class Story:
    """One news item as read from a seed.

    `text` is all that can be read, paragraphs parted by a blank line; `asides` are the
    captions and credits in it, which are shown but neither searched nor read for names.
    `locator` names the seed: a file's path, with `#record` for one of several in a file.
    `given_names` are names that the seed itself lists.
    """

    story_id: str
    locator: str
    headline: str
    text: str
    published: PartialDate = UNDATED
    asides: tuple[Span, ...] = ()
    source: str = ""
    authors: tuple[str, ...] = ()
    language: str = ""
    url: str = ""
    reader: str = ""
    given_names: tuple[Name, ...] = ()
    notes: tuple[str, ...] = field(default=(), compare=False)

    @property
    def body(self) -> str:
        """The text without its asides, every other character at its own offset."""
        return blank_out(self.text, self.asides)

    @property
    def content_hash(self) -> str:
        """The sha256 of all that is searched or recognised in the story, as hex."""
        parts = [self.headline, self.body, *(f"{n.kind}={n.text}" for n in self.given_names)]
        return hashlib.sha256("\x1f".join(parts).encode("utf-8", "replace")).hexdigest()


@dataclass(frozen=True, slots=True)
class Reject:
    """A seed, or one record of it, that did not become a story, and why.

    `kind` is the name of the error's class.
    """

    locator: str
    kind: str
    reason: str
    reader: str = ""

    @classmethod
    def of(cls, locator: str, error: Exception, reader: str = "") -> Self:
        """Build it from the error that was raised; what the locator says is not said twice.

        >>> Reject.of("a.txt", ValueError("a.txt: nothing to read")).reason
        'nothing to read'
        """
        reason = str(error).removeprefix(f"{locator}: ")
        return cls(locator, type(error).__name__, reason, reader)


def blank_out(text: str, spans: Iterable[Span]) -> str:
    """Replace each span by as many spaces.

    >>> blank_out("one (two) three", [(4, 9)])
    'one       three'
    """
    pieces, done = [], 0
    for start, end in sorted(spans):
        pieces += [text[done:start], " " * (end - max(start, done))]
        done = max(done, end)
    return "".join([*pieces, text[done:]])


def merged(spans: Iterable[Span]) -> list[Span]:
    """Put spans in order, those that overlap as one; empty ones are left out.

    >>> merged([(6, 8), (0, 4), (2, 5), (8, 9), (9, 9)])
    [(0, 5), (6, 8), (8, 9)]
    """
    found: list[Span] = []
    for start, end in sorted(spans):
        if start >= end:
            continue
        if found and start < found[-1][1]:
            found[-1] = found[-1][0], max(end, found[-1][1])
        else:
            found.append((start, end))
    return found


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


@dataclass(frozen=True, slots=True)
class SpokenDate:
    """A date that a story speaks of: where its words stand, the days they mean, their value.

    `value` is the one of TIMEX3: `2022-02`, `1998-Q3`, `2023-W05`, `199`.
    """

    span: Span
    period: PartialDate
    value: str


@dataclass(frozen=True, slots=True)
class Quote:
    """Words that somebody says in a story, in quotation marks (`is_direct`) or reported.

    `name` is the speaker as the story names him in full, or the words that stand for one who
    has no record; with `kind` and `authority_id` he has one. `rule` says what told who speaks.
    """

    span: Span
    name: str = ""
    kind: NameKind | None = None
    authority_id: str = ""
    is_direct: bool = True
    rule: str = ""

    @property
    def speaker(self) -> tuple[str, str] | None:
        """Kind and id of the speaker's record, if there is one."""
        return (self.kind.value, self.authority_id) if self.kind else None


class Origin(StrEnum):
    """Where an authority record comes from; later ones win over earlier ones."""

    FOUND = "found"
    SHIPPED = "shipped"
    OWN = "own"


@dataclass(frozen=True, slots=True)
class AuthorityRecord:
    """One actor, organisation or place: the heading it is shown under and its other forms."""

    kind: NameKind
    authority_id: str
    heading: str
    variants: tuple[str, ...] = ()
    origin: Origin = Origin.FOUND

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
