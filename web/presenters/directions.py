"""The way a text is written, for what stands beside it."""

from __future__ import annotations

import unicodedata

_RIGHT_TO_LEFT = ("R", "AL")


def direction_of(text: str) -> str:
    """From which side a text is read, by its first letter (UAX 9, rules P2 and P3).

    >>> direction_of("“Tide” at 9"), direction_of("«عاصفة» at 9"), direction_of("2023")
    ('ltr', 'rtl', 'ltr')
    """
    for character in text:
        side = unicodedata.bidirectional(character)
        if side in ("L", *_RIGHT_TO_LEFT):
            return "rtl" if side in _RIGHT_TO_LEFT else "ltr"
    return "ltr"
