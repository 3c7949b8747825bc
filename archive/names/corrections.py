"""What readers put right about names: one entry of the journal, and what all of them mean.

Stories keep the names as they were found. The entries that are not undone are laid over them
in their order whenever names are read, so that taking one back leaves nothing behind.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from archive.model import AuthorityRecord, Mention, NameKind, Origin, Quote, authority_id_for

Pair = tuple[str, str]
"""A kind and an authority id."""


class Action(StrEnum):
    """What a correction does to a record."""

    MERGE = "merge"
    SPLIT = "split"
    RENAME = "rename"
    HIDE = "hide"
    RETYPE = "retype"
    VARIANT = "variant"


_RULES = {
    Action.MERGE: "merged",
    Action.SPLIT: "split off",
    Action.RETYPE: "another kind",
    Action.VARIANT: "a form of the name",
}


@dataclass(frozen=True, slots=True)
class Correction:
    """One entry of the journal; times are UTC.

    `text` is the new heading, or the form that is split off or added. `target` is where the
    names go, the subject itself where they stay; `target_heading` is what it was called then.
    """

    action: Action
    subject: Pair
    target: Pair
    text: str = ""
    target_heading: str = ""
    number: int = 0
    author: str = ""
    made_at: datetime | None = None
    undone_at: datetime | None = None
    undone_by: str = ""

    @property
    def is_active(self) -> bool:
        """Whether it still holds."""
        return self.undone_at is None

    @property
    def rule(self) -> str:
        """What stands beside a name that it moved."""
        return f"correction {self.number}: {_RULES.get(self.action, self.action.value)}"

    @property
    def source(self) -> Pair:
        """The record whose names it moves; a form that is added had a record of its own."""
        if self.action is Action.VARIANT:
            return self.subject[0], authority_id_for(self.text)
        return self.subject

    def takes(self, name: str) -> bool:
        """Whether it is about a name of its source: splitting takes one form, others take all."""
        if self.action is not Action.SPLIT:
            return True
        return bool(name) and authority_id_for(name) == authority_id_for(self.text)


@dataclass(frozen=True, slots=True)
class Ending:
    """Where a name ends up, by which corrections, and whether it is hidden there."""

    pair: Pair
    by: tuple[Correction, ...] = ()
    is_hidden: bool = False


class Rules:
    """All corrections that hold, as one function from names found to names shown."""

    def __init__(self, corrections: Iterable[Correction] = ()) -> None:
        self._active = tuple(c for c in corrections if c.is_active)
        self._steps: dict[Pair, list[tuple[int, Correction]]] = defaultdict(list)
        self._into: dict[Pair, list[Correction]] = defaultdict(list)
        self._headings: dict[Pair, str] = {}
        for order, correction in enumerate(self._active):
            self._take(order, correction)

    def __bool__(self) -> bool:
        return bool(self._active)

    def also(self, correction: Correction) -> Rules:
        """The same rules and one more."""
        return Rules((*self._active, correction))

    def without(self, number: int) -> Rules:
        """The same rules but one."""
        return Rules(c for c in self._active if c.number != number)

    def move(self, pair: Pair) -> bool:
        """Whether any name comes to the record or leaves it."""
        return pair in self._steps or pair in self._into

    def follow(self, pair: Pair, name: str = "") -> Ending:
        """Find where a record ends up, or one name of it."""
        done, taken = -1, []
        while step := self._next(pair, name, done):
            done, correction = step
            taken.append(correction)
            if correction.action is Action.HIDE:
                return Ending(pair, tuple(taken), is_hidden=True)
            pair = correction.target
        return Ending(pair, tuple(taken))

    def sources(self, pair: Pair) -> tuple[Pair, ...]:
        """List the record itself and every other whose names may have come to it."""
        found = dict.fromkeys([pair])
        waiting = [pair]
        while waiting:
            for correction in self._into.get(waiting.pop(), ()):
                if correction.source not in found:
                    found[correction.source] = None
                    waiting.append(correction.source)
        return tuple(found)

    def corrected(self, mentions: Sequence[Mention]) -> tuple[Mention, ...]:
        """Lay the corrections over the names of a story; one mention is left for each record."""
        if not self._active:
            return tuple(mentions)
        placed: dict[Pair, Mention] = {}
        for mention in mentions:
            ending = self.follow((mention.kind.value, mention.authority_id), mention.name)
            if not ending.is_hidden:
                moved = _moved(mention, ending)
                known = placed.get(ending.pair)
                placed[ending.pair] = _joined(known, moved) if known else moved
        return tuple(placed.values())

    def speaking(self, quote: Quote) -> Quote:
        """Lay the corrections over the speaker of a quotation; a hidden one is only words."""
        if not self._active or not quote.kind:
            return quote
        ending = self.follow((quote.kind.value, quote.authority_id), quote.name)
        if ending.is_hidden:
            return replace(quote, kind=None, authority_id="")
        kind, authority_id = ending.pair
        return replace(quote, kind=NameKind(kind), authority_id=authority_id)

    def record(self, pair: Pair, rows: Mapping[Pair, AuthorityRecord]) -> AuthorityRecord | None:
        """Make the record that readers see of those that were found, by its pair.

        `rows` holds every record there is among its `sources`.
        """
        ending_here = [s for s in self.sources(pair) if self.follow(s).pair == pair]
        found = [rows[source] for source in ending_here if source in rows]
        given = [text for source in ending_here for text in self._given(source)]
        own = rows.get(pair)
        fallback = next((c.target_heading for c in self._into.get(pair, ())), "")
        first = own or next(iter(found), None)
        heading = self._headings.get(pair) or (own.heading if own else fallback)
        heading = heading or (first.heading if first else "")
        if not heading:
            return None
        split_off = {key for source in ending_here for key in self._split_off(source)}
        kept = [n for r in found for n in r.names if authority_id_for(n) not in split_off]
        names = dict.fromkeys((*kept, *given))
        return AuthorityRecord(
            NameKind(pair[0]),
            pair[1],
            heading,
            tuple(name for name in names if name != heading),
            first.origin if first else Origin.FOUND,
            first.offices if first else (),
        )

    def _take(self, order: int, correction: Correction) -> None:
        if correction.action is Action.RENAME:
            self._headings[correction.subject] = correction.text
            return
        self._steps[correction.source].append((order, correction))
        if correction.source != correction.target:
            self._into[correction.target].append(correction)
        if correction.action is Action.RETYPE and correction.subject in self._headings:
            self._headings.setdefault(correction.target, self._headings[correction.subject])

    def _next(self, pair: Pair, name: str, done: int) -> tuple[int, Correction] | None:
        steps = self._steps.get(pair, ())
        return next((step for step in steps if step[0] > done and step[1].takes(name)), None)

    def _given(self, pair: Pair) -> Iterator[str]:
        """Forms that corrections added to a record."""
        for correction in self._into.get(pair, ()):
            if correction.action in (Action.SPLIT, Action.VARIANT):
                yield correction.text

    def _split_off(self, pair: Pair) -> Iterator[str]:
        """What the forms that were split off a record are compared by."""
        for _, correction in self._steps.get(pair, ()):
            if correction.action is Action.SPLIT:
                yield authority_id_for(correction.text)


def _moved(mention: Mention, ending: Ending) -> Mention:
    if not ending.by:
        return mention
    rules = [mention.rule, *(correction.rule for correction in ending.by)]
    return replace(
        mention,
        kind=NameKind(ending.pair[0]),
        authority_id=ending.pair[1],
        rule="; ".join(rule for rule in rules if rule),
    )


def _joined(one: Mention, other: Mention) -> Mention:
    """Make one mention of two that came to one record: the longer name and all places."""
    fuller = max(one, other, key=lambda mention: len(mention.name))
    return replace(
        one,
        name=fuller.name,
        spans=tuple(sorted({*one.spans, *other.spans})),
        rule="; ".join(dict.fromkeys(r for r in (one.rule, other.rule) if r)),
    )
