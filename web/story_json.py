"""A story and a name as JSON."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from archive.answer_json import Json, answer_as_json
from archive.catalogue import Answer
from archive.model import AuthorityRecord, Mention, Story
from web.addresses import name_url, story_url
from web.presenters.story import heading_of, seed_name


def story_as_json(
    story: Story, mentions: Sequence[Mention], headings: Mapping[tuple[str, str], str]
) -> Json:
    """All that the page of a story shows; offsets are characters of `text`, end not included."""
    published = story.published
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
        "names": [_mention(mention, headings) for mention in mentions],
        "notes": list(story.notes),
        "seed": seed_name(story.locator),
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


def _mention(mention: Mention, headings: Mapping[tuple[str, str], str]) -> Json:
    return {
        "kind": mention.kind.value,
        "id": mention.authority_id,
        "heading": heading_of(mention, headings),
        "name": mention.name,
        "spans": [list(span) for span in mention.spans],
        "rule": mention.rule,
    }
