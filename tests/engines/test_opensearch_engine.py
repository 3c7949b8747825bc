"""What only the OpenSearch engine has: batches in an index that many writers can reach."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import islice
from unittest.mock import patch

import pytest

from archive.engines.memory import MemoryEngine
from archive.engines.opensearch_engine import OpenSearchEngine, cluster, leasing, terms, view
from archive.engines.opensearch_engine.cluster import Cluster
from archive.engines.opensearch_engine.leasing import Lease, leased
from archive.engines.opensearch_engine.state import Lock, State
from archive.engines.opensearch_engine.versions import version_id, version_of
from archive.errors import (
    DamagedIndexError,
    EngineDownError,
    IndexWriteError,
    NotFoundError,
    SettingsError,
    WriterBusyError,
)
from archive.query.nodes import And, Not, Or, Pattern, Query, Word
from archive.search.documents import IndexDocument
from archive.search.engine import LockHolder
from archive.search.request import SearchRequest, Sort
from tests.builders import asking, document

pytestmark = [pytest.mark.cluster, pytest.mark.slow]
ELSEWHERE = LockHolder(1, "elsewhere", "cuttings index seeds", datetime(2023, 4, 28, tzinfo=UTC))


@pytest.fixture
def engine(opensearch_engine: OpenSearchEngine) -> OpenSearchEngine:
    """The engine, with ten stories."""
    opensearch_engine.rebuild(stories(10))
    return opensearch_engine


def stories(count: int) -> list[IndexDocument]:
    return [document(f"s{n:03d}", f"word{n % 3} all", actor=f"x{n}") for n in range(count)]


def total(engine: OpenSearchEngine) -> int:
    return engine.searcher().search(asking()).total


def put(engine: OpenSearchEngine, *names: str) -> None:
    with engine.writer() as writer:
        for name in names:
            writer.put(document(name, "new words"))


class Killed(BaseException):
    """What ends a writer as kill does: nothing is tidied up behind it."""


@contextmanager
def killed_before_commit(engine: OpenSearchEngine) -> Iterator[None]:
    """Let a writer end when all of its batch is written, and keep its lock."""
    with (
        patch.object(Lease, "commit", side_effect=Killed),
        patch.object(leasing, "_released", side_effect=Killed),
        pytest.raises(Killed),
    ):
        yield


@contextmanager
def waiting_long_enough(engine: OpenSearchEngine) -> Iterator[None]:
    """Wait until a writer is believed to be dead, which is soon."""
    with patch.object(engine, "_lock_seconds", 10), patch.object(leasing, "LOST_SECONDS", 0.5):
        yield


def test_a_batch_that_was_not_committed_is_never_seen(engine: OpenSearchEngine) -> None:
    with (
        patch.object(Lease, "commit", side_effect=ZeroDivisionError),
        pytest.raises(ZeroDivisionError),
    ):
        put(engine, "s001", "extra")
    assert total(engine) == 10
    put(engine, "later")
    put(engine, "s001")
    searcher = engine.searcher()
    assert set(searcher.story_ids(asking())) == {*(s.story_id for s in stories(10)), "later"}
    assert searcher.story_ids(asking(Word("new"))) == ("later", "s001")


def test_the_lock_of_a_dead_writer_is_taken_over_and_its_batch_left_out(
    engine: OpenSearchEngine,
) -> None:
    with killed_before_commit(engine):
        put(engine, "s001", "extra")
    assert engine.lock_holder()
    with waiting_long_enough(engine):
        put(engine, "later")
    assert engine.lock_holder() is None
    assert (total(engine), engine.manifest().stories) == (11, 11)
    assert engine.searcher().story_ids(asking(Word("new"))) == ("later",)


def test_what_a_dead_writer_sent_comes_too_late(engine: OpenSearchEngine) -> None:
    with killed_before_commit(engine):
        put(engine, "s001")
    dead = engine._state.read().claimed
    with waiting_long_enough(engine):
        put(engine, "later")
    index = engine.manifest().generation
    late = version_of(document("late", "new words"), dead)
    ended = version_of(stories(1)[0], 1, died=dead)
    engine._cluster.bulk(index, [(version_id("late", dead), late), (version_id("s000", 1), ended)])
    engine._cluster.refresh(index)
    assert total(engine) == 11
    put(engine, "last")
    assert total(engine) == 12


def test_a_writer_that_lives_is_waited_for_and_named(engine: OpenSearchEngine) -> None:
    with engine.writer() as writer:
        writer.put(document("mine", "words"))
        with pytest.raises(WriterBusyError, match="is writing, since 0 min"):
            put(engine, "other")
        assert engine.lock_holder() is not None
    assert total(engine) == 11


def test_a_writer_that_was_too_slow_changes_nothing(engine: OpenSearchEngine) -> None:
    def write_slowly() -> None:
        with engine.writer() as writer:
            writer.put(document("slow", "words"))
            engine._state.change(lambda s: replace(s, claimed=99, lock=Lock(99, ELSEWHERE)))

    with pytest.raises(WriterBusyError, match="took over"):
        write_slowly()
    assert total(engine) == 10
    assert engine.lock_holder() == ELSEWHERE


def test_the_count_of_a_writer_goes_up_while_it_lives(engine: OpenSearchEngine) -> None:
    with patch.object(leasing, "BEAT_SECONDS", 0.05), leased(engine._state, wait_seconds=0):
        while (lock := engine._state.read().lock) and lock.beat < 2:
            pass
        assert lock
    assert engine.lock_holder() is None


def test_two_who_change_the_state_at_once_do_not_lose_either(engine: OpenSearchEngine) -> None:
    def step(state: State) -> State:
        if not seen:  # Between this one's reading and writing.
            seen.append(state)
            engine._state.change(lambda other: replace(other, claimed=other.claimed + 1))
        return replace(state, claimed=state.claimed + 10)

    seen: list[State] = []
    before = engine._state.read().claimed
    assert engine._state.change(step).claimed == before + 11


def test_stories_that_are_missing_are_no_commit(engine: OpenSearchEngine) -> None:
    bulk = Cluster.bulk
    losing = patch.object(Cluster, "bulk", lambda s, i, all_: bulk(s, i, islice(all_, 1, None)))
    with losing, pytest.raises(IndexWriteError, match="holds 10 stories where 11 were written"):
        put(engine, "lost")
    assert (total(engine), engine.manifest().stories) == (10, 10)
    with losing, pytest.raises(IndexWriteError, match="holds 2 stories where 3 were written"):
        engine.rebuild(stories(3))
    assert total(engine) == 10
    assert len(engine.kept_generations()) == 1


def test_versions_that_nobody_can_look_at_are_removed(engine: OpenSearchEngine) -> None:
    before = engine.searcher()
    put(engine, "s001")
    index = engine.manifest().generation
    held = {"query": {"match_all": {}}, "size": 0, "track_total_hits": True}
    assert engine._cluster.search(index, held)["hits"]["total"]["value"] == 11
    assert before.search(asking(Word("new"))).total == 0
    with patch("archive.engines.opensearch_engine.state.KEPT_FOR", timedelta(0)):
        put(engine, "s001")
        put(engine, "s001")
    assert engine._cluster.search(index, held)["hits"]["total"]["value"] <= 11
    assert total(engine) == 10


def test_a_view_whose_versions_may_be_gone_does_not_answer(engine: OpenSearchEngine) -> None:
    with patch.object(view, "KNOWN_SECONDS", 0):
        before = engine.searcher()
        put(engine, "s001")
        assert before.search(asking(Word("new"))).total == 0
        with (
            patch("archive.engines.opensearch_engine.state.KEPT_FOR", timedelta(0)),
            pytest.raises(EngineDownError, match="while it was read"),
        ):
            before.search(asking())


def test_generations_are_kept_and_gone_back_to(engine: OpenSearchEngine) -> None:
    first = engine.manifest().generation
    engine.rebuild(stories(3), change=4)
    second = engine.manifest().generation
    assert [(g.name, g.is_current) for g in engine.kept_generations()] == [
        (first, False),
        (second, True),
    ]
    assert engine.rollback().generation == first
    assert total(engine) == 10
    assert engine.rollback(second).change == 4
    assert total(engine) == 3
    with pytest.raises(NotFoundError, match="there are"):
        engine.rollback("nothing")
    engine.rebuild(stories(2))
    assert engine.kept_generations()[0].name == second
    assert engine.bytes_held() > 0


def test_a_generation_that_lost_a_story_is_not_gone_back_to(engine: OpenSearchEngine) -> None:
    first = engine.manifest().generation
    engine.rebuild(stories(3))
    version = next(engine._cluster.search(first, {"size": 1})["hits"]["hits"].__iter__())
    engine._cluster.bulk(first, [(version["_id"], None)])
    engine._cluster.refresh(first)
    with pytest.raises(DamagedIndexError, match="9 stories where 10"):
        engine.rollback()
    assert total(engine) == 3


def test_a_check_reads_every_story_and_finds_one_that_is_lost(engine: OpenSearchEngine) -> None:
    with engine.inspected() as index:
        assert [f for f in index.faults(quick=False) if not f.is_note] == []
        assert list(index.documents() or ()) == stories(10)
        engine._cluster.bulk(index.where, [(version_id("s003", 1), None)])
        engine._cluster.refresh(index.where)
        assert "9 stories where 10" in str(next(index.faults(quick=True)))


def test_pages_beyond_the_window_of_the_cluster_go_on(engine: OpenSearchEngine) -> None:
    searcher = engine.searcher()
    for sort in Sort:
        expected = searcher.story_ids(asking(sort=sort))
        with (
            patch("archive.engines.opensearch_engine.searcher.WINDOW", 3),
            patch.object(view, "WINDOW", 3),
        ):
            pages = [
                searcher.search(asking(sort=sort, page=page, per_page=2)) for page in range(1, 7)
            ]
        assert tuple(hit.story_id for page in pages for hit in page.hits) == expected
        assert [page.has_next for page in pages] == [True] * 4 + [False] * 2


def test_counts_that_shards_do_not_give_at_once_are_asked_for_again(
    engine: OpenSearchEngine,
) -> None:
    held = [
        document(f"t{n}", "words", actor=tuple(f"n{m}" for m in range(n % 7, 40, 1 + n % 5)))
        for n in range(60)
    ]
    memory = MemoryEngine()
    for each in (memory, engine):
        each.rebuild(held)
    with patch.object(terms, "SPARE", 0), patch.object(terms, "MORE", 2):
        for size in range(1, 12):
            request = SearchRequest(facets=("actor",), facet_size=size)
            expected = memory.searcher().search(request).facets["actor"]
            found = engine.searcher().search(request).facets["actor"]
            assert found.values == expected.values
            assert found.distinct in (None, expected.distinct)


def test_every_value_of_a_facet_comes_over_several_answers(engine: OpenSearchEngine) -> None:
    with patch.object(terms, "MOST", 3):
        facet = engine.searcher().search(asking(facet_size=None)).facets["actor"]
    assert [value.value for value in facet.values] == sorted(f"x{n}" for n in range(10))


def test_a_long_query_is_answered(engine: OpenSearchEngine) -> None:
    words = Or(tuple(Word(f"word{n}") for n in range(300)))
    assert engine.searcher().search(asking(words)).total == 10


@pytest.mark.parametrize("text", ["wor*d???????", "wor*1*???????????????????*", "wor???"])
def test_a_pattern_with_many_open_letters_is_answered(
    opensearch_engine: OpenSearchEngine, text: str
) -> None:
    memory = MemoryEngine()
    held = [*stories(4), document("long", "word10abcdefghijklmnopqrstuvwxyz words")]
    for each in (memory, opensearch_engine):
        each.rebuild(held)
    for query in (Pattern(text), Pattern(text, "title"), Pattern("*a" + "?" * 30)):
        expected = memory.searcher().search(asking(query)).total
        assert opensearch_engine.searcher().search(asking(query)).total == expected


def test_a_query_nested_deeply_is_answered(engine: OpenSearchEngine) -> None:
    query: Query = Word("word1")
    for number in range(10):
        query = Or((Word(f"absent{number}"), And((Word("all"), Not(query)))))
    memory = MemoryEngine()
    memory.rebuild(stories(10))
    expected = memory.searcher().search(asking(query)).total
    assert engine.searcher().search(asking(query)).total == expected == 3


@pytest.mark.parametrize(
    "address",
    ["opensearch://", "opensearch://h", "opensearch://h/Upper", "http://h/n", "opensearch://h:x/n"],
)
def test_an_address_that_is_none_is_told(address: str) -> None:
    with pytest.raises(SettingsError, match="opensearch://host:9200"):
        OpenSearchEngine(address)


def test_a_cluster_that_is_not_there_is_told() -> None:
    engine = OpenSearchEngine("opensearch://127.0.0.1:1/none")
    with pytest.raises(EngineDownError, match="no node of the cluster answers"):
        engine.searcher()


def test_copies_that_take_long_are_not_waited_for(
    engine: OpenSearchEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cluster, "COPIED_SECONDS", 1)
    index = engine.manifest().generation
    more_than_there_are_nodes = {"index": {"auto_expand_replicas": False, "number_of_replicas": 3}}
    engine._cluster.configure(index, more_than_there_are_nodes)
    assert engine._cluster.health(index) == "yellow"
    assert total(engine) == 10
