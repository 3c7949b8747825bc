"""Where quotation marks open and close, of every kind, paragraph by paragraph."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from archive.model import Span

PARAGRAPH = re.compile(r"\n[^\S\n]*\n\s*|\n(?=[^\S\n]{2,})")
_CLOSING = {"“": "”“", "„": "“”", "«": "»", "»": "«", "‘": "’", '"': '"', "'": "'"}
_OPEN = re.compile(r"“|„|«|\"|``|(?<![\w’'])[‘'](?=[^\W\d])")
_LONGEST = 4000
"""Characters in one quotation; an opening mark that nothing closes by then is none."""


@dataclass(frozen=True, slots=True)
class Quotation:
    """Words between marks: `span` is what is said, `outer` takes the marks in.

    `goes_on` says that its paragraph ended without a mark that closes it, and the next one
    opens again, as speeches of several paragraphs are printed.
    """

    span: Span
    outer: Span
    goes_on: bool = False


def paragraphs(text: str) -> Iterator[Span]:
    """Yield where the paragraphs of a text stand, parted by blank or indented lines.

    >>> list(paragraphs("One.\\n\\nTwo."))
    [(0, 4), (6, 10)]
    """
    start = 0
    for gap in PARAGRAPH.finditer(text):
        if text[start : gap.start()].strip():
            yield start, gap.start()
        start = gap.end()
    if text[start:].strip():
        yield start, len(text)


def quotations(text: str, start: int, end: int) -> Iterator[Quotation]:
    """Yield the quotations of one paragraph; one in another is part of it.

    >>> text = "“We ‘must’ go,” he said. 'No.' It's the party's “plan"
    >>> [text[q.span[0] : q.span[1]] for q in quotations(text, 0, len(text))]
    ['We ‘must’ go,', 'No.', 'plan']
    """
    while opening := _OPEN.search(text, start, end):
        mark = opening[0]
        closing = _closing(text, mark, opening.end(), min(end, opening.end() + _LONGEST))
        if closing is not None:
            yield Quotation((opening.end(), closing[0]), (opening.start(), closing[1]))
            start = closing[1]
            continue
        if mark not in "‘'" and end - opening.end() <= _LONGEST:
            last = opening.end() + len(text[opening.end() : end].rstrip())
            if last > opening.end():
                yield Quotation((opening.end(), last), (opening.start(), end), goes_on=True)
            return
        start = opening.end()


def _closing(text: str, mark: str, start: int, end: int) -> Span | None:
    """Where a mark that opened is closed, from the first to after the last character."""
    if mark == "``":
        place = text.find("''", start, end)
        return (place, place + 2) if place >= 0 else None
    if mark in "‘'":
        return _closing_single(text, _CLOSING[mark], start, end)
    places = [p for c in _CLOSING[mark] if (p := text.find(c, start, end)) >= 0]
    return (min(places), min(places) + 1) if places else None


def _closing_single(text: str, closing: str, start: int, end: int) -> Span | None:
    """Find the mark that is no apostrophe: after it no letter stands, and a mark before it.

    After an s without a mark before it, it may be a plural's apostrophe; a later one counts
    then, if there is one.
    """
    doubtful: int | None = None
    place = text.find(closing, start, end)
    while place >= 0:
        if not text[place + 1 : place + 2].isalnum():
            if text[place - 1] != "s":
                return place, place + 1
            doubtful = place if doubtful is None else doubtful
        place = text.find(closing, place + 1, end)
    return (doubtful, doubtful + 1) if doubtful is not None else None
