from __future__ import annotations

from archive.model import DateSource, PartialDate, SpokenDate
from archive.store import Store
from tests.archive.store.builders import story


def spoken(start: int, iso: str, value: str, raw: str) -> SpokenDate:
    period = PartialDate.from_iso(iso, source=DateSource.TEXT, raw=raw)
    return SpokenDate((start, start + len(raw)), period, value)


DATES = (
    spoken(12, "2022-02", "2022-02", "February last year"),
    spoken(40, "1990-01-01/1999-12-31", "199", "1990s"),
    spoken(50, "2023-04-24/2023-04-30", "2023-W17", "this week"),
)


def test_the_dates_of_a_story_come_back_as_they_were(store: Store) -> None:
    with store.begin() as transaction:
        batch = [(story("a"), ()), (story("b"), ())]
        transaction.stories.put_many(batch, spoken_dates={"a": DATES})
    with store.read() as transaction:
        assert transaction.stories.spoken_dates(["a", "b", "c"]) == {"a": DATES}


def test_a_story_put_again_has_its_new_dates_only(store: Store) -> None:
    with store.begin() as transaction:
        transaction.stories.put_many([(story("a"), ())], spoken_dates={"a": DATES})
        transaction.stories.put_many([(story("a"), ())], spoken_dates={"a": DATES[:1]})
        assert transaction.stories.spoken_dates(["a"]) == {"a": DATES[:1]}
        transaction.stories.put(story("a"))
        assert transaction.stories.spoken_dates(["a"]) == {}


def test_the_dates_of_a_story_go_with_it(store: Store) -> None:
    with store.begin() as transaction:
        transaction.stories.put_many([(story("a"), ())], spoken_dates={"a": DATES})
        transaction.stories.delete("a")
        assert transaction.stories.spoken_dates(["a"]) == {}
