"""Reader of plain text and Markdown.

The text may begin with lines such as `Title: …` and `Date: …`, fenced by `---` or not. A first
line that stands alone and ends like no sentence is the headline; a date that fills one of the
first lines is the date of publication.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace

from archive.model import DateSource, Story
from indexer.extract.published import Clue, choose_date
from indexer.extract.written_dates import is_only_date
from indexer.readers.bylines import given_authors, is_byline
from indexer.readers.decode import clean, one_line
from indexer.readers.limits import require_length
from indexer.readers.running_text import story_from_text
from indexer.readers.seed import SeedText
from indexer.readers.sentences import LONGEST_HEADLINE

NAME = "plain_text"
_KEYS = {
    "title": "title",
    "headline": "title",
    "date": "date",
    "published": "date",
    "published on": "date",
    "publication date": "date",
    "source": "source",
    "publisher": "source",
    "author": "author",
    "authors": "author",
    "byline": "author",
    "url": "url",
    "link": "url",
    "language": "language",
    "lang": "language",
}
_KEY_LINE = re.compile(r"(?P<key>[A-Za-z][A-Za-z ]{2,18}):[ \t]*(?P<value>.{0,500})")
_DATE_LABEL = re.compile(
    r"(?:(?:first |last )?(?:published|posted|updated|date)\b(?: on| at)?[:\s]*)", re.I
)
_FIRST_LINES = 4


def read(seed: SeedText) -> Iterator[Story]:
    """Yield the one story of the seed."""
    require_length(seed.text, seed.locator)
    fields, rest = _split_header(clean(seed.text).lstrip("\n"))
    headline, rest = _split_headline(rest)
    clues = [
        Clue(DateSource.HEADER, fields.get("date", "")),
        Clue(DateSource.URL, fields.get("url", "")),
        *_date_lines(rest),
    ]
    story = story_from_text(
        seed, rest, NAME, choose_date(clues), headline=fields.get("title") or headline
    )
    yield replace(
        story,
        source=fields.get("source") or story.source,
        authors=given_authors(fields.get("author", "")) or story.authors,
        url=fields.get("url", ""),
        language=fields.get("language", ""),
    )


def _split_header(text: str) -> tuple[Mapping[str, str], str]:
    """Take `key: value` lines off the top; a fence or a first known key must open them."""
    lines = text.split("\n")
    is_fenced = lines[0].strip() == "---" and "---" in map(str.strip, lines[1:60])
    fields: dict[str, str] = {}
    for number, line in enumerate(lines[is_fenced:], start=int(is_fenced)):
        match = _KEY_LINE.fullmatch(line.strip())
        key = _KEYS.get(match["key"].lower().strip()) if match else None
        if match and key:
            fields[key] = one_line(match["value"]).strip("\"'")
        elif is_fenced and line.strip() == "---":
            return fields, "\n".join(lines[number + 1 :])
        elif not is_fenced:
            return fields, "\n".join(lines[number:])
    return fields, ""


def _split_headline(text: str) -> tuple[str, str]:
    """Take the headline off: a Markdown heading, or a short first line apart from the rest."""
    first, _, rest = text.lstrip().partition("\n")
    line = one_line(first)
    if not rest.strip():
        return "", text
    if line.startswith("#"):
        return line.lstrip("# "), rest
    is_apart = rest.lstrip(" \t").startswith("\n") and not line.endswith((".", ",", ":", ";", "…"))
    if is_apart and len(line) <= LONGEST_HEADLINE and not is_byline(line) and not _date_in(line):
        return line, rest
    return "", text


def _date_lines(text: str) -> Iterator[Clue]:
    """Give the dates that fill one of the first lines."""
    for line in [line for line in text.split("\n") if line.strip()][:_FIRST_LINES]:
        date = _date_in(line)
        if date:
            yield Clue(DateSource.TEXT, date)


def _date_in(line: str) -> str:
    """The date that a line consists of, or the empty string."""
    words = _DATE_LABEL.sub("", line.strip())
    return words if is_only_date(words) else ""
