from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from archive.errors import ConflictError, NotFoundError
from archive.model import DateSource, NameKind, PartialDate, Precision
from archive.store import Store, StoryHistory, StoryKey
from tests.archive.store.builders import FULL_STORY, mention, story
from tests.archive.store.conftest import START, Clock, statements_on


def test_a_story_comes_back_as_it_was(store: Store) -> None:
    with store.begin() as transaction:
        transaction.stories.put(FULL_STORY)
    with store.read() as transaction:
        found = transaction.stories.get(FULL_STORY.story_id)
    assert found == FULL_STORY
    assert found.notes == FULL_STORY.notes
    assert found.content_hash == FULL_STORY.content_hash


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
@given(text=st.text(), source=st.text(), authors=st.lists(st.text()), url=st.text())
def test_any_text_comes_back_as_it_was(
    store: Store, text: str, source: str, authors: list[str], url: str
) -> None:
    put = replace(
        story("a", text=text.replace("\0", "")),
        source=source.replace("\0", ""),
        authors=tuple(author.replace("\0", "") for author in authors),
        url=url.replace("\0", ""),
    )
    with store.begin() as transaction:
        transaction.stories.put(put)
        assert transaction.stories.get("a") == put


def test_what_no_database_holds_is_replaced_and_offsets_stay(store: Store) -> None:
    with store.begin() as transaction:
        transaction.stories.put(story("a", text="NUL \0 and half \ud83d a pair"))
        assert transaction.stories.get("a").text == "NUL \ufffd and half \ufffd a pair"


def test_a_story_with_such_characters_still_counts_as_unchanged(store: Store) -> None:
    odd = story("a", text="\0")
    with store.begin() as transaction:
        transaction.stories.put(odd)
        (key,) = transaction.stories.by_seed(odd.locator)
    assert key.content_hash == odd.content_hash


def test_quotes_in_names_are_just_letters(store: Store) -> None:
    odd = story("x'); DROP TABLE stories; --", locator="seeds/\"a\" 'b' %_\\.txt")
    with store.begin() as transaction:
        transaction.stories.put(odd, [mention("o'neill", name="'\"; --")])
        assert transaction.stories.get(odd.story_id) == odd
        assert transaction.stories.id_of(odd.locator) == odd.story_id
        assert transaction.stories.mentions(odd.story_id)[0].name == "'\"; --"


def test_an_id_from_an_address_never_breaks_the_database(store: Store) -> None:
    with store.read() as transaction:
        for story_id in ("\0", "\ud800", "", "é" * 100_000):
            with pytest.raises(NotFoundError):
                transaction.stories.get(story_id)


def test_a_very_long_text_is_kept_whole(store: Store) -> None:
    long = story("a", text="Слово за словом. " * 500_000)
    with store.begin() as transaction:
        transaction.stories.put(long)
    with store.read() as transaction:
        assert transaction.stories.get("a") == long


@pytest.mark.parametrize(
    "published",
    [
        PartialDate(),
        PartialDate.of(1, 1, 1),
        PartialDate.of(9999),
        PartialDate.of(2024, 2, source=DateSource.URL, raw="/2024/02/", is_ambiguous=True),
        PartialDate(raw="someday"),
    ],
)
def test_every_kind_of_date_comes_back(store: Store, published: PartialDate) -> None:
    dated = replace(story("a"), published=published)
    with store.begin() as transaction:
        transaction.stories.put(dated)
        assert transaction.stories.get("a") == dated


def test_mentions_come_back_in_their_order(store: Store) -> None:
    named = (
        mention("zoe-park", (5, 13), (40, 44)),
        mention("un", kind=NameKind.ORGANISATION, name="U.N.", rule=""),
        mention("ada-byron", (0, 3), rule="surname"),
        mention("zoe-park", (50, 54), name="Park"),
    )
    with store.begin() as transaction:
        transaction.stories.put(FULL_STORY, named)
        assert transaction.stories.mentions(FULL_STORY.story_id) == named


def test_a_story_put_again_takes_the_place_of_the_first(store: Store) -> None:
    with store.begin() as transaction:
        transaction.stories.put(story("a"), [mention("ada"), mention("bob")])
        transaction.stories.put(story("a", text="New."), [mention("cy")])
    with store.read() as transaction:
        assert list(transaction.stories.iterate()) == [(story("a", text="New."), (mention("cy"),))]


def test_a_story_keeps_the_time_it_was_first_seen(store: Store, clock: Clock) -> None:
    with store.begin() as transaction:
        transaction.stories.put(story("a"), seed_path="seeds/a.txt")
    later = clock.go_on(hours=5)
    with store.begin() as transaction:
        transaction.stories.put(story("a", text="New."), seed_path="seeds/b.zip")
        history = transaction.stories.history("a")
    assert history == StoryHistory("seeds/b.zip", first_seen_at=START, indexed_at=later)


def test_a_locator_belongs_to_one_story(store: Store) -> None:
    with store.begin() as transaction:
        transaction.stories.put(story("a", locator="seeds/x.txt"))
    kept = r"seeds/x\.txt: already kept as story 'a'"
    with pytest.raises(ConflictError, match=kept), store.begin() as transaction:
        transaction.stories.put(story("b", locator="seeds/x.txt"))


def test_two_stories_of_one_batch_cannot_share_a_locator(store: Store) -> None:
    twins = [(story(key, locator="seeds/x.txt"), ()) for key in "ab"]
    kept = r"seeds/x\.txt: already kept as story 'a'"
    with pytest.raises(ConflictError, match=kept), store.begin() as transaction:
        transaction.stories.put_many(twins)
    with store.read() as transaction:
        assert transaction.stories.count() == 0


def test_a_locator_can_pass_to_another_story(store: Store) -> None:
    with store.begin() as transaction:
        transaction.stories.put_many([(story(k, locator=f"x#{k}"), ()) for k in "ab"])
        transaction.stories.put_many(
            [(story("a", locator="x#b"), ()), (story("b", locator="x#a"), ())]
        )
        assert transaction.stories.id_of("x#a") == "b"


def test_of_the_same_story_twice_in_a_batch_the_last_stays(store: Store) -> None:
    with store.begin() as transaction:
        transaction.stories.put_many(
            [(story("a"), [mention("ada")]), (story("a", text="New."), [mention("bob")])]
        )
        assert list(transaction.stories.iterate()) == [(story("a", text="New."), (mention("bob"),))]


def test_a_deleted_story_is_gone_with_its_mentions(store: Store) -> None:
    with store.begin() as transaction:
        transaction.stories.put(story("a"), [mention("ada")])
        transaction.stories.delete("a")
    with store.read() as transaction:
        assert transaction.stories.mentions("a") == ()
        assert transaction.stories.naming(NameKind.ACTOR, "ada") == ()
        with pytest.raises(NotFoundError, match="no story 'a' in the archive"):
            transaction.stories.get("a")


def test_stories_are_listed_by_seed_in_the_order_of_their_locators(store: Store) -> None:
    batch = [story("b", locator="feed.xml#2"), story("a", locator="feed.xml#1"), story("c")]
    with store.begin() as transaction:
        transaction.stories.put_many([(each, ()) for each in batch])
        found = transaction.stories.by_seed("feed.xml")
    assert found == (
        StoryKey("a", "feed.xml#1", batch[1].content_hash),
        StoryKey("b", "feed.xml#2", batch[0].content_hash),
    )


def test_a_seed_path_that_is_given_is_the_one_that_counts(store: Store) -> None:
    numbered = story("a", locator="seeds/No #1.txt")
    with store.begin() as transaction:
        transaction.stories.put_many(
            [(numbered, ())], seed_paths={numbered.locator: numbered.locator}
        )
        assert [key.story_id for key in transaction.stories.by_seed("seeds/No #1.txt")] == ["a"]


def test_stories_are_found_by_locator_and_by_ids(store: Store) -> None:
    with store.begin() as transaction:
        transaction.stories.put(story("a"), [mention("ada")])
        transaction.stories.put(story("b"))
    with store.read() as transaction:
        assert transaction.stories.id_of("seeds/a.txt") == "a"
        assert transaction.stories.id_of("seeds/z.txt") is None
        assert transaction.stories.ids_of(["seeds/b.txt", "seeds/z.txt"]) == {"seeds/b.txt": "b"}
        assert transaction.stories.get_many(["b", "z", "a"]) == {
            "a": (story("a"), (mention("ada"),)),
            "b": (story("b"), ()),
        }


def test_stories_that_name_someone_are_found(store: Store) -> None:
    with store.begin() as transaction:
        transaction.stories.put(story("b"), [mention("ada"), mention("ada", name="Byron")])
        transaction.stories.put(story("a"), [mention("ada")])
        transaction.stories.put(story("c"), [mention("ada", kind=NameKind.PLACE)])
        assert transaction.stories.naming(NameKind.ACTOR, "ada") == ("a", "b")


def test_all_stories_come_in_the_order_of_their_ids_whatever_the_page(store: Store) -> None:
    ids = [f"{number:04d}" for number in range(1_203)]
    batch = [(story(key), (mention(f"actor-{key}"),)) for key in ids]
    with store.begin() as transaction:
        transaction.stories.put_many(reversed(batch))
    with store.read() as transaction:
        assert list(transaction.stories.iterate()) == batch


def test_stories_are_read_as_they_are_wanted(store: Store) -> None:
    with store.begin() as transaction:
        transaction.stories.put_many([(story(f"{n:04d}"), [mention("ada")]) for n in range(2_000)])
    with store.read() as transaction:
        statements = statements_on(transaction.stories.connection)
        stories = transaction.stories.iterate()
        assert [next(stories)[0].story_id for _ in range(3)] == ["0000", "0001", "0002"]
        assert len(statements) == 3


@pytest.mark.parametrize("stories", [0, 1, 500, 501, 1_000])
def test_no_story_is_lost_at_the_edge_of_a_page(store: Store, stories: int) -> None:
    with store.begin() as transaction:
        transaction.stories.put_many([(story(str(number)), ()) for number in range(stories)])
        assert (
            sum(1 for _ in transaction.stories.iterate()) == transaction.stories.count() == stories
        )


def test_the_latest_stories_come_newest_first_and_undated_ones_last(store: Store) -> None:
    dates = {"a": "2023-04", "b": "2024-01-02", "c": "", "d": "2024-01-02", "e": "2022"}
    with store.begin() as transaction:
        transaction.stories.put_many([(story(k, published=d), ()) for k, d in dates.items()])
        latest = [each.story_id for each in transaction.stories.latest(10)]
        first = [each.story_id for each in transaction.stories.latest(2)]
    assert (latest, first) == (["b", "d", "a", "e", "c"], ["b", "d"])


def test_a_date_of_a_day_is_kept_as_one(store: Store) -> None:
    with store.begin() as transaction:
        transaction.stories.put(story("a", published="2024-02-29"))
        published = transaction.stories.get("a").published
    assert published.first_day == published.last_day == date(2024, 2, 29)
    assert published.precision is Precision.DAY
