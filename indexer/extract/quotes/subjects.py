"""Who a verb of reporting has for its subject, before it or after it."""

from __future__ import annotations

import re

from archive.model import NameKind
from indexer.extract.quotes.cast import Cast, Named, Speaker
from indexer.extract.quotes.words import BEFORE_VERB, HEADS, PERSONS, SPOKESMEN
from indexer.extract.titles import ARTICLES, TITLE_LINKS, TITLES

_PREPOSITION = re.compile(
    r"\b(of|for|in|at|from|with|to|by|on|near)\s+(?:the\s+|a\s+)?[\w\s'’-]{0,30}$"
)
_CLAUSE = re.compile(
    r"[,;:–—(]|\s-+\s|\b(?:but|while|although|because|after|when|that)\b|[”\"»‘“]"
    r"|(?<!\w)['’]|['’](?!\w)"
)
_WORD = re.compile(r"[\w’'-]+(?:\.[\w]+)*\.?")
_NOUN = re.compile(
    r"(?:\b(?P<article>the|an?|one|two|three|some|many|several|his|her|its|their|this|[A-Z][\w-]*[’']s?|"
    r"top|senior|former)\s+)?(?P<between>(?:[\w’'-]+\s+){0,4}?)(?P<head>[\w-]+)"
    r"(?P<tail>\s+(?:of|for|in|at|from|on|with)\s+(?:[^,.;:]{1,70}))?\s*$",
    re.IGNORECASE,
)
_LEADING = re.compile(r"\A(?:(?:and|but|or|so|yet|as|in|what)\s)+", re.IGNORECASE)
"""Words before a noun that are no part of it."""
_RELATIVE = re.compile(r"\s*(?:who|whose|which|where|whom)\b")
_OF_SOMETHING = re.compile(r"\s+(?:of|from)\s+[\w\s’'-]{1,40}\Z")
_CLAUSE_VERB = re.compile(r"\b(?:is|are|was|were|has|have|had|will|would|can|could)\b")
_RANKS = (NameKind.ACTOR, NameKind.ORGANISATION, None, NameKind.PLACE)
_PIECES = 4
"""Pieces between commas that are looked through for a subject."""
_LONGEST = 90
"""Characters of words that stand for a speaker without a record."""


class Subjects:
    """Finds subjects in one story; `spoken` are those found so far with their places."""

    def __init__(self, outer: str, cast: Cast) -> None:
        self._outer = outer
        self._cast = cast
        self.spoken: list[tuple[int, Speaker]] = []

    def before(self, start: int, verb: int) -> Speaker | None:
        """The subject of a verb that stands in a clause from `start`."""
        outer = self._outer
        place = self._without_adverbs(start, verb)
        if place > start and outer[place - 1] in ",–—":
            return self._between_commas(start, place)
        place = self._without_bracket(start, place)
        if outer.endswith(" who", start, place):
            return self._before_who(start, place)
        clauses = [m.end() for m in _CLAUSE.finditer(outer, start, place)]
        clause = clauses[-1] if clauses else start
        if clauses and _RELATIVE.match(outer, clause, place):
            return self.before(start, outer.rfind(",", start, clause) + 1) if clause else None
        return self._phrase(clause, place)

    def of_sentence(self, start: int, end: int) -> Speaker | None:
        """The subject that a sentence begins with, or the one behind its first comma."""
        first = self.after(start, end)
        comma = self._outer.find(",", start, end)
        return first or (self.after(comma + 1, end) if comma >= 0 else None)

    def _between_commas(self, start: int, place: int) -> Speaker | None:
        """The subject of which more is said between commas: `Ada Berg, the mayor, said`.

        Of the last pieces before the verb the one that is a person speaks, else a body, else
        somebody without a name, else a place.
        """
        outer, found = self._outer, list[Speaker]()
        for _ in range(_PIECES):
            mark = outer[place - 1]
            end = place - 1 if mark in ",–—" else place
            begin = max([start, *(outer.rfind(m, start, end) + 1 for m in ",–—")])
            named = self._apposed(begin, end)
            if named:
                return named.speaks(outer[named.start : named.end])
            if not _RELATIVE.match(outer, begin, end):
                if _CLAUSE_VERB.search(outer, begin, end):
                    break
                speaker = self._phrase(begin, self._without_bracket(begin, end))
                found += [speaker] if speaker else []
            if begin <= start:
                break
            place = self._without_adverbs(start, begin)
        found.sort(key=lambda speaker: _RANKS.index(speaker.kind))
        return found[0] if found else None

    def _without_adverbs(self, start: int, end: int) -> int:
        found = BEFORE_VERB.search(self._outer, start, end)
        return found.start() if found else end

    def _without_bracket(self, start: int, end: int) -> int:
        opening = self._outer.rfind(" (", start, end)
        return opening if self._outer[end - 1 : end] == ")" and opening > start else end

    def _before_who(self, start: int, place: int) -> Speaker | None:
        """The name that `who` follows."""
        word = self._outer.rfind(" ", start, place)
        end = start + len(self._outer[start : max(word, start)].rstrip(" ,"))
        named = self._cast.last_ending(start, end)
        return named.speaks("who") if named else None

    def _apposed(self, start: int, end: int) -> Named | None:
        """The person whom a piece between commas is all about: `, Christine Lagarde,`."""
        for named in self._cast.within(start, end):
            is_last = named.kind is NameKind.ACTOR and not self._outer[named.end : end].strip()
            is_head = self._are_titles(start, named.start) and not self._is_for(start, named)
            if is_last and is_head:
                return named
        return None

    def _are_titles(self, start: int, end: int) -> bool:
        """Whether only titles and names in capitals stand between two places."""
        for word in _WORD.findall(self._outer[start:end]):
            bare = word.lower().rstrip(".")
            known = TITLES | TITLE_LINKS | ARTICLES | HEADS
            if not (word[:1].isupper() or bare in known or "-" in bare):
                return False
        return True

    def _phrase(self, start: int, end: int) -> Speaker | None:
        """Whoever a noun phrase names that ends at `end`."""
        outer = self._outer
        text = outer[start:end].rstrip()
        end = start + len(text)
        last = text.rpartition(" ")[2].lower()
        if last in ("he", "she"):
            return self._person(last, end - len(last))
        if last == "it":
            return self._cast.body_before(end - 2)
        if last in ("they", "we", "i", "you", "that", "this", "what", "which", "who", ""):
            return None
        named = self._cast.last_ending(start, end)
        if named and self._stands_free(named, start):
            return named.speaks(outer[named.start : named.end])
        return self._with_tail(start, end) or self._noun(start, end)

    def _with_tail(self, start: int, end: int) -> Speaker | None:
        """The person in `Peter Thomson of Fiji`."""
        tail = _OF_SOMETHING.search(self._outer, start, end)
        named = self._cast.last_ending(start, tail.start()) if tail else None
        if named and named.kind is NameKind.ACTOR and self._stands_free(named, start):
            return named.speaks(self._outer[named.start : named.end])
        return None

    def _person(self, pronoun: str, place: int) -> Speaker:
        """Whom `he` or `she` means; the word itself where nobody fits."""
        known = self._cast.person_before(pronoun, place, self.spoken)
        return known or Speaker(pronoun, rule="nobody named fits")

    def _stands_free(self, named: Named, start: int) -> bool:
        """Whether a name is the head of its phrase, and not what `of` or `for` belongs to."""
        before = self._outer[start : named.start]
        if named.kind is NameKind.PLACE:
            return all(w.lower() in _BEFORE_PLACES for w in _WORD.findall(before))
        found = _PREPOSITION.search(before)
        return not found or (named.kind is NameKind.ACTOR and found[1] in ("in", "on", "at"))

    def _noun(self, start: int, end: int) -> Speaker | None:
        """A speaker without a name: `the ministry`, `a spokesman for the bank`, `police`."""
        found = None
        for match in _NOUN.finditer(self._outer, start, end):
            if match["head"].lower() in HEADS:
                found = match
                break
        if found is None:
            return None
        head, words = found["head"].lower(), _LEADING.sub("", " ".join(found[0].split()))
        article = (found["article"] or "").lower()
        inside = self._cast.within(found.start(), found.end())
        bodies = [named for named in inside if named.kind is NameKind.ORGANISATION]
        if any(named.kind is NameKind.ACTOR for named in inside):
            bodies = []
        if head in SPOKESMEN and bodies:
            return bodies[-1].speaks(words[:_LONGEST])
        if article == "the" and not found["tail"]:
            known = self._cast.titled(head, found.start())
            if known:
                return known
        if bodies and not found["tail"] and head not in PERSONS:
            return bodies[-1].speaks(words[:_LONGEST])
        return Speaker(words, rule="no name") if len(words) <= _LONGEST else None

    def after(self, start: int, end: int) -> Speaker | None:
        """The subject that follows a verb, or `according to`."""
        outer = self._outer
        stop = _STOP.search(outer, start, end)
        end = stop.start() if stop else end
        first = _WORD.search(outer, start, end)
        if not first:
            return None
        word = first[0].lower()
        if word in ("he", "she"):
            return self._person(word, first.start())
        if word in ("it", "they", "that", "him", "her", "them", "this"):
            return self._cast.body_before(first.start()) if word == "it" else None
        named = self._cast.within(start, end)
        people = [n for n in named if n.kind is NameKind.ACTOR]
        if (
            people
            and self._are_titles(start, people[0].start)
            and not self._is_for(start, people[0])
        ):
            return people[0].speaks(outer[people[0].start : people[0].end])
        if named and self._are_titles(start, named[0].start) and not self._is_for(start, named[0]):
            rest = _WORD.search(outer, named[0].end, end)
            if not rest or rest[0].lower() not in HEADS:
                return named[0].speaks(outer[named[0].start : named[0].end])
        apposed = self._apposed_after(end)
        return apposed or self._noun(start, end)

    def _is_for(self, start: int, named: Named) -> bool:
        return bool(_PREPOSITION.search(self._outer[start : named.start]))

    def _apposed_after(self, end: int) -> Speaker | None:
        """The person in `said the head of the bank, Christine Lagarde`."""
        if self._outer[end : end + 1] != ",":
            return None
        for named in self._cast.within(end, end + _LONGEST):
            if named.kind is NameKind.ACTOR and self._are_titles(end + 1, named.start):
                return named.speaks(self._outer[named.start : named.end])
            return None
        return None


_BEFORE_PLACES = ARTICLES | {"but", "and", "so", "yet", "meanwhile", "both", "neither"}
_STOP = re.compile(
    r"[,;:\n“\"«„\x00]|\.(?=\s|$)|\b(?:who|which|that|after|before|when|while|as|told|but"
    r"|in (?:a|an|his|her|their)|on \w+day)\b"
)
