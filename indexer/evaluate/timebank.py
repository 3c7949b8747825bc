"""Dates spoken of, against texts marked up in TimeML (TimeBank and its like).

Counted are dates and times of day with a calendar value; a time of day counts as its day. A
date is right when its words overlap the true ones and its value is the same.
"""

from __future__ import annotations

import re
import tarfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from xml.etree.ElementTree import Element, ParseError, fromstring

from archive.errors import MalformedSeedError
from archive.model import PartialDate, Span
from indexer.evaluate.scores import Fault, Score
from indexer.extract.spoken_dates import find_spoken_dates
from indexer.extract.written_dates import read_date

_CALENDAR = re.compile(r"\d{2,4}(?:-|\Z)")
_KINDS = {"DATE", "TIME"}


@dataclass(frozen=True, slots=True)
class TimeMl:
    """A text with its publication date and the dates in it."""

    name: str
    text: str
    published: PartialDate
    dates: tuple[tuple[Span, str], ...]


def score_timebank(archive: Path) -> Score:
    """Score the dates of every text in a tar file."""
    score = Score(f"{archive.name}: dates spoken of")
    for story in read_archive(archive):
        score_story(score, story)
    return score


def read_archive(archive: Path) -> Iterator[TimeMl]:
    """Yield the texts of a tar file in the order of their names."""
    with tarfile.open(archive) as tar:
        members = [member for member in tar if member.name.endswith(".tml")]
        for member in sorted(members, key=lambda member: member.name):
            file = tar.extractfile(member)
            if file:
                yield read_timeml(file.read(), member.name)


def read_timeml(data: bytes, name: str) -> TimeMl:
    """Read one text; raise MalformedSeedError when it is not in TimeML."""
    try:
        root = fromstring(data)
    except ParseError as error:
        raise MalformedSeedError(f"{name}: not readable as XML: {error}") from error
    body = root.find("TEXT")
    times = [e for e in root.iter("TIMEX3") if e.get("functionInDocument") == "CREATION_TIME"]
    published = read_date(times[0].get("value", "")) if times else None
    if body is None or published is None:
        raise MalformedSeedError(f"{name}: no text or no time of creation in it")
    pieces: list[str] = []
    dates = tuple(_dates(body, pieces))
    return TimeMl(name.rpartition("/")[2], "".join(pieces), published, dates)


def score_story(score: Score, story: TimeMl) -> None:
    """Count the dates of one text."""
    unmatched = list(story.dates)
    for found in find_spoken_dates(story.text, story.published):
        start, end = found.span
        words = f"“{found.period.raw}” {found.value}"
        true = next((d for d in unmatched if d[0][0] < end and start < d[0][1]), None)
        if true is None:
            score.add(extra=1)
            score.faults.append(Fault("no such date", story.name, found=words))
            continue
        unmatched.remove(true)
        if true[1] == found.value:
            score.add(right=1)
        else:
            score.add(extra=1, missed=1)
            score.faults.append(Fault("other value", story.name, true[1], words))
    score.add(missed=len(unmatched))
    for (start, end), value in unmatched:
        score.faults.append(Fault("missed", story.name, f"“{story.text[start:end]}” {value}"))


def _dates(element: Element, pieces: list[str]) -> Iterator[tuple[Span, str]]:
    """Collect the text of an element in pieces, and yield the dates in it."""
    start = sum(map(len, pieces))
    pieces.append(element.text or "")
    for child in element:
        yield from _dates(child, pieces)
        pieces.append(child.tail or "")
    value = element.get("value", "").partition("T")[0]
    if element.tag == "TIMEX3" and element.get("type") in _KINDS and _CALENDAR.match(value):
        yield (start, sum(map(len, pieces))), value
