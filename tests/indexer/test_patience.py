from __future__ import annotations

from collections.abc import Callable

import pytest

from archive.errors import StoreError, StoreLostError
from indexer.patience import WAITS_SECONDS, patiently


def failing(times: int, error: Exception) -> Callable[[], str]:
    """What raises so many times and then succeeds."""
    left = [error] * times

    def action() -> str:
        if left:
            raise left.pop()
        return "done"

    return action


def test_a_lost_database_is_waited_for() -> None:
    waited: list[float] = []
    assert patiently(failing(2, StoreLostError("gone")), waited.append) == "done"
    assert waited == list(WAITS_SECONDS[:2])


def test_nothing_is_tried_for_ever() -> None:
    waited: list[float] = []
    with pytest.raises(StoreLostError):
        patiently(failing(99, StoreLostError("gone")), waited.append)
    assert waited == list(WAITS_SECONDS)


def test_what_will_not_pass_is_raised_at_once() -> None:
    waited: list[float] = []
    with pytest.raises(StoreError):
        patiently(failing(1, StoreError("damaged")), waited.append)
    assert waited == []
