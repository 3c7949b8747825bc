"""A guard before an engine that may be slow or down, so that readers need not wait for it.

Each question has a time limit, and all questions of one request share it. After some failures
in a row the engine is left alone for a while and every question is refused at once; then one is
let through, and if it is answered all are (the circuit breaker of M. Nygard, Release It!, 2007).
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from concurrent.futures import TimeoutError as TooLate
from contextlib import AbstractContextManager
from contextvars import ContextVar
from dataclasses import dataclass
from threading import Lock
from typing import TypeVar

from archive.errors import EngineDownError, EngineError, NoIndexError, WriterBusyError
from archive.search.documents import IndexDocument
from archive.search.engine import IndexWriter, LockHolder, Manifest, SearchEngine, Searcher
from archive.search.request import SearchRequest
from archive.search.results import Hit, ResultPage, WordCount

FAILURES = 5
REST_SECONDS = 10.0
THREADS = 32
"""Questions that are being answered at once; one that is too late holds its thread."""
T = TypeVar("T")
_request_began: ContextVar[float | None] = ContextVar("request_began", default=None)


def begin_request(moment: float | None = None) -> None:
    """Let what this thread asks from now on share one time limit."""
    _request_began.set(time.monotonic() if moment is None else moment)


def end_request() -> None:
    """Let each question have the time limit for itself again."""
    _request_began.set(None)


class Breaker:
    """Counts failures in a row; threads may share it."""

    def __init__(self, *, limit_seconds: float, now: Callable[[], float] = time.monotonic) -> None:
        self._limit_seconds = limit_seconds
        self._now = now
        self._failures = 0
        self._rests_until = 0.0
        self._lock = Lock()
        self._threads = ThreadPoolExecutor(THREADS, "engine")

    def ask(self, question: Callable[[], T]) -> T:
        """Let the engine answer; raise EngineDownError when it does not, or is resting."""
        self._check_rest()
        seconds = self._seconds_left()
        future = self._threads.submit(question)
        try:
            answer = future.result(seconds)
        except (NoIndexError, WriterBusyError):
            raise
        except TooLate as error:
            future.cancel()
            self._failed()
            raise self._too_late() from error
        except EngineError:
            self._failed()
            raise
        self._succeeded()
        return answer

    def _seconds_left(self) -> float:
        """How long a question may take that is asked now."""
        began = _request_began.get()
        if began is None:
            return self._limit_seconds
        left = began + self._limit_seconds - self._now()
        if left <= 0:
            raise self._too_late()
        return left

    def _too_late(self) -> EngineDownError:
        return EngineDownError(f"the search engine did not answer within {self._limit_seconds:g} s")

    def _check_rest(self) -> None:
        with self._lock:
            now = self._now()
            if now < self._rests_until:
                raise EngineDownError(
                    f"the search engine failed {self._failures} times in a row; it is asked "
                    f"again in {self._rests_until - now:.0f} s"
                )
            if self._failures >= FAILURES:  # This one tries; others are refused meanwhile.
                self._rests_until = now + REST_SECONDS

    def _failed(self) -> None:
        with self._lock:
            self._failures += 1
            if self._failures >= FAILURES:
                self._rests_until = self._now() + REST_SECONDS

    def _succeeded(self) -> None:
        with self._lock:
            self._failures = 0
            self._rests_until = 0.0


@dataclass(frozen=True, slots=True)
class GuardedEngine:
    """An engine behind a breaker; writing to it is not guarded."""

    engine: SearchEngine
    breaker: Breaker

    def searcher(self) -> Searcher:
        """The newest view, which is asked through the breaker as well."""
        return GuardedSearcher(self.breaker.ask(self.engine.searcher), self.breaker)

    def writer(self, *, change: int | None = None) -> AbstractContextManager[IndexWriter]:
        """As the engine has it."""
        return self.engine.writer(change=change)

    def rebuild(self, documents: Iterable[IndexDocument], *, change: int = 0) -> Manifest:
        """As the engine does it."""
        return self.engine.rebuild(documents, change=change)

    def manifest(self) -> Manifest:
        """Describe the current generation, if the engine answers."""
        return self.breaker.ask(self.engine.manifest)

    def lock_holder(self) -> LockHolder | None:
        """Say who is writing, if the engine answers."""
        return self.breaker.ask(self.engine.lock_holder)

    def bytes_held(self) -> int | None:
        """How large the index is, if the engine answers."""
        return self.breaker.ask(self.engine.bytes_held)


@dataclass(frozen=True, slots=True)
class GuardedSearcher:
    """A view that is asked through a breaker."""

    searcher: Searcher
    breaker: Breaker

    def search(self, request: SearchRequest) -> ResultPage:
        """Answer one request."""
        return self.breaker.ask(lambda: self.searcher.search(request))

    def story_ids(self, request: SearchRequest) -> tuple[str, ...]:
        """The ids of every match in order."""
        return self.breaker.ask(lambda: self.searcher.story_ids(request))

    def words(self, prefix: str, limit: int, field: str | None = None) -> tuple[WordCount, ...]:
        """Words that begin so."""
        return self.breaker.ask(lambda: self.searcher.words(prefix, limit, field))

    def near_words(self, word: str, limit: int, field: str | None = None) -> tuple[WordCount, ...]:
        """Other words spelt nearly so."""
        return self.breaker.ask(lambda: self.searcher.near_words(word, limit, field))

    def similar(self, story_id: str, limit: int) -> tuple[Hit, ...]:
        """The stories most like one."""
        return self.breaker.ask(lambda: self.searcher.similar(story_id, limit))
