"""Several processes give what one gives, in the same order."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from multiprocessing import active_children

import pytest

from indexer.extract import pool
from indexer.extract.pool import Load, RecogniserPool, recognise_on
from indexer.extract.recogniser import Entity
from tests.indexer.extract.builders import ORGANISATION, load_capitals, load_nothing

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


def recognise_all(
    texts: Sequence[str], load: Load, *, processes: int = 1, model: str = ""
) -> Iterator[tuple[Entity, ...]]:
    with RecogniserPool(processes=processes, model=model, load=load) as pool_:
        yield from pool_.recognise(texts)


def test_one_process_recognises_in_place() -> None:
    assert list(recognise_all(TEXTS, load=load_capitals)) == FOUND


@pytest.mark.slow
def test_two_processes_give_the_same_in_the_same_order() -> None:
    assert list(recognise_all(TEXTS, processes=2, load=load_capitals)) == FOUND


def test_any_executor_will_do() -> None:
    with ThreadPoolExecutor(2) as executor:
        found = list(recognise_on(executor, TEXTS, pending=3, load=load_capitals))

    assert found == FOUND


def test_only_a_few_chunks_wait_at_any_time() -> None:
    executor = LazyExecutor()

    found = list(recognise_on(executor, TEXTS, pending=2, load=load_capitals))

    assert found == FOUND
    assert executor.most == 2


def test_texts_are_read_no_further_than_needed() -> None:
    read: list[str] = []

    def texts() -> Iterator[str]:
        for text in TEXTS:
            read.append(text)
            yield text

    names = recognise_on(LazyExecutor(), texts(), pending=1, load=load_capitals)
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
