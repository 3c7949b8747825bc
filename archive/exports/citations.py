"""Stories as citations: RIS, BibTeX, CSL-JSON and a line of text.

RIS is written as its specification of 2011 says, CSL-JSON after the schema of CSL 1.0.2.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Iterator

from archive.exports.records import Context, ExportedStory
from archive.model import NameKind, PartialDate, Precision
from archive.search.labels import date_label, day_label

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_CONTROL = re.compile(r"[\x00-\x1f\x7f]+")
_TEX = str.maketrans(
    {
        "\\": r"\textbackslash{}",
        "{": r"\{",
        "}": r"\}",
        "~": r"\textasciitilde{}",
        "^": r"\textasciicircum{}",
        **{character: f"\\{character}" for character in "$&#%_"},
    }
)
_NOT_IN_A_BRACED_URL = str.maketrans({"{": "%7B", "}": "%7D", "\\": "%5C", " ": "%20"})


def as_ris(stories: Iterable[ExportedStory], context: Context) -> Iterator[bytes]:
    """Write a record of type NEWS for each story."""
    for story in stories:
        lines = [f"{tag}  - {one_line(value)}" for tag, value in _ris_fields(story, context)]
        yield ("\r\n".join(["TY  - NEWS", *lines, "ER  - ", "", ""])).encode("utf-8", "replace")


def _ris_fields(story: ExportedStory, context: Context) -> Iterator[tuple[str, str]]:
    yield "ID", story.story_id
    yield "TI", story.headline
    yield from (("AU", author) for author in story.story.authors)
    if story.story.source:
        yield "T2", story.story.source
    if story.published.is_known:
        year, month, day = (*story.published.iso.split("-"), "", "")[:3]
        yield "PY", year
        yield "DA", f"{year}/{month}/{day}/"
    if story.story.language:
        yield "LA", story.story.language
    for kind in (NameKind.ACTOR, NameKind.ORGANISATION):
        yield from (("KW", name) for name in story.names[kind])
    yield "UR", story.address(context)
    if story.story.url:
        yield "L2", story.permalink(context)
    yield "Y2", f"{context.accessed_on:%Y/%m/%d}/"


def as_bibtex(stories: Iterable[ExportedStory], context: Context) -> Iterator[bytes]:
    """Write an entry of type article for each story."""
    for story in stories:
        fields = [f"  {name} = {value},\n" for name, value in _bibtex_fields(story, context)]
        entry = f"@article{{{citation_key(story)},\n{''.join(fields)}}}\n\n"
        yield entry.encode("utf-8", "replace")


def _bibtex_fields(story: ExportedStory, context: Context) -> Iterator[tuple[str, str]]:
    yield "title", f"{{{{{tex(story.headline)}}}}}"
    if story.story.authors:
        yield "author", f"{{{' and '.join(map(_tex_author, story.story.authors))}}}"
    if story.story.source:
        yield "journal", f"{{{tex(story.story.source)}}}"
    if story.published.is_known:
        year, month, day = (*story.published.iso.split("-"), "", "")[:3]
        yield "year", f"{{{year}}}"
        if month:
            yield "month", _MONTHS[int(month) - 1]
        if day:
            yield "day", f"{{{int(day)}}}"
    if story.story.language:
        yield "langid", f"{{{tex(story.story.language)}}}"
    yield "url", f"{{{one_line(story.address(context)).translate(_NOT_IN_A_BRACED_URL)}}}"
    yield "urldate", f"{{{context.accessed_on.isoformat()}}}"


def as_csl_json(stories: Iterable[ExportedStory], context: Context) -> Iterator[bytes]:
    """Write a list of items of type article-newspaper."""
    before = "[\n"
    for story in stories:
        text = json.dumps(csl_item(story, context), ensure_ascii=False)
        yield f"{before}{text}".encode("utf-8", "replace")
        before = ",\n"
    yield b"[]\n" if before == "[\n" else b"\n]\n"


def csl_item(story: ExportedStory, context: Context) -> dict[str, object]:
    """One story as CSL-JSON; what is not known is left out."""
    day = context.accessed_on
    item: dict[str, object] = {
        "id": story.story_id,
        "type": "article-newspaper",
        "title": one_line(story.headline),
        "author": [{"literal": one_line(author)} for author in story.story.authors],
        "container-title": one_line(story.story.source),
        "issued": _date_parts(story.published),
        "language": story.story.language,
        "URL": one_line(story.address(context)),
        "archive": "Cuttings",
        "archive_location": story.permalink(context),
        "accessed": {"date-parts": [[day.year, day.month, day.day]]},
    }
    return {name: value for name, value in item.items() if value}


def as_text(story: ExportedStory, context: Context) -> str:
    """One story as a citation to be read."""
    authors = ", ".join(story.story.authors)
    date = date_label(story.published.iso) if story.published.is_known else "undated"
    parts = [authors, f"“{one_line(story.headline)}”", story.story.source, date]
    seen = day_label(context.accessed_on)
    return f"{', '.join(filter(None, parts))}. {story.address(context)} (seen {seen})."


def citation_key(story: ExportedStory) -> str:
    """A key for BibTeX that holds only letters, digits and hyphens, and stays the story's own."""
    year = story.published.iso[:4] or "undated"
    digest = hashlib.sha256(story.story_id.encode("utf-8", "replace")).hexdigest()[:12]
    return f"cuttings-{year}-{digest}"


def one_line(text: str) -> str:
    r"""Join lines, and leave out control characters.

    >>> one_line("a\r\nER  - b")
    'a ER - b'
    """
    return " ".join(_CONTROL.sub(" ", text).split())


def tex(text: str) -> str:
    r"""Write text so that TeX prints it as it is.

    >>> tex("Profit & loss_1")
    'Profit \\& loss\\_1'
    """
    return one_line(text).translate(_TEX)


def _tex_author(name: str) -> str:
    written = tex(name)
    return f"{{{written}}}" if " and " in f" {written} " or "," in written else written


def _date_parts(published: PartialDate) -> dict[str, object]:
    if published.precision is Precision.NONE:
        return {}
    return {"date-parts": [[int(part) for part in published.iso.split("-")]]}
