"""Bylines and agency credits in a text: who wrote it, not whom it is about."""

from __future__ import annotations

import re
from collections.abc import Iterator

from archive.model import Span

_NAME = r"[A-Z][\w.'’-]*"
_PERSON = rf"{_NAME}(?:[ ]{_NAME}){{1,3}}"
_BYLINE = re.compile(
    rf"^[ \t]*(?:By|BY)[ ]{_PERSON}(?:(?:,[ ]?|[ ]and[ ]|[ ]in[ ]|[ ]?[/|][ ]?|[ ][–—-][ ]){_NAME}"
    rf"(?:[ ]{_NAME}){{0,3}})*[ \t]*$",
    re.MULTILINE,
)
_WORK = re.compile(
    r"[(\[]?\b(?:With )?(?:(?:Additional |Further )?[Rr]eporting|[Ww]riting|[Ee]diting|[Cc]ompiled|"
    r"[Tt]ranslat(?:ed|ion)|[Pp]hoto(?:graph)?s?|[Ii]llustration|[Ii]nputs?)"
    r"(?: and (?:reporting|writing|editing))? (?:by|from)\b[^\n.]*[.)\]]?"
)
_AGENCY = (
    r"(?:Reuters|AP|AFP|UPI|ANI|PTI|IANS|dpa|DPA|TASS|Xinhua|Bloomberg|CNN|BBC|"
    r"Associated Press|The Associated Press|Agence France-Presse|Getty Images|EPA)"
)
_DATELINE = re.compile(
    rf"^[^\n()]{{0,60}}\(({_AGENCY}(?:[ ]?/[ ]?{_AGENCY})*(?:[ ]Online)?)\)[ ]?(?=[-–—:])",
    re.MULTILINE,
)
_SIGNATURE = re.compile(rf"^[ \t]*[-–—(©]+[ ]?(?:With )?{_AGENCY}\)?\.?[ \t]*$", re.MULTILINE)


_LAST_WORD = re.compile(r"\b(?:Reuters?|REUTERS?)\b[\s\x03.;]*\Z")


def credit_spans(text: str) -> Iterator[Span]:
    """Yield the places of bylines and credits.

    >>> [text[a:b] for text in ["PARIS (AFP) - It rains."] for a, b in credit_spans(text)]
    ['AFP']
    """
    for pattern in (_BYLINE, _WORK, _SIGNATURE, _LAST_WORD):
        yield from (match.span() for match in pattern.finditer(text))
    yield from (match.span(1) for match in _DATELINE.finditer(text))
