"""Names as they stand in a story, cleaned of what is not part of them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from archive.model import NameKind, Span
from indexer.extract.keys import plain
from indexer.extract.legal_forms import without_ticker
from indexer.extract.recogniser import Entity
from indexer.extract.titles import (
    ACRONYMS_BEFORE_TITLES,
    ACRONYMS_LIKE_WORDS,
    ARTICLES,
    NOT_NAMES,
    OPENINGS,
    PARTICLES,
    STYLES,
    TITLE_LINKS,
    TITLES,
    WEAK_TITLES,
)

MAX_WORDS = 6
"""A name has no more words than this; small words such as `of` are not counted."""

_ALL_TITLES = TITLES | TITLE_LINKS | STYLES
_SECOND_ROLES = TITLES | {"elect", "designate"}

IsDemonym = Callable[[str], bool]

_WORD = re.compile(r"\S+")
_WRAP = re.compile(r"(?<=[\w,&.-])\n(?=[\w&(])")
_WRAPPED_LINE = range(50, 100)
_PARTS = re.compile(
    r"\s*\n\s*|\s*-[LR][RSC]B-\s*|\s*[()<>\[\]{}|×•·:;]\s*|\s+[-–—]+\s+|\s*(?:--|—)\s*"
)
_PARTS_OF_LISTS = re.compile(r",(?!\s*(?:Jr|Sr)\b)\s*|\s+(?:and|&|or)\s+|\s*/\s*")
_EDGE = "\"'“”‘’«»„`*_,!?…#~^<>=+-–—/\\"
_POSSESSIVE = re.compile(r"['’‘]s?$", re.IGNORECASE)
_ABBREVIATED = re.compile(r"(?:^|[\s.])(?:[^\W\d_]|Jr|Sr|Inc|Ltd|Corp|Co|Bros|St)\.$")
_TITLED = re.compile(r"\b(?:Mr|Mrs|Ms|Dr|Sen|Rep|Gov)\.?\s$")
_ADDRESS = re.compile(r"https?:|www\.|@|\S/\S+\.\S|\.(?:html?|php|jpe?g|png|pdf)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Occurrence:
    """A name at one place in a story; an empty span stands nowhere.

    `rule` says how it was found if the recogniser did not.
    """

    kind: NameKind
    name: str
    span: Span
    rule: str = ""


def clean_entity(text: str, entity: Entity, is_demonym: IsDemonym) -> Iterator[Occurrence]:
    """Yield the names in what a recogniser took for one, each without title or possessive."""
    for start, end in _parts(text, entity):
        start, end = _trim(text, start, end)
        kind = NameKind.ACTOR if _TITLED.search(text, start - 6, start) else entity.kind
        if kind is NameKind.ACTOR:
            start = _skip_titles(text, start, end, is_demonym)
        if kind is NameKind.ORGANISATION:
            end = start + len(without_ticker(text[start:end]))
        name = " ".join(text[start:end].split())
        if _is_name(name, kind, is_demonym):
            yield Occurrence(kind, name, (start, end))


def _parts(text: str, entity: Entity) -> Iterator[Span]:
    """Split at line breaks, brackets and dashes; people and places also at commas and `and`."""
    raw = _unwrap(text, entity.start, entity.end)
    pieces = _split(raw, _PARTS, entity.start)
    if entity.kind is NameKind.ORGANISATION:
        yield from pieces
        return
    for start, end in pieces:
        yield from _split(text[start:end], _PARTS_OF_LISTS, start)


def _split(raw: str, separator: re.Pattern[str], offset: int) -> Iterator[Span]:
    start = 0
    for match in separator.finditer(raw):
        yield offset + start, offset + match.start()
        start = match.end()
    yield offset + start, offset + len(raw)


def _unwrap(text: str, start: int, end: int) -> str:
    """Return the piece with a space for each line break that only wraps a printed line."""

    def joined(match: re.Match[str]) -> str:
        line = start + match.start() - (text.rfind("\n", 0, start + match.start()) + 1)
        return " " if line in _WRAPPED_LINE else "\n"

    return _WRAP.sub(joined, text[start:end])


def _trim(text: str, start: int, end: int) -> Span:
    """Take space, quotes, articles, possessives and words in small letters off both ends."""
    before = None
    while before != (start, end):
        before = start, end
        piece = text[start:end]
        start += len(piece) - len(piece.lstrip(_EDGE + " \t\n."))
        end = start + len(text[start:end].rstrip(_EDGE + " \t\n"))
        end -= _tail(text[start:end])
        start += _head(text[start:end])
    return start, max(start, end)


def _tail(piece: str) -> int:
    """Count the characters at the end that are no part of a name."""
    if piece.endswith(".") and not _ABBREVIATED.search(piece):
        return 1
    if found := _POSSESSIVE.search(piece):
        return len(piece) - found.start()
    words = piece.split()
    if len(words) > 1 and words[-1].isalpha() and words[-1].islower():
        return len(words[-1])
    return 0


def _head(piece: str) -> int:
    """Count the characters of a first word that is no part of a name."""
    first, _, rest = piece.partition(" ")
    is_small = first.isalpha() and first.islower() and first not in PARTICLES
    return len(first) + 1 if rest and (is_small or first.lower() in ARTICLES) else 0


def _skip_titles(text: str, start: int, end: int, is_demonym: IsDemonym) -> int:
    """Return where a person's name begins after titles and nationalities."""
    words = [(match.start(), match.group()) for match in _WORD.finditer(text, start, end)]
    folded = [plain(word) for _, word in words]
    first = 1 if folded and folded[0] in OPENINGS else 0
    titles = first
    while titles < len(words) and _is_title(words[titles][1], is_demonym):
        titles += 1
    if titles == first + 1 and folded[first] in WEAK_TITLES:
        titles = first
    elif titles > first and folded[titles - 1] in STYLES and _is_one_name(words[titles:]):
        titles -= 1
    return words[titles][0] if titles < len(words) else end


def _is_title(word: str, is_demonym: IsDemonym) -> bool:
    if word.endswith(("'s", "’s")) or word.replace(".", "") in ACRONYMS_BEFORE_TITLES:
        return True
    folded = plain(word)
    return folded in _ALL_TITLES or _is_role(folded) or is_demonym(word)


def _is_role(word: str) -> bool:
    """Whether all parts of a word with hyphens are titles: `vice-president`."""
    first, hyphen, rest = word.partition("-")
    return bool(hyphen) and first in TITLES and rest in _SECOND_ROLES


def _is_one_name(words: list[tuple[int, str]]) -> bool:
    """Whether one word follows, or one with a king's number."""
    if len(words) == 2:
        return words[1][1].isupper() and set(words[1][1]) <= set("IVX")
    return len(words) == 1


def _is_name(name: str, kind: NameKind, is_demonym: IsDemonym) -> bool:
    """Whether what is left can be a name at all."""
    words = name.split()
    if len(name) < 2:
        return False
    if not any(c.isupper() or (c.isalpha() and not c.islower()) for c in name):
        return False
    if _ADDRESS.search(name) or any(c.isdigit() for c in name):
        return False
    counted = [word for word in words if not word.islower()]
    return len(counted) <= MAX_WORDS and not all(
        _is_never_a_name(word, kind) or is_demonym(word) for word in words
    )


def _is_never_a_name(word: str, kind: NameKind) -> bool:
    if word in ACRONYMS_LIKE_WORDS or (kind is NameKind.ACTOR and word == "May"):
        return False
    return plain(word) in NOT_NAMES or plain(word) in _ALL_TITLES


def without_overlaps(occurrences: Iterable[Occurrence]) -> list[Occurrence]:
    """Keep the longest of names that share characters, and the first of equals, in order."""
    taken: set[int] = set()
    kept = []
    for occurrence in sorted(occurrences, key=lambda o: o.span[0] - o.span[1]):
        if taken.isdisjoint(range(*occurrence.span)):
            taken.update(range(*occurrence.span))
            kept.append(occurrence)
    return sorted(kept, key=lambda o: o.span)
