"""A story's text cut into pieces that each look one way: names, matches, asides."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from archive.model import Span
from archive.search.results import SnippetPart

_BLANK_LINES = re.compile(r"\n[^\S\n]*\n\s*")


@dataclass(frozen=True, slots=True)
class Marked:
    """A place in a text where a name stands, what its link says and leads to.

    Without an address it is no link: the words of a date, with the days they mean.

    A name is sought when the search that led to the story chose it.
    """

    start: int
    end: int
    kind: str
    heading: str
    url: str
    is_sought: bool = False


@dataclass(frozen=True, slots=True)
class Run:
    """A piece of a paragraph: plain, a name with its link, or a date; parts may match a query.

    What is said in a quotation may be several pieces; the first has the anchor of it.
    """

    parts: tuple[SnippetPart, ...]
    is_aside: bool = False
    kind: str = ""
    heading: str = ""
    url: str = ""
    is_sought: bool = False
    is_said: bool = False
    anchor: str = ""


Paragraph = tuple[Run, ...]


def paragraphs(
    text: str,
    names: Iterable[Marked],
    asides: Iterable[Span],
    matches: Iterable[Span],
    quotes: Sequence[Span] = (),
) -> tuple[Paragraph, ...]:
    """Cut a text at blank lines, names, asides, matches and quotations.

    Of names that overlap the one that starts first is kept, and of those the longest.
    """
    kept = _without_overlap(names)
    ordered_asides, ordered_matches = sorted(asides), sorted(matches)
    return tuple(
        tuple(
            _with_quotes(_runs(text, block, kept, ordered_asides, ordered_matches), block, quotes)
        )
        for block in blocks(text)
    )


def blocks(text: str) -> list[Span]:
    r"""Where the paragraphs of a text stand.

    >>> blocks("\nOne\nline.\n\n \nTwo.  ")
    [(1, 10), (14, 18)]
    """
    found = []
    start = 0
    for gap in [*_BLANK_LINES.finditer(text), None]:
        end = gap.start() if gap else len(text)
        block = text[start:end]
        first = start + len(block) - len(block.lstrip())
        if block.strip():
            found.append((first, first + len(block.strip())))
        start = gap.end() if gap else end
    return found


def _without_overlap(names: Iterable[Marked]) -> list[Marked]:
    kept: list[Marked] = []
    for name in sorted(names, key=lambda n: (n.start, -n.end)):
        if name.start < name.end and (not kept or name.start >= kept[-1].end):
            kept.append(name)
    return kept


def _runs(
    text: str,
    block: Span,
    names: Sequence[Marked],
    asides: Sequence[Span],
    matches: Sequence[Span],
) -> Iterator[Run]:
    place, end = block
    inside = [n for n in names if n.start >= place and n.end <= end]
    for name in inside:
        yield from _plain(text, (place, name.start), asides, matches)
        parts = _parts(text, (name.start, name.end), matches)
        is_aside = any(a <= name.start < b for a, b in asides)
        yield Run(parts, is_aside, name.kind, name.heading, name.url, name.is_sought)
        place = name.end
    yield from _plain(text, (place, end), asides, matches)


def _plain(text: str, span: Span, asides: Sequence[Span], matches: Sequence[Span]) -> Iterator[Run]:
    """A stretch without names, cut where an aside begins or ends; nothing matches in an aside."""
    place, end = span
    for first, last in asides:
        if last <= place or first >= end:
            continue
        if first > place:
            yield Run(_parts(text, (place, first), matches))
        stop = min(last, end)
        yield Run((SnippetPart(text[max(first, place) : stop]),), is_aside=True)
        place = stop
    if place < end:
        yield Run(_parts(text, (place, end), matches))


def _parts(text: str, span: Span, matches: Sequence[Span]) -> tuple[SnippetPart, ...]:
    place, end = span
    parts = []
    for first, last in matches:
        if last <= place or first >= end:
            continue
        if first > place:
            parts.append(SnippetPart(text[place:first]))
        parts.append(SnippetPart(text[max(first, place) : min(last, end)], is_match=True))
        place = min(last, end)
    if place < end:
        parts.append(SnippetPart(text[place:end]))
    return tuple(parts)


def quote_anchor(position: int) -> str:
    """Where a quotation of a story is reached on its page.

    >>> quote_anchor(0)
    'said-1'
    """
    return f"said-{position + 1}"


def _with_quotes(runs: Iterable[Run], block: Span, quotes: Sequence[Span]) -> Iterator[Run]:
    """Cut plain runs where a quotation begins or ends; a name is said if it begins in one."""
    place = block[0]
    inside = [(n, q) for n, q in enumerate(quotes) if q[0] < block[1] and q[1] > place]
    reached: set[int] = set()
    for run in runs:
        for piece in _cut(run, place, [edge for _, quote in inside for edge in quote]):
            number = next((n for n, q in inside if q[0] <= place < q[1]), None)
            is_first = number is not None and number not in reached
            anchor = quote_anchor(number) if is_first and number is not None else ""
            reached |= {number} if number is not None else set()
            yield replace(piece, is_said=number is not None, anchor=anchor)
            place += _length(piece)


def _cut(run: Run, place: int, edges: Sequence[int]) -> Iterator[Run]:
    """Cut a plain run that begins at a place wherever an edge is within it."""
    end = place + _length(run)
    inside = sorted(edge for edge in set(edges) if place < edge < end)
    if run.heading or not inside:
        yield run
        return
    for first, last in pairwise([place, *inside, end]):
        yield replace(run, parts=tuple(_between(run.parts, first - place, last - place)))


def _between(parts: Sequence[SnippetPart], start: int, end: int) -> Iterator[SnippetPart]:
    """The parts of a text between two of its characters."""
    for part in parts:
        text = part.text[max(start, 0) : max(end, 0)]
        if text:
            yield SnippetPart(text, part.is_match)
        start, end = start - len(part.text), end - len(part.text)


def _length(run: Run) -> int:
    return sum(len(part.text) for part in run.parts)
