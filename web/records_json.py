"""A story and a name as JSON."""

from __future__ import annotations

from collections.abc import Iterable

from archive.answer_json import Json, answer_as_json
from archive.catalogue import Answer
from archive.copies import Copy
from archive.model import AuthorityRecord, Mention, Quote, SpokenDate
from web.addresses import name_url, story_url
from web.presenters.quotes import speaker_name
from web.presenters.story import FiledStory, seed_name


def story_as_json(filed: FiledStory, copies: Iterable[Copy]) -> Json:
    """All that the page of a story shows; offsets are characters of `text`, end not included."""
    story, published = filed.story, filed.story.published
    return {
        "id": story.story_id,
        "headline": story.headline,
        "date": published.iso or None,
        "precision": published.precision.value,
        "date_source": published.source.value,
        "date_raw": published.raw,
        "date_is_ambiguous": published.is_ambiguous,
        "source": story.source,
        "authors": list(story.authors),
        "language": story.language,
        "original_url": story.url,
        "text": story.text,
        "asides": [list(span) for span in story.asides],
        "names": [_mention(mention, filed.heading_of(mention)) for mention in filed.mentions],
        "quotes": [_quote(quote, filed) for quote in filed.quotes],
        "spoken_dates": [_spoken_date(found) for found in filed.spoken_dates],
        "copies": [_copy(copy) for copy in copies],
        "notes": list(story.notes),
        "seed": seed_name(story.locator, filed.seed_path),
        "sha256": story.content_hash,
        "url": story_url(story.story_id),
    }


def name_as_json(record: AuthorityRecord, answer: Answer) -> Json:
    """An authority record with the stories it is named in."""
    found = answer_as_json(answer)
    return {
        "kind": record.kind.value,
        "id": record.authority_id,
        "heading": record.heading,
        "variants": list(record.variants),
        "url": name_url(record.kind.value, record.authority_id),
        **{key: found[key] for key in ("total", "exact", "stories", "facets")},
    }


def _mention(mention: Mention, heading: str) -> Json:
    return {
        "kind": mention.kind.value,
        "id": mention.authority_id,
        "heading": heading,
        "name": mention.name,
        "spans": [list(span) for span in mention.spans],
        "rule": mention.rule,
    }


def _quote(quote: Quote, filed: FiledStory) -> Json:
    kind, authority_id = quote.speaker or (None, None)
    return {
        "span": list(quote.span),
        "words": filed.story.text[slice(*quote.span)],
        "direct": quote.is_direct,
        "speaker": speaker_name(quote, filed.headings) or None,
        "kind": kind,
        "id": authority_id,
        "rule": quote.rule,
    }


def _spoken_date(found: SpokenDate) -> Json:
    return {
        "span": list(found.span),
        "words": found.period.raw,
        "first_day": str(found.period.first_day),
        "last_day": str(found.period.last_day),
        "value": found.value,
    }


def _copy(copy: Copy) -> Json:
    story = copy.story
    return {
        "id": story.story_id,
        "headline": story.headline,
        "date": story.published.iso or None,
        "source": story.source,
        "likeness": round(copy.likeness, 4),
        "url": story_url(story.story_id),
    }
