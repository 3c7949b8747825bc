"""Several processes give what one gives, in the same order."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import active_children

import pytest

from archive.errors import RecogniserError
from indexer import workers
from indexer.extract import pool
from indexer.extract.pool import Load, Names, RecogniserPool, Tally, Task, Unread, recognise_on
from indexer.extract.recogniser import Entity
from tests.indexer.extract.builders import ORGANISATION, load_capitals, load_deadly, load_nothing

TEXTS = [f"{'a' * (n % 7)} UN {n}" for n in range(300)]
FOUND = [(Entity(ORGANISATION, 1 + n % 7, 3 + n % 7),) for n in range(300)]


class LazyExecutor(Executor):
    """Runs a call when its result is asked for, and counts those that wait."""

    def __init__(self) -> None:
        self.waiting = 0
        self.most = 0

    def submit(self, fn, /, *args, **kwargs):  # type: ignore[no-untyped-def]
        self.waiting += 1
        self.most = max(self.most, self.waiting)
        future: Future[object] = Future()

        def result(timeout: float | None = None) -> object:
            self.waiting -= 1
            return fn(*args, **kwargs)

        future.result = result  # type: ignore[method-assign]
        return future


class FakeWorkers:
    """One executor, which lives as long as it likes."""

    deaths: tuple[type[BaseException], ...] = (BrokenProcessPool,)
    is_remote = False

    def __init__(self, executor: Executor, pending: int) -> None:
        self.executor = executor
        self.pending = pending

    def renew(self) -> None:
        pass

    def close(self) -> None:
        pass


def recognise_on_fake(executor: Executor, texts: Iterable[str], pending: int) -> Iterator[Names]:
    return recognise_on(FakeWorkers(executor, pending), texts, Task(load_capitals), {})


def recognise_all(
    texts: Sequence[str], load: Load, *, processes: int = 1, model: str = ""
) -> Iterator[Names]:
    with RecogniserPool(processes=processes, model=model, load=load) as pool_:
        yield from pool_.recognise(texts)


def test_one_process_recognises_in_place() -> None:
    assert list(recognise_all(TEXTS, load=load_capitals)) == FOUND


@pytest.mark.slow
def test_two_processes_give_the_same_in_the_same_order() -> None:
    assert list(recognise_all(TEXTS, processes=2, load=load_capitals)) == FOUND


def test_any_executor_will_do() -> None:
    with ThreadPoolExecutor(2) as executor:
        found = list(recognise_on_fake(executor, TEXTS, 3))

    assert found == FOUND


def test_only_a_few_chunks_wait_at_any_time() -> None:
    executor = LazyExecutor()

    found = list(recognise_on_fake(executor, TEXTS, 2))

    assert found == FOUND
    assert executor.most == 2


def test_texts_are_read_no_further_than_needed() -> None:
    read: list[str] = []

    def texts() -> Iterator[str]:
        for text in TEXTS:
            read.append(text)
            yield text

    names = recognise_on_fake(LazyExecutor(), texts(), 1)
    next(names)

    assert len(read) == pool.CHUNK_SIZE


def test_long_texts_travel_in_smaller_chunks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pool, "CHUNK_CHARACTERS", 10)

    assert list(pool.chunks(["a" * 6, "b" * 6, "c", "d" * 20, "e"])) == [
        ["a" * 6, "b" * 6],
        ["c", "d" * 20],
        ["e"],
    ]


def test_no_texts_give_no_names() -> None:
    assert list(recognise_all([], processes=2, load=load_capitals)) == []


@pytest.mark.slow
def test_an_error_in_a_process_comes_back_and_no_process_stays() -> None:
    with pytest.raises(LookupError, match="some_model"):
        list(recognise_all(TEXTS, processes=2, model="some_model", load=load_nothing))

    assert active_children() == []


@pytest.mark.slow
def test_stopping_early_leaves_no_process_behind() -> None:
    names = recognise_all(TEXTS, processes=2, load=load_capitals)
    assert next(names) == FOUND[0]

    names.close()  # type: ignore[attr-defined]

    assert active_children() == []


def test_a_text_that_raises_is_unread_and_the_others_are_read() -> None:
    found = list(recognise_all(["UN", "FAIL", "EU"], load=load_deadly))

    assert found == [
        (Entity(ORGANISATION, 0, 2),),
        Unread("its names cannot be recognised (ValueError: cannot read this)"),
        (Entity(ORGANISATION, 0, 2),),
    ]


@pytest.mark.slow
def test_a_text_that_kills_its_process_is_unread_and_the_others_are_read() -> None:
    texts = [*TEXTS[:210], "DEADLY", *TEXTS[210:]]

    found = list(recognise_all(texts, processes=2, load=load_deadly))

    assert found == [
        *FOUND[:210],
        Unread("a recognising process died of it, and again when it was read alone"),
        *FOUND[210:],
    ]


@pytest.mark.slow
def test_a_run_is_given_up_when_processes_keep_dying(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pool, "CHUNK_SIZE", 1)
    monkeypatch.setattr(workers, "MOST_DEATHS", 1)

    with pytest.raises(RecogniserError, match="keep dying"):
        list(recognise_all(["DEADLY"] * 300, processes=2, load=load_deadly))


def test_each_worker_is_counted() -> None:
    tallies: dict[str, Tally] = {}
    with ThreadPoolExecutor(2) as executor:
        list(recognise_on(FakeWorkers(executor, 2), TEXTS, Task(load_capitals), tallies))

    (tally,) = tallies.values()
    assert tally.texts == len(TEXTS)
    assert tally.per_second > 0


def test_a_worker_of_another_version_is_refused() -> None:
    with ThreadPoolExecutor(1) as executor, pytest.raises(RecogniserError, match="same version"):
        list(recognise_on(FakeWorkers(executor, 1), TEXTS, Task(load_capitals, "", "2"), {}))
