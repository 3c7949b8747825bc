"""A story made of running text: its paragraphs, asides, credits and headline."""

from __future__ import annotations

import re

from archive.errors import EmptySeedError
from archive.model import Story
from indexer.extract.published import Dating
from indexer.readers.asides import find_asides
from indexer.readers.bylines import agency_of, authors_of, dateline_agency, is_byline
from indexer.readers.decode import clean
from indexer.readers.limits import require_length
from indexer.readers.seed import SeedText
from indexer.readers.sentences import headline_from

_BLANK_LINE = re.compile(r"\n[^\S\n]*(?:\n[^\S\n]*)+")
_WRAPPED = range(40, 101)
"""Lengths of lines that were broken by a program rather than by their writer."""


def story_from_text(
    seed: SeedText,
    text: str,
    reader: str,
    dating: Dating,
    *,
    headline: str = "",
    has_whole_paragraphs: bool = False,
) -> Story:
    """Build a story of a text without structure; raise EmptySeedError where there is no word.

    With a headline, the text may be empty. Where paragraphs are known to be whole, fewer
    fragments are looked for in them.
    """
    require_length(text, seed.locator)
    text = in_paragraphs(clean(text))
    if not headline and not any(map(str.isalnum, text)):
        raise EmptySeedError(f"{seed.locator}: no words in it; remove it or save the story again")
    asides = find_asides(text, in_paragraphs=not has_whole_paragraphs)
    credits = [text[start:end] for start, end in asides]
    return Story(
        story_id="",
        locator=seed.locator,
        headline=headline or headline_from(text, asides),
        text=text,
        published=dating.published,
        asides=asides,
        source=_agency(text, credits),
        authors=_authors(credits),
        reader=reader,
        notes=seed.noted(*dating.remarks),
    )


def in_paragraphs(text: str) -> str:
    r"""Part paragraphs by one blank line; lines of a wrapped paragraph are joined.

    >>> in_paragraphs("One  two\n\n \n\nThree\nFour")
    'One two\n\nThree\n\nFour'
    """
    blocks = (_lines(block) for block in _BLANK_LINE.split(text))
    return "\n\n".join(line for lines in blocks for line in lines)


def _lines(block: str) -> list[str]:
    lines = [words for line in block.split("\n") if (words := " ".join(line.split()))]
    if len(lines) > 1 and all(len(line) in _WRAPPED for line in lines[:-1]):
        return [" ".join(lines)]
    return lines


def _agency(text: str, credits: list[str]) -> str:
    named = (agency for credit in credits if (agency := agency_of(credit)))
    return dateline_agency(text) or next(named, "")


def _authors(credits: list[str]) -> tuple[str, ...]:
    bylines = (authors_of(credit) for credit in credits if is_byline(credit))
    return tuple(dict.fromkeys(name for names in bylines for name in names))
