"""Reader of the Reuters-21578 collection: many stories in one SGML file.

The elements are those that the collection's own documentation (D. D. Lewis, 1997) describes.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass

from archive.errors import EmptySeedError, MalformedSeedError, SeedError
from archive.model import DateSource, Name, NameKind, Reject, Span, Story
from indexer.extract.published import Clue, choose_date
from indexer.readers.bylines import authors_of
from indexer.readers.decode import clean, one_line
from indexer.readers.limits import require_length
from indexer.readers.records import RecordLocators
from indexer.readers.seed import SeedText
from indexer.readers.sentences import headline_from

NAME = "reuters_sgml"
_OPENING = re.compile(r"<REUTERS\b(?P<attributes>[^>]*)>")
_CLOSING = "</REUTERS>"
_NEWID = re.compile(r'NEWID="(\d+)"')
_NAMES = "DATE PLACES PEOPLE ORGS TITLE AUTHOR DATELINE BODY TEXT".split()
_LABEL = re.compile(r"<D>(.*?)</D>", re.S)
_SIGN_OFF = re.compile(r"\n(?P<credit>REUTERS?\W*)\Z", re.I)
_PLACEHOLDER = "blah blah blah."
"""What the collection has in place of a body where the wire sent a headline only."""

_KINDS = {"PEOPLE": NameKind.ACTOR, "ORGS": NameKind.ORGANISATION, "PLACES": NameKind.PLACE}
_IN_CAPITALS = {"uae", "uk", "us", "usa", "ussr"}
_IN_FULL = {
    "adb-africa": "African Development Bank",
    "adb-asia": "Asian Development Bank",
    "ico-coffee": "International Coffee Organization",
    "iwc-wheat": "International Wheat Council",
    "worldbank": "World Bank",
}


def is_reuters_sgml(text: str) -> bool:
    """Whether the text opens like a file of the collection."""
    return text.lstrip()[:1] == "<" and _OPENING.search(text) is not None


def read(seed: SeedText) -> Iterator[Story | Reject]:
    """Yield the stories in the order of the file."""
    locators = RecordLocators(seed.locator)
    openings = list(_OPENING.finditer(seed.text))
    if not openings:
        raise MalformedSeedError(
            f"{seed.locator}: no <REUTERS> element; is it another kind of SGML?"
        )
    for number, opening in enumerate(openings, start=1):
        following = openings[number].start() if number < len(openings) else len(seed.text)
        newid = _NEWID.search(opening["attributes"])
        locator = locators.take(number, newid[1] if newid else "")
        try:
            yield _story(seed.text[opening.end() : following], locator)
        except SeedError as error:
            yield Reject.of(locator, error, NAME)


@dataclass(frozen=True, slots=True)
class _Texts:
    """What is read in the TEXT element."""

    headline: str
    text: str
    asides: tuple[Span, ...]


def _story(block: str, locator: str) -> Story:
    content, closing, _ = block.partition(_CLOSING)
    if not closing:
        raise MalformedSeedError(f"{locator}: {_CLOSING} is missing; the file was cut short")
    require_length(content, locator)
    elements = _elements(content)
    dating = choose_date([Clue(DateSource.HEADER, _plain(elements.get("DATE", ""))[:24])])
    texts = _texts(elements)
    if not texts.headline:
        raise EmptySeedError(f"{locator}: neither a title nor a text in the record")
    return Story(
        story_id="",
        locator=locator,
        headline=texts.headline,
        text=texts.text,
        published=dating.published,
        asides=texts.asides,
        source="Reuters",
        authors=authors_of(_plain(elements.get("AUTHOR", ""))),
        language="en",
        reader=NAME,
        given_names=_given_names(elements),
        notes=tuple(f"{locator}: {remark}" for remark in dating.remarks),
    )


def _elements(content: str) -> dict[str, str]:
    """The inner text of the first element of each known name."""
    elements: dict[str, str] = {}
    for name in _NAMES:
        opening = re.search(f"<{name}\\b[^>]*>", content)
        end = content.find(f"</{name}>", opening.end()) if opening else -1
        if opening and end >= 0:
            elements[name] = content[opening.end() : end]
    return elements


def _texts(elements: dict[str, str]) -> _Texts:
    body = elements.get("BODY")
    if body is None:
        body = _without_elements(elements.get("TEXT", ""))
    text = _paragraphs(_unescaped(body))
    text = "" if text.lower().lstrip("*") == _PLACEHOLDER else text
    dateline = one_line(_unescaped(elements.get("DATELINE", "")))
    text = f"{dateline} {text}" if dateline and text else text
    asides = tuple(match.span("credit") for match in _SIGN_OFF.finditer(text))
    headline = one_line(_unescaped(elements.get("TITLE", "")))
    return _Texts(headline or headline_from(text, asides), text, asides)


def _without_elements(text: str) -> str:
    """A text that is not marked as body, without what stands beside it."""
    for name in ("TITLE", "AUTHOR", "DATELINE"):
        before, _, rest = text.partition(f"<{name}>")
        _, closing, after = rest.partition(f"</{name}>")
        text = before + after if closing else text
    return text


def _paragraphs(body: str) -> str:
    """Join wrapped lines; an indented line opens a paragraph, as does each line of a table."""
    paragraphs: list[str] = []
    for line in body.split("\n"):
        words = " ".join(line.split())
        if words and (not paragraphs or line[:1].isspace()):
            paragraphs.append(words)
        elif words:
            paragraphs[-1] += f" {words}"
    return "\n\n".join(paragraphs)


def _given_names(elements: dict[str, str]) -> tuple[Name, ...]:
    return tuple(
        Name(kind, _readable(one_line(_unescaped(label)), kind))
        for element, kind in _KINDS.items()
        for label in _LABEL.findall(elements.get(element, ""))
        if label.strip()
    )


def _readable(label: str, kind: NameKind) -> str:
    """Turn a label of the collection into a name: `james-baker`, `imf`, `west-germany`."""
    if label in _IN_FULL:
        return _IN_FULL[label]
    if label in _IN_CAPITALS or kind is NameKind.ORGANISATION:
        return label.replace("-", " ").upper()
    return label.replace("-", " ").title()


def _plain(text: str) -> str:
    return one_line(_unescaped(text))


def _unescaped(text: str) -> str:
    """Decode entities, then drop the control characters that they stand for."""
    return clean(html.unescape(text))
