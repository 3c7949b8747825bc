from __future__ import annotations

import random
from collections.abc import Iterator
from io import BytesIO
from zipfile import ZipFile

from archive.exports.zipped import as_zip


def test_a_file_is_sent_while_it_is_written() -> None:
    def endless() -> Iterator[bytes]:
        while True:
            yield random.Random(1).randbytes(100_000)

    zipped = as_zip([("endless", endless())])

    assert all(len(next(zipped)) < 200_000 for _ in range(3))


def test_pieces_are_one_file() -> None:
    content = b"".join(as_zip([("a", [b"one ", b"", b"two"]), ("b", [])]))
    with ZipFile(BytesIO(content)) as archive:
        assert (archive.read("a"), archive.read("b")) == (b"one two", b"")
