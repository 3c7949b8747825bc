from __future__ import annotations

from archive.filing import build_document
from archive.model import (
    AuthorityRecord,
    DateSource,
    Mention,
    NameKind,
    PartialDate,
    Quote,
    SpokenDate,
    Story,
)
from archive.search.documents import FacetTerm


def test_the_index_is_told_of_every_day_spoken_of_once() -> None:
    quarter = "2023-01-01/2023-03-31"
    dates = [
        SpokenDate((at, at + 1), PartialDate.from_iso(iso, raw="words"), "value")
        for at, iso in enumerate([quarter, "2022-02", quarter, "2022-02-01"])
    ]
    document = build_document(Story("a", "a.txt", "", "Text."), (), {}, dates)
    assert document.spoken_of == tuple(
        PartialDate.from_iso(iso, source=DateSource.TEXT)
        for iso in (quarter, "2022-02", "2022-02-01")
    )


def test_the_index_is_told_what_is_said_and_of_every_speaker_once() -> None:
    berg = AuthorityRecord(NameKind.ACTOR, "ada-berg", "Ada Berg", ("Berg",))
    quotes = [
        Quote((1, 5), "Ms Berg", NameKind.ACTOR, "ada-berg"),
        Quote((7, 9), "the police", is_direct=False),
        Quote((11, 15), "Berg", NameKind.ACTOR, "ada-berg"),
        Quote((17, 19)),
    ]
    mention = Mention(NameKind.ACTOR, "ada-berg", "Berg")
    story = Story("a", "a.txt", "", "Text.")
    document = build_document(story, [mention], {("actor", "ada-berg"): berg}, (), quotes)
    assert document.quotations == ((1, 5), (7, 9), (11, 15), (17, 19))
    assert document.facets["speaker"] == (
        FacetTerm("ada-berg", ("Ada Berg", "Berg")),
        FacetTerm("the police", ("the police",)),
    )
