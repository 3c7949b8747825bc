"""Stories, what is read in them, and what became none."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from typing import Self

from archive.model.dates import UNDATED, PartialDate
from archive.model.names import Name, NameKind
from archive.model.spans import Span, blank_out


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
