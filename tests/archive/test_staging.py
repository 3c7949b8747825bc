"""Folders for what is not finished go at the end, and when the process that had them is gone."""

from __future__ import annotations

import fcntl
import os
from pathlib import Path

import pytest

from archive.staging import PREFIX, SUFFIX, staging


def test_the_folder_is_there_for_the_block_alone(tmp_path: Path) -> None:
    with staging(tmp_path) as folder:
        (folder / "half").touch()
        assert list(tmp_path.iterdir()) == [folder]
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_somebody_works_in_stays(tmp_path: Path) -> None:
    with staging(tmp_path) as one, staging(tmp_path) as other:
        assert sorted(tmp_path.iterdir()) == sorted([one, other])


def test_a_folder_of_a_killed_process_goes(tmp_path: Path) -> None:
    child = os.fork()
    if not child:
        with staging(tmp_path):
            os._exit(0)
    os.waitpid(child, 0)
    (left,) = tmp_path.iterdir()
    with staging(tmp_path) as folder:
        assert list(tmp_path.iterdir()) == [folder]
    assert not left.exists()


def test_what_only_looks_alike_stays(tmp_path: Path) -> None:
    (tmp_path / "photos").mkdir()
    (tmp_path / f"{PREFIX}link{SUFFIX}").symlink_to(tmp_path / "photos")
    (tmp_path / f"{PREFIX}file{SUFFIX}").touch()
    (tmp_path / f"{PREFIX}notes").mkdir()
    before = sorted(tmp_path.iterdir())
    with staging(tmp_path):
        pass
    assert sorted(tmp_path.iterdir()) == before


def test_where_folders_cannot_be_locked_it_works_and_removes_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise OSError("no locks here")

    monkeypatch.setattr(fcntl, "flock", refuse)
    with staging(tmp_path) as one, staging(tmp_path) as other:
        assert sorted(tmp_path.iterdir()) == sorted([one, other])


def test_who_is_cleared_up_before_locking_makes_another(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real, calls = fcntl.flock, 0

    def slow(lock: int, how: int) -> None:
        nonlocal calls
        calls += 1
        if calls == 1:
            next(tmp_path.iterdir()).rmdir()
        real(lock, how)

    monkeypatch.setattr(fcntl, "flock", slow)
    with staging(tmp_path) as folder:
        assert list(tmp_path.iterdir()) == [folder]
