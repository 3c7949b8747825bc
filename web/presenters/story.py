"""The page of one story: its text with every name in it, and what it is filed under."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath

from archive.model import (
    DateSource,
    Mention,
    NameKind,
    PartialDate,
    Precision,
    Quote,
    SpokenDate,
    Story,
)
from archive.search.fields import SPEC
from archive.search.highlighting import Highlighter
from archive.search.labels import value_label
from archive.search.results import SnippetPart
from archive.search.state import SearchState
from web.addresses import name_url, search_url, story_url, value_url
from web.presenters.counts import counted
from web.presenters.directions import direction_of
from web.presenters.passages import Marked, Paragraph, paragraphs
from web.presenters.quotes import QuoteLine, quote_lines
from web.presenters.results import UNTITLED, date_words
from web.presenters.spoken_dates import DateLine, date_lines, marked_dates

_DATE_SOURCES = {
    DateSource.HEADER: "from the date line of the seed",
    DateSource.META: "from the page's metadata",
    DateSource.JSON_LD: "from the page's structured data",
    DateSource.URL: "from the address",
    DateSource.TEXT: "from the text",
    DateSource.NONE: "",
}
MOST_MATCH_LINKS = 40
_PRECISIONS = {
    Precision.DAY: "",
    Precision.MONTH: "the day is not known",
    Precision.YEAR: "only the year is known",
    Precision.NONE: "no date was found",
}


@dataclass(frozen=True, slots=True)
class FiledStory:
    """A story with its names, what those are shown under by kind and id, and its seed.

    The dates are those that its text speaks of, the quotes what it says that others say.
    """

    story: Story
    mentions: Sequence[Mention]
    headings: Mapping[tuple[str, str], str]
    seed_path: str
    spoken_dates: Sequence[SpokenDate] = ()
    quotes: Sequence[Quote] = ()

    def heading_of(self, mention: Mention) -> str:
        """What a name is shown under."""
        pair = (mention.kind.value, mention.authority_id)
        return self.headings.get(pair) or mention.name


@dataclass(frozen=True, slots=True)
class NameLine:
    """A name in the story: its page, the search for it, how often and why it is here."""

    heading: str
    url: str
    search_url: str
    times: str
    rule: str
    forms: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class NameGroup:
    """The names of one kind."""

    kind: str
    label: str
    names: tuple[NameLine, ...]


@dataclass(frozen=True, slots=True)
class StoryPage:
    """All that the page of a story prints; `back_url` is empty when no search led here."""

    title: str
    headline: tuple[SnippetPart, ...]
    date: str
    day: str
    date_note: str
    source: str
    source_url: str
    authors: tuple[tuple[str, str], ...]
    language: str
    language_code: str
    original_url: str
    paragraphs: tuple[Paragraph, ...]
    groups: tuple[NameGroup, ...]
    spoken_dates: tuple[DateLine, ...]
    quotes: tuple[QuoteLine, ...]
    notes: tuple[str, ...]
    seed: str
    content_hash: str
    canonical_url: str
    json_url: str
    back_url: str
    query_text: str

    @property
    def direction(self) -> str:
        """The side that its headline is read from, where its date and source stand too."""
        return direction_of(self.title)

    @property
    def matches(self) -> int:
        """How often the text has what was searched for."""
        return sum(part.is_match for runs in self.paragraphs for run in runs for part in run.parts)

    @property
    def match_links(self) -> range:
        """The matches that have a link of their own; keys lead to all of them."""
        return range(1, min(self.matches, MOST_MATCH_LINKS) + 1)


def story_page(filed: FiledStory, came_from: SearchState) -> StoryPage:
    """Lay out a story; `came_from` is the search that led to it, if one did."""
    story = filed.story
    highlighter = Highlighter(came_from.parsed.tree)
    quotations = [quote.span for quote in filed.quotes]
    marks = highlighter.spans(story.body, quotations=quotations) if came_from.query_text else []
    return StoryPage(
        title=story.headline or "Untitled story",
        headline=highlighter.whole(story.headline).parts or UNTITLED,
        date=date_words(story.published),
        day=story.published.iso,
        date_note=date_note(story.published),
        source=story.source,
        source_url=value_url("source", story.source),
        authors=tuple((author, value_url("author", author)) for author in story.authors),
        language=value_label("language", story.language) if story.language else "",
        language_code=story.language,
        original_url=story.url if story.url.startswith(("https://", "http://")) else "",
        paragraphs=paragraphs(
            story.text,
            _marked(filed, came_from),
            story.asides,
            marks,
            quotations,
        ),
        groups=_groups(filed),
        spoken_dates=date_lines(filed.spoken_dates),
        quotes=quote_lines(story.text, filed.quotes, filed.headings),
        notes=story.notes,
        seed=seed_name(story.locator, filed.seed_path),
        content_hash=story.content_hash,
        canonical_url=story_url(story.story_id),
        json_url=f"{story_url(story.story_id)}.json",
        back_url=search_url(came_from) if came_from != SearchState() else "",
        query_text=came_from.query_text,
    )


def seed_name(locator: str, seed_path: str) -> str:
    """The file name of a seed, with the record in it if it holds several; no folders.

    >>> seed_name("/home/me/press#1/wire.jsonl#ew/12", "/home/me/press#1/wire.jsonl")
    'wire.jsonl#ew/12'
    """
    record = locator.removeprefix(seed_path) if locator.startswith(seed_path) else ""
    return PurePosixPath(seed_path.replace("\\", "/")).name + record


def date_note(published: PartialDate) -> str:
    """How exact a date is, where it was found, and in which words.

    >>> date_note(PartialDate.of(2023, 4, source=DateSource.URL, raw="2023/04"))
    'the day is not known; from the address, “2023/04”'
    """
    words = _DATE_SOURCES[published.source]
    found = f"{words}, “{published.raw}”" if words and published.raw else words
    ambiguous = "day and month may be the other way round" if published.is_ambiguous else ""
    return "; ".join(part for part in (_PRECISIONS[published.precision], ambiguous, found) if part)


def _marked(filed: FiledStory, came_from: SearchState) -> list[Marked]:
    names = [
        Marked(
            start,
            end,
            mention.kind.value,
            filed.heading_of(mention),
            value_url(mention.kind.value, mention.authority_id),
            mention.authority_id in came_from.filter_on(mention.kind.value).chosen,
        )
        for mention in filed.mentions
        for start, end in mention.spans
    ]
    return names + marked_dates(filed.spoken_dates)


def _groups(filed: FiledStory) -> tuple[NameGroup, ...]:
    groups = []
    for kind in NameKind:
        found = [mention for mention in filed.mentions if mention.kind is kind]
        found.sort(key=lambda mention: (-len(mention.spans), filed.heading_of(mention)))
        if found:
            lines = tuple(_name_line(filed, mention) for mention in found)
            groups.append(NameGroup(kind.value, SPEC[kind.value].plural, lines))
    return tuple(groups)


def _name_line(filed: FiledStory, mention: Mention) -> NameLine:
    heading = filed.heading_of(mention)
    written = dict.fromkeys(" ".join(filed.story.text[a:b].split()) for a, b in mention.spans)
    return NameLine(
        heading=heading,
        url=name_url(mention.kind.value, mention.authority_id),
        search_url=value_url(mention.kind.value, mention.authority_id),
        times=counted(len(mention.spans), "time") if mention.spans else "listed by the seed",
        rule=mention.rule,
        forms=tuple(f for f in written if f != heading and f"“{f}”" not in mention.rule),
    )
