"""A story and a name as JSON."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated, TypedDict

from archive.answer_json import DatedStory, Found, found_as_json
from archive.catalogue import Answer
from archive.comparisons.copies import Copy
from archive.json_shapes import Address, says
from archive.model import (
    AuthorityRecord,
    DateSource,
    Mention,
    NameKind,
    Quote,
    Span,
    SpokenDate,
)
from archive.search.state import SearchState
from web.addresses import name_url, story_url
from web.presenters.quotes import speaker_name
from web.presenters.story import FiledStory, seed_name

Place = Annotated[
    tuple[int, int], says("Where it begins and ends in `text`, in characters; end not included.")
]


class NameInStory(TypedDict):
    """A name in a story, with every place where it stands."""

    kind: NameKind
    id: Annotated[str, says("The id of whom it was taken to mean.")]
    heading: Annotated[str, says("What that one is called in the archive.")]
    name: Annotated[str, says("The name as the story has it.")]
    spans: Annotated[list[Span], says("Where it stands in `text`; ends not included.")]
    rule: Annotated[str, says("The rule that it was resolved by.")]


class QuoteInStory(TypedDict):
    """Words of somebody in a story."""

    span: Place
    words: Annotated[str, says("The words.")]
    direct: Annotated[bool, says("Whether they are quoted, not reported.")]
    speaker: Annotated[str | None, says("Who says them, as far as that is known.")]
    kind: Annotated[NameKind | None, says("What the speaker is.")]
    id: Annotated[str | None, says("The id of the speaker.")]
    rule: Annotated[str, says("The rule that the speaker was found by.")]


class DateInStory(TypedDict):
    """A date that a story speaks of."""

    span: Place
    words: Annotated[str, says("The words it was read from.")]
    first_day: Annotated[str, says("The first day it may be.")]
    last_day: Annotated[str, says("The last day it may be.")]
    value: Annotated[str, says("The date in the notation of TimeML.")]


class CopyOfStory(TypedDict):
    """The same story in another place."""

    id: Annotated[str, says("Its id.")]
    headline: Annotated[str, says("Its headline.")]
    date: Annotated[str | None, says("When it was published, as far as known.")]
    source: Annotated[str, says("Who published it.")]
    likeness: Annotated[float, says("How much of the text both share, from 0 to 1.")]
    url: Address


class StoryAnswer(DatedStory):
    """All that the page of a story shows."""

    date_source: Annotated[DateSource, says("Where the date was found.")]
    date_raw: Annotated[str, says("The words it was read from.")]
    date_is_ambiguous: Annotated[bool, says("Whether day and month may be the other way round.")]
    source: Annotated[str, says("Who published it; empty where that is not known.")]
    authors: Annotated[list[str], says("Who wrote it.")]
    language: Annotated[str, says("The code of its language; empty where that is not known.")]
    original_url: Annotated[str, says("Where it was published; empty where that is not known.")]
    text: Annotated[str, says("The text; paragraphs are parted by an empty line.")]
    asides: Annotated[
        list[Span], says("Parts of the text that are shown and not searched; ends not included.")
    ]
    names: Annotated[list[NameInStory], says("Actors, organisations and places in it.")]
    quotes: Annotated[list[QuoteInStory], says("Who says what in it.")]
    spoken_dates: Annotated[list[DateInStory], says("The dates it speaks of.")]
    copies: Annotated[list[CopyOfStory], says("Where else the same story stands.")]
    notes: Annotated[list[str], says("What was odd when it was read.")]
    seed: Annotated[str, says("The file that it was read from.")]
    sha256: Annotated[str, says("A checksum of its content.")]
    url: Address


class NameAnswer(Found):
    """A name with the stories it is in, the newest first."""

    kind: NameKind
    id: Annotated[str, says("Its id.")]
    heading: Annotated[str, says("What it is called in the archive.")]
    variants: Annotated[list[str], says("Other names for the same.")]
    offices: Annotated[list[str], says("Offices held, with their years, where they are listed.")]
    url: Address


def story_as_json(filed: FiledStory, copies: Iterable[Copy]) -> StoryAnswer:
    """All that the page of a story shows; offsets are characters of `text`, end not included."""
    story, published = filed.story, filed.story.published
    return {
        "id": story.story_id,
        "headline": story.headline,
        "date": published.iso or None,
        "precision": published.precision,
        "date_source": published.source,
        "date_raw": published.raw,
        "date_is_ambiguous": published.is_ambiguous,
        "source": story.source,
        "authors": list(story.authors),
        "language": story.language,
        "original_url": story.url,
        "text": story.text,
        "asides": list(story.asides),
        "names": [_mention(mention, filed.heading_of(mention)) for mention in filed.mentions],
        "quotes": [_quote(quote, filed) for quote in filed.quotes],
        "spoken_dates": [_spoken_date(found) for found in filed.spoken_dates],
        "copies": [_copy(copy) for copy in copies],
        "notes": list(story.notes),
        "seed": seed_name(story.locator, filed.seed_path),
        "sha256": story.content_hash,
        "url": story_url(story.story_id),
    }


def name_as_json(record: AuthorityRecord, answer: Answer) -> NameAnswer:
    """An authority record with a page of the stories it is named in."""
    url = name_url(record.kind.value, record.authority_id)
    pages = SearchState(per_page=answer.state.per_page)
    return {
        "kind": record.kind,
        "id": record.authority_id,
        "heading": record.heading,
        "variants": list(record.variants),
        "offices": list(record.offices),
        "url": url,
        **found_as_json(answer, f"{url}.json", pages),
    }


def _mention(mention: Mention, heading: str) -> NameInStory:
    return {
        "kind": mention.kind,
        "id": mention.authority_id,
        "heading": heading,
        "name": mention.name,
        "spans": list(mention.spans),
        "rule": mention.rule,
    }


def _quote(quote: Quote, filed: FiledStory) -> QuoteInStory:
    kind, authority_id = quote.speaker or (None, None)
    return {
        "span": quote.span,
        "words": filed.story.text[slice(*quote.span)],
        "direct": quote.is_direct,
        "speaker": speaker_name(quote, filed.headings) or None,
        "kind": NameKind(kind) if kind else None,
        "id": authority_id,
        "rule": quote.rule,
    }


def _spoken_date(found: SpokenDate) -> DateInStory:
    return {
        "span": found.span,
        "words": found.period.raw,
        "first_day": str(found.period.first_day),
        "last_day": str(found.period.last_day),
        "value": found.value,
    }


def _copy(copy: Copy) -> CopyOfStory:
    story = copy.story
    return {
        "id": story.story_id,
        "headline": story.headline,
        "date": story.published.iso or None,
        "source": story.source,
        "likeness": round(copy.likeness, 4),
        "url": story_url(story.story_id),
    }
