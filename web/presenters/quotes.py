"""What is said in a story, and all that one speaker is quoted with."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from archive.analysis import tokens
from archive.model import Quote, Story
from archive.query.canonical import canonical
from archive.query.words import name_leaf
from archive.search.fields import SPEAKER
from archive.search.results import SnippetPart
from archive.search.state import SearchState
from archive.store.quotes import QuoteOf
from web.addresses import name_url, search_url, story_url
from web.presenters.passages import quote_anchor
from web.presenters.results import UNTITLED, date_words

LONGEST = 300
"""Characters of a quotation that a list shows."""


@dataclass(frozen=True, slots=True)
class QuoteLine:
    """A quotation of a story: its words, where they stand on the page, who says them and why.

    `search_url` finds the stories that quote the speaker; it stands at the first quotation of
    each. Without an address the speaker has no record; without a name nobody is said to speak.
    """

    words: str
    anchor: str
    speaker: str
    speaker_url: str
    search_url: str
    is_direct: bool
    rule: str


@dataclass(frozen=True, slots=True)
class SpeakerLine:
    """A quotation of one speaker, with the story that it stands in."""

    words: str
    url: str
    is_direct: bool
    rule: str
    date: str
    headline: tuple[SnippetPart, ...]


def quote_lines(
    text: str, quotes: Sequence[Quote], headings: Mapping[tuple[str, str], str]
) -> tuple[QuoteLine, ...]:
    """List what a story quotes, in its order."""
    speakers = [speaker_name(quote, headings) for quote in quotes]
    return tuple(
        QuoteLine(
            words=shortened(text, quote),
            anchor=quote_anchor(position),
            speaker=speaker,
            speaker_url=name_url(*quote.speaker) if quote.speaker else "",
            search_url="" if speaker in speakers[:position] else quoting_url(speaker),
            is_direct=quote.is_direct,
            rule=quote.rule,
        )
        for position, (quote, speaker) in enumerate(zip(quotes, speakers, strict=True))
    )


def speaker_lines(
    found: Sequence[QuoteOf], stories: Mapping[str, Story]
) -> tuple[SpeakerLine, ...]:
    """List quotations of one speaker with their stories."""
    return tuple(
        SpeakerLine(
            words=shortened(story.text, each.quote),
            url=f"{story_url(each.story_id)}#{quote_anchor(each.position)}",
            is_direct=each.quote.is_direct,
            rule=each.quote.rule,
            date=date_words(story.published),
            headline=(SnippetPart(story.headline),) if story.headline else UNTITLED,
        )
        for each in found
        if (story := stories.get(each.story_id))
    )


def speaker_name(quote: Quote, headings: Mapping[tuple[str, str], str]) -> str:
    """What a speaker is shown under."""
    return (headings.get(quote.speaker) if quote.speaker else None) or quote.name


def quoting_url(speaker: str) -> str:
    """The search for the stories that quote a speaker; empty for one without a word.

    >>> quoting_url("Ada Larsen"), quoting_url("")
    ('/search?q=speaker%3A%22Ada+Larsen%22', '')
    """
    if not any(tokens(speaker)):
        return ""
    return search_url(SearchState(canonical(name_leaf(speaker, SPEAKER))))


def shortened(text: str, quote: Quote) -> str:
    """The words of a quotation on one line, cut at a word where they are many."""
    words = " ".join(text[slice(*quote.span)].split())
    if len(words) <= LONGEST:
        return words
    return f"{words[:LONGEST].rpartition(' ')[0] or words[:LONGEST]} …"
