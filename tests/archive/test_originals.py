from __future__ import annotations

import gzip
import hashlib
from pathlib import Path

import pytest

from archive.errors import NotFoundError
from archive.originals import LARGEST, Original, read_original
from archive.store import SeedRecord, SeedState


def seed(path: Path, data: bytes, reader: str = "html") -> SeedRecord:
    path.write_bytes(data)
    digest = hashlib.sha256(data).hexdigest()
    return SeedRecord(str(path), digest, len(data), SeedState.INDEXED, reader)


def test_an_original_is_the_file_as_it_came(tmp_path: Path) -> None:
    record = seed(tmp_path / "a.html", b"<p>\xff")
    assert read_original(record) == Original(b"<p>\xff", record.sha256, is_html=True)


def test_a_gzipped_original_is_unpacked_and_keeps_the_checksum_of_its_file(tmp_path: Path) -> None:
    record = seed(tmp_path / "a.txt.gz", gzip.compress(b"text"), "plain_text")
    assert read_original(record) == Original(b"text", record.sha256, is_html=False)


def test_a_file_that_changed_or_went_is_not_shown(tmp_path: Path) -> None:
    record = seed(tmp_path / "a.html", b"one")
    (tmp_path / "a.html").write_bytes(b"two")
    with pytest.raises(NotFoundError, match="changed since it was read"):
        read_original(record)
    (tmp_path / "a.html").unlink()
    with pytest.raises(NotFoundError, match="no longer where it was read"):
        read_original(record)


@pytest.mark.parametrize(
    "data", [gzip.compress(b"text")[:-6], gzip.compress(bytes(LARGEST + 1)), b"\x1f\x8b"]
)
def test_a_file_that_cannot_be_unpacked_is_not_shown(tmp_path: Path, data: bytes) -> None:
    with pytest.raises(NotFoundError, match=r"damaged|too large"):
        read_original(seed(tmp_path / "a.gz", data))
