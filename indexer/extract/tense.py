"""Whether the words around a date look ahead of the story or back.

News tells of what has happened: a date without a year is the last one of its name, unless the
sentence says otherwise.
"""

from __future__ import annotations

import re

_BEFORE, _AFTER = 80, 50
"""How many characters before and after a date are looked at."""
_END = re.compile(r"[.!?]['\"”’)]*\s+(?=['\"“‘(]*[A-Z])|\n\s*\n")
_AHEAD = re.compile(
    r"\b(?:will|would|shall|won't|until|till|by|next|upcoming|due|deadline|slated|scheduled|"
    r"expect(?:s|ed)?|plan(?:s|ned)?|hopes?|intends?|aims?|set to|going to|(?:is|are) to|"
    r"may|might|could|begins?|starts?|ends?|expires?|opens?|takes? effect)\b|'ll\b|’ll\b",
    re.IGNORECASE,
)
_BACK = re.compile(
    r"\b(?:(?:was|were)(?!\s+(?:expected|due|scheduled|to)\b)|had|did|said|told|rose|fell|died|won|lost|made|began|became|came|went|took|"
    r"gave|met|held|left|led|sold|bought|saw|since|ago|earlier|"
    r"(?!(?:expect|plann|schedul|suppos|slat)ed)\w{3,}ed)\b",
    re.IGNORECASE,
)
_SURE = re.compile(
    r"\b(?:will|until|till|scheduled|upcoming|deadline|slated|next)\b"
    r"|\b(?:by|before|effective|starting|beginning|due|expected in|expected on)\s+(?:the\s+)?\Z",
    re.IGNORECASE,
)


def looks_ahead(text: str, start: int, end: int) -> bool:
    """Whether the sentence around `text[start:end]` speaks of what is to come.

    >>> looks_ahead("Parliament will vote on Friday.", 24, 30)
    True
    >>> looks_ahead("Parliament voted on Friday.", 20, 26)
    False
    """
    before = _END.split(text[max(0, start - _BEFORE) : start])[-1]
    after = _END.split(text[end : end + _AFTER])[0]
    around = f"{before} | {after}"
    ahead = len(_AHEAD.findall(around))
    return bool(ahead) and (ahead > len(_BACK.findall(around)) or bool(_SURE.search(before)))
