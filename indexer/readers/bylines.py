"""Who wrote a story and which agency it came from, as bylines and credits say it."""

from __future__ import annotations

import re

AGENCIES = {
    "afp": "AFP",
    "agence france-presse": "AFP",
    "ani": "ANI",
    "ansa": "ANSA",
    "ap": "Associated Press",
    "associated press": "Associated Press",
    "the associated press": "Associated Press",
    "bloomberg": "Bloomberg",
    "dpa": "dpa",
    "efe": "EFE",
    "ians": "IANS",
    "interfax": "Interfax",
    "kyodo": "Kyodo News",
    "kyodo news": "Kyodo News",
    "press association": "PA Media",
    "pti": "PTI",
    "press trust of india": "PTI",
    "reuter": "Reuters",
    "reuters": "Reuters",
    "tass": "TASS",
    "thomson reuters": "Reuters",
    "upi": "UPI",
    "xinhua": "Xinhua",
    "yonhap": "Yonhap",
}
"""News agencies under the forms that credits use, in lower case."""

AGENCY_PATTERN = "|".join(sorted(map(re.escape, AGENCIES), key=len, reverse=True))

DATELINE = re.compile(
    r"[^\Wa-z][^\Wa-z]+[^()\n]{0,60}?(?P<agency>\([^()\n]{2,40}\))\s*(?:[-–—]|--)\s"
)
"""`PLACE, day (Agency) -` as the first words of a story, the place in capitals."""

_LONGEST = 120
_LONGEST_FIELD = 300
_WORD = r"(?:[^\W\d_a-z][\w.'’-]*|[^\W\d_]\.)"
_PARTICLE = r"(?:al|bin|da|de|del|della|den|der|di|do|dos|du|el|ibn|la|le|ten|ter|van|von|y|zu)"
_NAME = re.compile(rf"{_WORD}(?: (?:{_PARTICLE} )*{_WORD}){{1,4}}")
_LEAD = re.compile(r"(?:(?:written|reported|posted|words|story|report)\s+)?by:?\s+(?=\S)", re.I)
_PARTING = re.compile(r"\s*(?:[,;|/&•·]|\band\b|\bwith\b|\s[-–—]\s|\bfor\b|\bin\b)\s*", re.I)
_NO_NAME = re.compile(
    r"\b(?:agenc(?:y|ies)|bureau|correspondent|desk|editor|editorial|journalist|media|"
    r"network|news|newspaper|newsroom|online|photographer|press|producer|reporter|staff|team|times|"
    r"web|writer|january|february|march|april|june|july|august|september|october|november|december|"
    r"monday|tuesday|wednesday|thursday|friday|saturday|sunday|" + AGENCY_PATTERN + r")\b",
    re.I,
)


def is_byline(line: str) -> bool:
    """Whether a line says no more than who wrote the story.

    >>> is_byline("By Jane Example, Staff writer")
    True
    >>> is_byline("By Friday, Three Were Missing")
    False
    """
    line = line.strip()
    lead = _LEAD.match(line)
    if not lead or len(line) > _LONGEST or line.endswith((".", "!", "?", ":")):
        return False
    first = _PARTING.split(line[lead.end() :])[0]
    return _is_name(first)


def authors_of(byline: str) -> tuple[str, ...]:
    """Draw the names out of a byline, roles and outlets left out.

    >>> authors_of("By JANE O'EXAMPLE and John van der Sample, Reuters")
    ("Jane O'Example", 'John van der Sample')
    """
    words = _LEAD.sub("", " ".join(byline.split())[:_LONGEST_FIELD], count=1)
    names = [_readable(part) for part in _PARTING.split(words) if part and _is_name(part)]
    return tuple(dict.fromkeys(names))


def given_authors(value: str) -> tuple[str, ...]:
    """The authors in a field meant for them: the names in it, else its words as they are.

    >>> given_authors("Jane Example; John Sample"), given_authors("Staff"), given_authors(" ")
    (('Jane Example', 'John Sample'), ('Staff',), ())
    """
    value = " ".join(value.split()).strip(" ,;|")
    is_address = "://" in value or ("@" in value and " " not in value)
    if not value or is_address or len(value) > _LONGEST_FIELD:
        return ()
    return authors_of(value) or (_LEAD.sub("", value, count=1),)


def agency_of(credit: str) -> str:
    """The agency that a credit names and nothing else, or the empty string.

    >>> agency_of("(AP)"), agency_of("(With inputs from agencies)")
    ('Associated Press', '')
    """
    return AGENCIES.get(credit.strip(" \n\t()[]-–—.").lower(), "")


def dateline_agency(text: str) -> str:
    """The agency that the first line names between the place and the dash.

    >>> dateline_agency("SAMPLETON, 3 May (Example Wire) - A bridge was closed.")
    'Example Wire'
    """
    dateline = DATELINE.match(text)
    return (agency_of(dateline["agency"]) or dateline["agency"].strip("() ")) if dateline else ""


def _is_name(words: str) -> bool:
    return bool(_NAME.fullmatch(words)) and not _NO_NAME.search(words)


def _readable(name: str) -> str:
    """Take a name out of capitals: str.title knows the letter after an apostrophe or hyphen."""
    return name.title() if name.isupper() else name
