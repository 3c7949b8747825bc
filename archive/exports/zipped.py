"""A zip file written piece by piece, the same bytes for the same content."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

_EPOCH = (1980, 1, 1, 0, 0, 0)
"""The time of every file in it, the first that a zip file can say."""
SUMS = "SHA256SUMS"
Files = Iterable[tuple[str, Iterable[bytes]]]
"""Names with their content in pieces, of which no more than one is held at a time."""


def as_zip(files: Files) -> Iterator[bytes]:
    """Zip files as they come; the last one is a list of their checksums for `sha256sum -c`."""
    sink = _Sink()
    sums: list[str] = []
    with ZipFile(sink, "w", ZIP_DEFLATED) as archive:
        for name, pieces in files:
            digest = hashlib.sha256()
            with archive.open(_info(name), "w") as file:
                for piece in pieces:
                    digest.update(piece)
                    file.write(piece)
                    if written := sink.taken():
                        yield written
            sums.append(f"{digest.hexdigest()}  {name}\n")
        archive.writestr(_info(SUMS), "".join(sums).encode())
    yield sink.taken()


def _info(name: str) -> ZipInfo:
    info = ZipInfo(name, _EPOCH)
    info.compress_type = ZIP_DEFLATED
    info.create_system = 3  # Unix, on whatever system it is made.
    info.external_attr = 0o644 << 16
    return info


class _Sink:
    """What a zip file is written to; it cannot be gone back in, as an answer cannot."""

    def __init__(self) -> None:
        self._pieces: list[bytes] = []

    def write(self, piece: bytes) -> int:
        """Keep a piece until it is taken."""
        self._pieces.append(bytes(piece))
        return len(piece)

    def flush(self) -> None:
        """Have nothing to do."""

    def close(self) -> None:
        """Have nothing to do."""

    def taken(self) -> bytes:
        """Everything that was written since the last time."""
        pieces, self._pieces = self._pieces, []
        return b"".join(pieces)
