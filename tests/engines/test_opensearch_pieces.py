"""The parts of the OpenSearch engine that need no cluster."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from unittest.mock import patch

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.engines.opensearch_engine import leasing, terms
from archive.engines.opensearch_engine.cluster import Body, Held
from archive.engines.opensearch_engine.compiling import SCRIPT, Known, compiled, stems_of
from archive.engines.opensearch_engine.leasing import leased
from archive.engines.opensearch_engine.state import (
    Commit,
    Generation,
    Lock,
    State,
    StateDocument,
)
from archive.engines.opensearch_engine.terms import TopTerms, all_terms, literally
from archive.engines.opensearch_engine.versions import LIVING, version_of
from archive.errors import DamagedIndexError, NoIndexError, WriterBusyError
from archive.query.nodes import And, Fuzzy, Not, Or, Pattern, Phrase, Query, Word
from archive.search.documents import SCHEMA_VERSION
from archive.search.engine import LockHolder, Manifest
from tests.builders import document

NOW = datetime.now(UTC)
HOLDER = LockHolder(7, "elsewhere", "cuttings index", NOW)


def generation(epoch: int, *, commits: tuple[Commit, ...] = ()) -> Generation:
    return Generation(
        Manifest("press-000001", SCHEMA_VERSION, 2, NOW, NOW, 3), epoch, 9, (), commits
    )


class OneDocument:
    """What the state asks of a cluster: one document that is replaced if it was not changed."""

    def __init__(self) -> None:
        self.held: Held | None = None
        self.loses_answers = False

    def create(self, index: str, body: Body) -> None:
        """There is nothing to make."""

    def get(self, index: str, name: str) -> Held | None:
        return self.held

    def put(self, index: str, name: str, source: Body, seen: Held | None) -> bool:
        if self.held is not seen:
            return False
        self.held = Held(source, (seen.number if seen else 0) + 1, 1)
        return not self.loses_answers


@pytest.fixture
def cluster() -> OneDocument:
    return OneDocument()


@pytest.fixture
def state(cluster: OneDocument) -> StateDocument:
    return StateDocument(cluster, "press")  # type: ignore[arg-type]  # all that it asks


def test_a_state_is_read_back_as_it_was_written(state: StateDocument) -> None:
    commits = (Commit(1, NOW), Commit(2, NOW))
    written = State("press-000001", 5, (generation(2, commits=commits),), Lock(5, HOLDER, 3))
    state.change(lambda _: written)
    assert state.read() == written
    assert state.read().generation == written.generations[0]


def test_a_state_that_nobody_wrote_has_no_index(state: StateDocument) -> None:
    with pytest.raises(NoIndexError, match="cuttings index PATH"):
        _ = state.read().generation


@pytest.mark.parametrize("source", [{"current": 7}, {"generations": [{}]}, {"lock": "no"}])
def test_a_state_that_others_wrote_is_damaged(
    state: StateDocument, cluster: OneDocument, source: Body
) -> None:
    cluster.held = Held(source, 1, 1)
    with pytest.raises(DamagedIndexError, match="delete that index"):
        state.read()


def test_an_index_of_another_version_does_not_answer(state: StateDocument) -> None:
    older = generation(1)
    older = replace(older, manifest=replace(older.manifest, schema_version=1))
    state.change(lambda before: before.with_generation(older))
    with pytest.raises(DamagedIndexError, match="cuttings reindex"):
        _ = state.read().generation


def test_a_change_whose_answer_was_lost_is_made_once(
    state: StateDocument, cluster: OneDocument
) -> None:
    cluster.loses_answers = True
    state.change(lambda before: replace(before, claimed=before.claimed + 1))
    assert state.read().claimed == 1


def test_batches_are_looked_at_until_some_time_after_the_next() -> None:
    now = datetime.now(UTC)
    long_ago, just_now = now - timedelta(hours=1), now - timedelta(seconds=1)
    commits = (Commit(1, long_ago), Commit(2, long_ago), Commit(3, just_now), Commit(4, now))
    assert [c.epoch for c in generation(4, commits=commits).seen] == [2, 3, 4]
    assert [c.epoch for c in generation(4, commits=commits[:1]).seen] == [1]


def test_one_writer_at_a_time(state: StateDocument) -> None:
    with leased(state, wait_seconds=0) as lease:
        with pytest.raises(WriterBusyError, match="is writing"):
            leasing._acquire(state, 0)
        lease.commit(lambda before: before.with_generation(generation(lease.batch)))
    assert state.read().lock is None
    with leased(state, wait_seconds=0) as again:
        assert again.batch == lease.batch + 1


@pytest.mark.parametrize(("has_written", "holes"), [(False, ()), (True, (2,))])
def test_a_batch_that_was_not_shown_is_a_hole_once_it_wrote(
    state: StateDocument, has_written: bool, holes: tuple[int, ...]
) -> None:
    state.change(lambda before: replace(before.with_generation(generation(1)), claimed=1))
    with leased(state, wait_seconds=0) as lease:
        lease.has_written = has_written
    assert state.read().generation.holes == holes


def test_who_takes_a_lock_over_keeps_its_holder_from_committing(state: StateDocument) -> None:
    state.change(lambda before: replace(before.with_generation(generation(1)), claimed=1))
    with (
        patch.object(leasing, "LOST_SECONDS", 0.2),
        patch.object(leasing, "BEAT_SECONDS", 9),
        leased(state, wait_seconds=0) as slow,
        leased(state, wait_seconds=10) as quick,
    ):
        assert quick.batch == slow.batch + 1
        assert state.read().generation.holes == (slow.batch,)
        with pytest.raises(WriterBusyError, match="took over"):
            slow.commit(lambda before: before)
        quick.commit(lambda before: replace(before, claimed=before.claimed + 1))
    assert state.read().lock is None


def test_a_state_is_plain_data() -> None:
    plain = msgspec.to_builtins(State(lock=Lock(1, HOLDER)))
    assert plain["lock"]["holder"]["pid"] == 7


Shards = list[Counter[str]]


def answering(shards: Shards) -> Callable[[Body], Body]:
    """Count terms as a cluster does: the first terms of each shard, and what that may miss."""

    def ask(aggregation: Body) -> Body:
        asked = aggregation["terms"]
        size = asked["size"]
        lists = [sorted(s.items(), key=lambda i: (-i[1], i[0]))[:size] for s in shards]
        last = [
            found[-1][1] if len(found) < len(shard) else 0
            for found, shard in zip(lists, shards, strict=True)
        ]
        whole = sum(len(shard) > 0 for shard in shards) > 1
        counts = Counter[str]()
        for found in lists:
            counts.update(dict(found))
        ranked = sorted(counts.items(), key=lambda i: (-i[1], i[0]))
        held = [dict(found) for found in lists]
        return {
            "doc_count_error_upper_bound": sum(last) if whole else 0,
            "sum_other_doc_count": sum(s.total() for s in shards)
            - sum(count for _, count in ranked[:size]),
            "buckets": [
                {
                    "key": term,
                    "doc_count": count,
                    "doc_count_error_upper_bound": sum(
                        missed
                        for missed, terms in zip(last, held, strict=True)
                        if term not in terms
                    ),
                }
                for term, count in ranked[:size]
            ],
        }

    return ask


def shards() -> st.SearchStrategy[Shards]:
    """Counts of up to forty terms on one to four shards, many of them equal."""
    counts = st.dictionaries(st.sampled_from([f"t{n}" for n in range(40)]), st.integers(1, 9))
    return st.lists(counts.map(Counter), min_size=1, max_size=4)


@given(shards(), st.integers(1, 12))
def test_the_first_terms_are_exact_however_they_are_spread(held: Shards, wanted: int) -> None:
    total = sum(held, Counter[str]())
    expected = sorted(total.items(), key=lambda item: (-item[1], item[0]))
    with patch.object(terms, "SPARE", 2), patch.object(terms, "MORE", 2):
        top = TopTerms("actor", wanted)
        ask = answering(held)
        found = top.settled(ask(top.aggregation()), ask)
    assert list(found.counts[:wanted]) == expected[:wanted]
    assert not found.is_whole or list(found.counts) == expected


def test_every_term_comes_over_several_answers() -> None:
    keys = [f"t{n}" for n in range(7)]

    def ask(aggregation: Body) -> Body:
        asked = aggregation["composite"]
        left = [key for key in keys if key > asked.get("after", {}).get("term", "")]
        page = left[: asked["size"]]
        buckets = [{"key": {"term": key}, "doc_count": 1} for key in page]
        return {"buckets": buckets, "after_key": {"term": page[-1]} if page else {}}

    with patch.object(terms, "MOST", 3):
        assert [term for term, _ in all_terms("actor", ask)] == keys


def test_letters_are_taken_as_they_are() -> None:
    assert literally("a.b*c") == "a\\.b\\*c"


def nothing(field: str, start: str) -> list[str]:
    raise AssertionError(f"{field} {start}")


@pytest.mark.parametrize(
    ("query", "clause"),
    [
        (Word("the"), None),
        (And((Word("the"), Word("a"))), None),
        (Not(Word("the")), None),
        (Word("plans", "title"), {"term": {"title": "plan"}}),
        (
            Word("plans"),
            {"dis_max": {"queries": [{"term": {"title": "plan"}}, {"term": {"text": "plan"}}]}},
        ),
        (Phrase("talks on peace", 0, "text"), {"match_phrase": {"text": "talk _ peac"}}),
        (
            Phrase("the talks peace", 3, "said"),
            {
                "intervals": {
                    "said": {"match": {"query": "talk peac", "max_gaps": 3, "ordered": False}}
                }
            },
        ),
        (
            Pattern("pea*"),
            {"constant_score": {"filter": {"prefix": {"forms": {"value": "pea"}}}, "boost": 1}},
        ),
        (
            Pattern("p?a*", "speaker"),
            {
                "constant_score": {
                    "filter": {"wildcard": {"forms_speaker": {"value": "p?a*"}}},
                    "boost": 1,
                }
            },
        ),
    ],
)
def test_a_node_is_one_clause(query: Query, clause: Body | None) -> None:
    assert compiled(query, Known(nothing)) == clause


def test_a_pattern_that_a_cluster_cannot_tell_is_a_list_of_words() -> None:
    def words(field: str, start: str) -> list[str]:
        assert (field, start) == ("forms", "pea")
        return ["peaxabcdefg", "peaxabcdefgh", "peace"]

    clause = compiled(Pattern("pea*a???????"), Known(words))
    assert clause is not None
    assert clause["constant_score"]["filter"] == {"terms": {"forms": ["peaxabcdefgh"]}}


def test_scores_are_asked_for_with_statistics_that_come_along() -> None:
    query = Or((Phrase("peace talks peace"), Not(Word("war")), Fuzzy("tlaks"), Word("x", "actor")))
    assert stems_of(query) == ["peac", "talk"]

    def weigh(stems: object) -> Body:
        return {"idfs": [1.0, 2.0], "average": 3.0}

    clause = compiled(query, Known(nothing, weigh))
    assert clause is not None
    phrase, other, *_ = clause["bool"]["should"]
    assert phrase["script_score"]["script"] == {
        "source": SCRIPT,
        "params": {"stems": ["peac", "talk"], "idfs": [1.0, 2.0], "average": 3.0},
    }
    assert "script" not in str(other)


def test_a_version_holds_all_that_is_searched() -> None:
    story = document(
        "a",
        "The envoys said: “We want peace.” More.",
        headline="Peace talks",
        published="2023-04",
        spoken_of=("2023-03", "1990-01-01/1999-12-31"),
        actor="ada-berg",
        speaker="ada-berg",
    )
    held = version_of(story, 3)
    assert (held["born"], held["died"], held["length"]) == (3, LIVING, 2 * 3 + 6)
    assert (held["title"], held["month"], held["day"]) == ("peac talk", "2023-04", "2023-04-XX")
    assert held["text"].startswith("_ envoy said we want peac")
    assert held["said"] == ["we want peac"]
    assert held["spoken_in"] == ["2023", "2023-03"]
    assert (held["facet_actor"], held["names_speaker"]) == (["ada-berg"], ["ada berg"])
    assert "facet_speaker" not in held
