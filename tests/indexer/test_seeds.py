import os
from pathlib import Path

import pytest

from archive.errors import MalformedSeedError, UnreadableSeedError
from archive.model import Reject
from indexer.readers import SeedFile
from indexer.seeds import Skipped, find_seeds, largest, read_file


def write(path: Path, content: str = "Rain fell.") -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(content, encoding="utf-8")
    return path


def test_files_of_a_folder_come_in_order_of_name_those_of_its_folders_included(
    tmp_path: Path,
) -> None:
    files = [write(tmp_path / name) for name in ("b/2.txt", "c.txt", "a.html", "b/1.txt", "b/c/3")]

    assert list(find_seeds([tmp_path])) == [files[2], files[3], files[0], files[4], files[1]]


def test_hidden_files_and_documentation_are_skipped_with_the_reason(tmp_path: Path) -> None:
    story = write(tmp_path / "a.txt")
    write(tmp_path / ".git" / "config")
    write(tmp_path / "README.md")
    write(tmp_path / "readme")

    assert list(find_seeds([tmp_path])) == [
        Skipped(tmp_path / ".git", "hidden: its name starts with a dot"),
        Skipped(tmp_path / "README.md", "documentation: files named README are not seeds"),
        story,
        Skipped(tmp_path / "readme", "documentation: files named README are not seeds"),
    ]


def test_file_that_is_named_is_a_seed_whatever_its_name(tmp_path: Path) -> None:
    named = [write(tmp_path / ".hidden" / "a.txt"), write(tmp_path / "README.md")]

    assert list(find_seeds(named)) == named
    assert list(find_seeds([tmp_path / ".hidden"])) == [named[0]]


def test_path_that_is_not_there_is_rejected(tmp_path: Path) -> None:
    missing = tmp_path / "missing.txt"

    assert list(find_seeds([missing])) == [
        Reject(
            missing.as_posix(),
            "UnreadableSeedError",
            "cannot be read (No such file or directory); check that it exists and may be read",
        )
    ]


def test_links_in_a_circle_end_and_each_file_comes_once(tmp_path: Path) -> None:
    story = write(tmp_path / "a" / "b.txt")
    (tmp_path / "a" / "circle").symlink_to(tmp_path)
    (tmp_path / "a" / "itself").symlink_to("itself")
    (tmp_path / "c.txt").symlink_to(story)

    found = list(find_seeds([tmp_path, story]))

    assert found[0] == story
    assert found[1] == Skipped(
        tmp_path / "a" / "circle", f"the same as {tmp_path.as_posix()}, which is read"
    )
    assert isinstance(found[2], Reject)
    assert found[3:] == [
        Skipped(tmp_path / "c.txt", f"the same as {story.as_posix()}, which is read"),
        Skipped(story, f"the same as {story.as_posix()}, which is read"),
    ]


def test_pipe_is_skipped_and_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")

    assert list(find_seeds([tmp_path])) == [Skipped(tmp_path / "pipe.txt", "not a regular file")]


def test_folder_that_may_not_be_read_is_rejected_and_the_others_come(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    story = write(tmp_path / "b.txt")
    (tmp_path / "a").mkdir()
    monkeypatch.setattr(Path, "iterdir", _refuse(tmp_path / "a", Path.iterdir))

    found = list(find_seeds([tmp_path]))

    assert found == [
        Reject(
            (tmp_path / "a").as_posix(),
            "UnreadableSeedError",
            "cannot be read (Permission denied); check that it exists and may be read",
        ),
        story,
    ]


def test_file_that_may_not_be_read_is_rejected(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    story = write(tmp_path / "a.txt")
    monkeypatch.setattr(os, "access", lambda path, mode: Path(path) != story)

    (found,) = find_seeds([tmp_path])

    assert isinstance(found, Reject)
    assert (found.locator, found.kind) == (story.as_posix(), "UnreadableSeedError")


def test_file_is_read_as_it_lies_on_disk(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(b"\xffRain\r\n\x00")

    assert read_file(path) == SeedFile(path, b"\xffRain\r\n\x00")


def test_file_beyond_the_limit_is_refused(tmp_path: Path) -> None:
    path = write(tmp_path / "a.txt", "x" * 11)

    assert read_file(path, max_bytes=11).data == b"x" * 11
    with pytest.raises(MalformedSeedError, match=r"a.txt: larger than 10 bytes, .*; split it"):
        read_file(path, max_bytes=10)


@pytest.mark.parametrize("name", ["crawl.warc", "CRAWL.WARC.GZ", "crawl.wacz"])
def test_web_archives_may_be_larger_than_other_seeds(name: str) -> None:
    assert largest(Path("a.html")) < 10**9 < largest(Path(name))


@pytest.mark.parametrize("name", ["missing.txt", "folder"])
def test_file_that_cannot_be_opened_is_refused_with_the_cause(tmp_path: Path, name: str) -> None:
    (tmp_path / "folder").mkdir()

    with pytest.raises(UnreadableSeedError, match=rf"{name}: cannot be read \(.+\); check"):
        read_file(tmp_path / name)


def test_name_that_is_no_text_can_be_printed(tmp_path: Path) -> None:
    path = Path(os.fsdecode(os.fsencode(tmp_path) + b"/b\xff.txt"))

    assert SeedFile(path, b"").locator == f"{tmp_path.as_posix()}/b\\xff.txt"


def _refuse(forbidden: Path, real: object) -> object:
    def iterdir(path: Path) -> object:
        if path == forbidden:
            raise PermissionError(13, "Permission denied")
        assert callable(real)
        return real(path)

    return iterdir
