"""An engine that is down, slow, and back again."""

from __future__ import annotations

from threading import Event

import pytest

from archive.engines.breaker import (
    FAILURES,
    REST_SECONDS,
    Breaker,
    begin_request,
    end_request,
)
from archive.errors import DamagedIndexError, EngineDownError, EngineError, NoIndexError


class Clock:
    moment = 0.0

    def __call__(self) -> float:
        return self.moment


class Engine:
    """Fails as long as it has an error, and counts how often it was asked."""

    def __init__(self, error: EngineError | None) -> None:
        self.error = error
        self.asked = 0

    def __call__(self) -> str:
        self.asked += 1
        if self.error:
            raise self.error
        return "answer"


def ask_often(breaker: Breaker, engine: Engine, times: int) -> list[str]:
    """The names of the errors."""
    errors = []
    for _ in range(times):
        try:
            breaker.ask(engine)
        except EngineError as error:
            errors.append(type(error).__name__)
    return errors


def test_an_engine_that_fails_is_left_alone_and_asked_again_after_a_while() -> None:
    clock, engine = Clock(), Engine(DamagedIndexError("bad"))
    breaker = Breaker(limit_seconds=5, now=clock)
    assert ask_often(breaker, engine, FAILURES + 2) == [
        *["DamagedIndexError"] * FAILURES,
        *["EngineDownError"] * 2,
    ]
    assert engine.asked == FAILURES
    clock.moment += REST_SECONDS
    assert ask_often(breaker, engine, 2) == ["DamagedIndexError", "EngineDownError"]
    engine.error = None
    clock.moment += REST_SECONDS
    assert [breaker.ask(engine) for _ in range(2)] == ["answer", "answer"]


def test_an_archive_without_an_index_is_no_failure() -> None:
    breaker, engine = Breaker(limit_seconds=5), Engine(NoIndexError("none"))
    assert set(ask_often(breaker, engine, FAILURES * 3)) == {"NoIndexError"}


def test_failures_between_answers_do_not_add_up() -> None:
    breaker, engine = Breaker(limit_seconds=5), Engine(None)
    for _ in range(FAILURES * 2):
        engine.error = EngineError("once")
        assert ask_often(breaker, engine, 1) == ["EngineError"]
        engine.error = None
        assert breaker.ask(engine) == "answer"


def test_an_answer_that_takes_too_long_is_not_waited_for() -> None:
    breaker, never = Breaker(limit_seconds=0.02), Event()
    with pytest.raises(EngineDownError, match=r"within 0\.02 s"):
        breaker.ask(lambda: never.wait(30))
    never.set()


def test_the_questions_of_a_request_share_its_time() -> None:
    clock, engine = Clock(), Engine(None)
    breaker = Breaker(limit_seconds=5, now=clock)
    begin_request(clock.moment)
    try:
        clock.moment += 4
        assert breaker.ask(engine) == "answer"
        clock.moment += 2
        with pytest.raises(EngineDownError, match="did not answer within 5 s"):
            breaker.ask(engine)
    finally:
        end_request()
    assert breaker.ask(engine) == "answer"
    assert engine.asked == 2
