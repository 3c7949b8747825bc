"""Who is named in a story, where, under which titles, and who a pronoun or title stands for."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import takewhile

from archive.model import Mention, NameKind
from indexer.extract.quotes.given_names import sex_of
from indexer.extract.quotes.words import ANY_BODY, BODIES, PERSONS
from indexer.extract.titles import TITLE_LINKS, TITLES

_TITLE_WORDS = re.compile(r"[^\W\d_]+")
_APPOSITION = re.compile(r"\s*,\s*(?:an?|the|his|her|its|who (?:is|was))?\s*([^,.;:]{3,80})")
_LOOK_BEFORE = 45
_LOOK_BACK = 1500
"""How far before a pronoun the name may stand, in characters."""


@dataclass(frozen=True, slots=True)
class Speaker:
    """Whoever speaks: a record by kind and id, or only words; `rule` says how he was found."""

    name: str
    kind: NameKind | None = None
    authority_id: str = ""
    rule: str = ""


Spoken = Sequence[tuple[int, Speaker]]
"""Who has spoken so far, with the place of the verb, in order."""


@dataclass(frozen=True, slots=True)
class Named:
    """A name at one place of a text."""

    start: int
    end: int
    mention: Mention

    @property
    def kind(self) -> NameKind:
        """What it stands for."""
        return self.mention.kind

    def speaks(self, rule: str) -> Speaker:
        """The speaker that it names."""
        return Speaker(self.mention.name, self.kind, self.mention.authority_id, rule)


class Cast:
    """The names of one story in their order; `outer` is its text with all that is quoted hidden."""

    def __init__(self, outer: str, mentions: Iterable[Mention]) -> None:
        self._outer = outer
        self._named = sorted(
            (
                Named(start, end, mention)
                for mention in mentions
                for start, end in mention.spans
                if _HIDDEN not in outer[start:end]
            ),
            key=lambda named: (named.start, -named.end),
        )
        self._starts = [named.start for named in self._named]
        self._sex: dict[str, str] = {}
        self._titles: dict[str, frozenset[str]] = {}

    def within(self, start: int, end: int) -> Sequence[Named]:
        """The names that stand wholly between two places."""
        first, last = bisect_left(self._starts, start), bisect_left(self._starts, end)
        return [named for named in self._named[first:last] if named.end <= end]

    def last_ending(self, start: int, end: int) -> Named | None:
        """The longest name that ends at `end`, a bracketed acronym after it left aside."""
        return next((named for named in self.within(start, end) if named.end == end), None)

    def person_before(self, pronoun: str, place: int, spoken: Spoken) -> Speaker | None:
        """Whom `he` or `she` means: whoever spoke last, or the first named in the last sentence."""
        rule = f"{pronoun}: the last who fits"
        start, limit = self._sentence_start(place), max(0, place - _LOOK_BACK)
        while True:
            speaker = self._spoken_within(start, place, pronoun, spoken)
            if speaker:
                return replace(speaker, rule=rule)
            named = self._named_within(start, place, pronoun)
            if named:
                return named.speaks(rule)
            if start <= limit:
                return None
            place, start = start, self._sentence_start(start - 2)

    def _spoken_within(self, start: int, end: int, pronoun: str, spoken: Spoken) -> Speaker | None:
        """The person who spoke last between two places and whom a pronoun fits."""
        for at, speaker in reversed(spoken):
            if at < start:
                return None
            fits = speaker.kind is NameKind.ACTOR and self._may_be(pronoun, speaker.authority_id)
            if at < end and fits:
                return speaker
        return None

    def _named_within(self, start: int, end: int, pronoun: str) -> Named | None:
        """The first person named between two places whom a pronoun fits, no owner of anything."""
        for named in self.within(start, end):
            fits = named.kind is NameKind.ACTOR and not self._is_owner(named)
            if fits and self._may_be(pronoun, named.mention.authority_id):
                return named
        return None

    def titled(self, title: str, place: int) -> Speaker | None:
        """The person or body that a noun after `the` stands for."""
        before = self.within(0, place)
        if title in ANY_BODY:
            bodies = (named for named in before if named.kind is NameKind.ORGANISATION)
            first = next(bodies, None)
            return first.speaks(f"the {title}: the first organisation") if first else None
        for named in reversed(before):
            if title in PERSONS and named.kind is NameKind.ACTOR:
                if title in self._titles_of(named.mention):
                    return named.speaks(f"the {title}: the last of that title")
            elif (
                named.kind is NameKind.ORGANISATION
                and title in BODIES
                and title in named.mention.name.lower()
            ):
                return named.speaks(f"the {title}: the last of that kind")
        return None

    def body_before(self, place: int) -> Speaker | None:
        """The organisation that `it` means: the first of the last sentence that names one."""
        start = self._sentence_start(place)
        for begin, end in ((start, place), (self._sentence_start(start - 2), start)):
            for named in self.within(begin, end):
                if named.kind is NameKind.ORGANISATION and not self._is_owner(named):
                    return named.speaks("it: the last who fits")
        return None

    def _sentence_start(self, place: int) -> int:
        ends = (self._outer.rfind(mark, 0, max(0, place)) for mark in _ENDS)
        return max([0, *(end + 2 for end in ends if end >= 0)])

    def _is_owner(self, named: Named) -> bool:
        return self._outer[named.end : named.end + 2] in ("'s", "’s")

    def _may_be(self, pronoun: str, authority_id: str) -> bool:
        if authority_id not in self._sex:
            self._sex[authority_id] = self._sex_of(authority_id)
        return self._sex[authority_id] in ("", pronoun)

    def _sex_of(self, authority_id: str) -> str:
        words: set[str] = set()
        for named in self._named:
            if named.kind is NameKind.ACTOR and named.mention.authority_id == authority_id:
                first, *_ = named.mention.name.lower().split() or [""]
                words |= {first, *self._words_before(named, 1), *self._words_after(named)}
        return sex_of(frozenset(words))

    def _titles_of(self, mention: Mention) -> frozenset[str]:
        if mention.authority_id not in self._titles:
            found: set[str] = set()
            for named in self._named:
                if named.mention == mention:
                    before = reversed(self._words_before(named, 5))
                    titles = takewhile((TITLES | TITLE_LINKS | PERSONS).__contains__, before)
                    found |= {*titles, *self._words_after(named)}
            self._titles[mention.authority_id] = frozenset(found & PERSONS)
        return self._titles[mention.authority_id]

    def _words_before(self, named: Named, most: int) -> list[str]:
        before = self._outer[max(0, named.start - _LOOK_BEFORE) : named.start]
        before = re.split(r"[.,;:\n]\s", before)[-1]
        return [word.lower() for word in _TITLE_WORDS.findall(before)][-most:]

    def _words_after(self, named: Named) -> list[str]:
        found = _APPOSITION.match(self._outer, named.end)
        return [word.lower() for word in _TITLE_WORDS.findall(found[1])] if found else []


_HIDDEN = "\x00"
_ENDS = (". ", "! ", "? ", "\n\n", ".\n")


def hide(text: str, spans: Iterable[tuple[int, int]]) -> str:
    """Put a character that is in no word in place of all that is quoted, offsets kept.

    >>> hide("“Go,” he said.", [(1, 4)]).replace(_HIDDEN, "·")
    '“···” he said.'
    """
    pieces, done = [], 0
    for start, end in spans:
        pieces += [text[done:start], _HIDDEN * (end - start)]
        done = end
    return "".join([*pieces, text[done:]])
