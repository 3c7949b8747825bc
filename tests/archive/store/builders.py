"""Stories, mentions and records in one line."""

from __future__ import annotations

from archive.model import (
    AuthorityRecord,
    DateSource,
    Mention,
    Name,
    NameKind,
    Origin,
    PartialDate,
    Span,
    Story,
)
from tests.builders import day


def story(story_id: str, *, locator: str = "", published: str = "", text: str = "Text.") -> Story:
    """A story; without a locator it is the only one in a file of its own name."""
    return Story(
        story_id,
        locator or f"seeds/{story_id}.txt",
        f"Headline of {story_id}",
        text,
        day(published),
    )


FULL_STORY = Story(
    story_id="ferry-1",
    locator="seeds/ferry.html",
    headline="Ferry “Åland” sails again — “at last”",
    text="The ferry sails.\n\nPhoto: A. Öberg\n\nJoão Ruiz said: «Сегодня» 今天 🚢.",
    published=PartialDate.of(
        2023, 4, source=DateSource.JSON_LD, raw="April 2023", is_ambiguous=True
    ),
    asides=((18, 33),),
    source="The Harbour Post",
    authors=("Ida Lind", 'O\'Neill, "Pat"'),
    language="en",
    url="https://harbourpost.example/ferry?id=1&x=ü",
    reader="html",
    given_names=(Name(NameKind.ACTOR, "João Ruiz"), Name(NameKind.PLACE, "Åland")),
    notes=("seeds/ferry.html: read as UTF-8",),
)


def mention(
    authority_id: str,
    *spans: Span,
    kind: NameKind = NameKind.ACTOR,
    name: str = "",
    rule: str = "full name",
) -> Mention:
    """A mention, of an actor unless it says otherwise."""
    return Mention(kind, authority_id, name or authority_id.title(), spans, rule)


def record(
    authority_id: str,
    heading: str,
    *variants: str,
    kind: NameKind = NameKind.ACTOR,
    origin: Origin = Origin.FOUND,
) -> AuthorityRecord:
    """An authority record, of an actor found in stories unless it says otherwise."""
    return AuthorityRecord(kind, authority_id, heading, variants, origin)
