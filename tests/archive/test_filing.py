from __future__ import annotations

from archive.filing import build_document
from archive.model import DateSource, PartialDate, SpokenDate, Story


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
