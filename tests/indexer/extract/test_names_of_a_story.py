"""A story as it comes, read by the real model: its names and no others."""

from __future__ import annotations

import pytest

from archive.model import Mention, NameKind
from indexer.extract.authorities import AuthorityFile
from indexer.extract.names import resolve_names
from indexer.extract.spacy_recogniser import SpacyRecogniser
from tests.indexer.extract.builders import ACTOR, ORGANISATION, PLACE, story

CAPTION = "WATCH | Scholz meets Orban in Berlin, NATO and EU look on ×"
TEXT = f"""French President Emmanuel Macron has asked his Turkish counterpart Recep Tayyip Erdogan \
to let the grain ships pass that Ankara has held back since Monday.

"The UN and many others have tried, but the ships are still there," said Macron. "So I turned \
to the leader of Turkey."

The Kremlin has not denied that it asked for the delay. Last week the International Atomic \
Energy Agency (IAEA) named Putin in a report on the port. The IAEA left the city on Friday, and \
Moscow closed its office.

{CAPTION} Macron's call with Erdogan Macron spoke of the ships for an hour, his office said. It \
was the first time that the two had talked since April.

"I had a long talk with Turkish President Recep Tayyip Erdogan," Macron said.

Japanese broadcaster NHK reported that Erdogan told Macron the ships would sail. NHK did not say \
when, and Ankara’s ministers gave no answer.

(With inputs from agencies)"""


@pytest.fixture(scope="module")
def mentions(recogniser: SpacyRecogniser, shipped: AuthorityFile) -> tuple[Mention, ...]:
    one = story(TEXT, aside=CAPTION)
    (found,) = recogniser.recognise([one.body])
    return resolve_names(one, found, shipped)


@pytest.mark.parametrize(
    ("kind", "headings"),
    [
        (ACTOR, ["Emmanuel Macron", "Recep Tayyip Erdogan", "Vladimir Putin"]),
        (ORGANISATION, ["United Nations", "International Atomic Energy Agency", "NHK"]),
        (PLACE, ["Ankara", "Türkiye", "Kremlin", "Moscow"]),
    ],
)
def test_a_story_has_exactly_its_names(
    mentions: tuple[Mention, ...], shipped: AuthorityFile, kind: NameKind, headings: list[str]
) -> None:
    by_id = {record.authority_id: record.heading for record in shipped.records}

    assert [by_id[m.authority_id] for m in mentions if m.kind is kind] == headings


def test_every_form_stands_where_the_mention_says(mentions: tuple[Mention, ...]) -> None:
    words = {m.authority_id: [TEXT[start:end] for start, end in m.spans] for m in mentions}

    assert words["emmanuel-macron"] == ["Emmanuel Macron", *["Macron"] * 5]
    assert words["recep-tayyip-erdogan"] == [
        "Recep Tayyip Erdogan",
        "Erdogan",
        "Recep Tayyip Erdogan",
        "Erdogan",
    ]
    assert words["international-atomic-energy-agency"] == [
        "International Atomic Energy Agency",
        "IAEA",
        "IAEA",
    ]
    assert words["vladimir-putin"] == ["Putin"]


def test_nothing_of_the_caption_is_mentioned(mentions: tuple[Mention, ...]) -> None:
    start = TEXT.index(CAPTION)
    inside = range(start, start + len(CAPTION))

    assert [span for m in mentions for span in m.spans if span[0] in inside] == []
