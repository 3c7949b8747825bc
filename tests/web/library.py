"""A small archive about a harbour town, for tests of the pages.

Names in a text stand in brackets, as in `Mayor [Ada Larsen] said`; the brackets are taken off
and become mentions.
"""

from __future__ import annotations

import re
from collections import defaultdict

from archive.model import (
    UNDATED,
    AuthorityRecord,
    DateSource,
    Mention,
    NameKind,
    PartialDate,
    Quote,
    Span,
    SpokenDate,
    Story,
)
from archive.store import Store

ACTOR, ORGANISATION, PLACE = NameKind.ACTOR, NameKind.ORGANISATION, NameKind.PLACE
RECORDS = (
    AuthorityRecord(
        ACTOR,
        "ada-larsen",
        "Ada Larsen",
        ("Larsen",),
        offices=("Mayor of Port Ellery, since 2021",),
    ),
    AuthorityRecord(ACTOR, "bo-okafor", "Bo Okafor", ("Okafor",)),
    AuthorityRecord(ACTOR, "mina-petrov", "Mina Petrov"),
    AuthorityRecord(ORGANISATION, "harbour-board", "Harbour Board", ("the Board",)),
    AuthorityRecord(ORGANISATION, "ferry-union", "Ferry Union"),
    AuthorityRecord(PLACE, "port-ellery", "Port Ellery"),
)
_RECORD_OF = {name: record for record in RECORDS for name in record.names}
_NAME = re.compile(r"\[([^\]]+)\]")

Told = tuple[Story, tuple[Mention, ...]]


def told(
    story_id: str,
    marked_text: str,
    *,
    headline: str = "",
    published: PartialDate = UNDATED,
    aside: str = "",
    source: str = "",
    author: str = "",
    language: str = "en",
    locator: str = "",
) -> Told:
    """A story with the names that stand in brackets in its text; `aside` is a part of that."""
    text, spans = _unmarked(marked_text)
    start = text.index(aside) if aside else 0
    story = Story(
        story_id=story_id,
        locator=locator or f"/srv/press/{story_id}.txt",
        headline=headline,
        text=text,
        published=published,
        asides=((start, start + len(aside)),) if aside else (),
        source=source,
        authors=(author,) if author else (),
        language=language,
    )
    mentions = tuple(
        Mention(record.kind, record.authority_id, record.heading, tuple(places), "longest form")
        for record, places in spans
    )
    return story, mentions


def _unmarked(marked_text: str) -> tuple[str, list[tuple[AuthorityRecord, list[Span]]]]:
    places: dict[AuthorityRecord, list[Span]] = defaultdict(list)
    text, end = "", 0
    for match in _NAME.finditer(marked_text):
        text += marked_text[end : match.start()]
        places[_RECORD_OF[match[1]]].append((len(text), len(text) + len(match[1])))
        text += match[1]
        end = match.end()
    return text + marked_text[end:], list(places.items())


STORIES = (
    told(
        "ferry-strike",
        "Ferry crews in [Port Ellery] stopped work at dawn. (Photo: J. Writer)\n\n"
        "Mayor [Ada Larsen] met [Bo Okafor] of the [Ferry Union]. [Larsen] asked for peace.\n\n"
        "The [Harbour Board] kept silent.",
        headline="Ferry crews strike at dawn",
        published=PartialDate.of(2023, 4, 28, source=DateSource.HEADER, raw="28 April 2023"),
        aside="(Photo: J. Writer)",
        source="Coast Daily",
        author="Jo Writer",
        locator="/srv/press/2023/coast.jsonl#ferry-strike",
    ),
    told(
        "strike-ends",
        "The strike of the ferry crews is over. [Bo Okafor] thanked [Ada Larsen].",
        headline="Strike over, ferries sail",
        published=PartialDate.of(2023, 5, 2),
        source="Coast Daily",
    ),
    told(
        "budget",
        "The [Harbour Board] wants a new crane. [Mina Petrov] counts the cost.",
        headline="Budget for a crane",
        published=PartialDate.of(2023, 4),
        source="News & Views / North",
    ),
    told(
        "lighthouse",
        "[Ada Larsen] lit the lamp again.",
        headline="Lighthouse lit",
        published=PartialDate.of(2022),
        source="Coast Daily",
    ),
    told("letter", "Sir, the gulls are too loud.", source="Coast Daily"),
    told(
        "storm",
        "ضربت العاصفة الميناء ليلا.",
        headline="عاصفة في الميناء",
        published=PartialDate.of(2021, 11, 3),
        language="ar",
    ),
    told(
        "marks",
        '<script>alert("x")</script> & <b>bold</b> words of [Mina Petrov].',
        headline='<script>alert("1")</script> & co',
        published=PartialDate.of(2020, 1, 5),
        source='"><img src=x>',
    ),
    *(
        told(
            f"tide-{number:02d}",
            f"High water at {number} o'clock.",
            headline=f"Tide table {number}",
            published=PartialDate.of(2019, 1, number),
            source="Almanac",
        )
        for number in range(1, 16)
    ),
)
TOTAL = len(STORIES)
_AT = STORIES[0][0].text.index("at dawn")
DAWN = SpokenDate(
    (_AT, _AT + len("at dawn")),
    PartialDate.of(2023, 4, 28, source=DateSource.TEXT, raw="at dawn"),
    "2023-04-28",
)
"""The date that the story of the strike speaks of."""
_SAID = STORIES[0][0].text.index("for peace")
PEACE = Quote((_SAID, _SAID + 9), "Ada Larsen", ACTOR, "ada-larsen", is_direct=False, rule="Larsen")
"""What that story reports."""


def fill(store: Store) -> None:
    """Keep the stories and their names."""
    with store.begin() as transaction:
        transaction.authorities.put(RECORDS)
        transaction.stories.put_many(
            STORIES, spoken_dates={"ferry-strike": (DAWN,)}, quotes={"ferry-strike": (PEACE,)}
        )
