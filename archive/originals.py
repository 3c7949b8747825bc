"""A seed as it came, where its file is still on the disk and unchanged."""

from __future__ import annotations

import gzip
import hashlib
import zlib
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from archive.errors import NotFoundError
from archive.store import SeedRecord

LARGEST = 20 * 2**20
"""Most bytes of an original that are shown, packed or unpacked."""
HTML_READER = "html"
_GZIPPED = b"\x1f\x8b"
_PDF = b"%PDF-"


@dataclass(frozen=True, slots=True)
class Original:
    """The bytes of a seed, unpacked if it was gzipped, and the checksum of its file."""

    content: bytes
    sha256: str
    is_html: bool

    @property
    def is_pdf(self) -> bool:
        """Whether it is no text, but a document for a program of its own."""
        return self.content.startswith(_PDF)


def read_original(seed: SeedRecord) -> Original:
    """Read and unpack the file of a seed; raise NotFoundError when it is not what was read."""
    data = read_seed(seed)
    content = _unpacked(data, Path(seed.path).name) if data.startswith(_GZIPPED) else data
    return Original(content, seed.sha256, seed.reader == HTML_READER)


def read_seed(seed: SeedRecord) -> bytes:
    """Read the bytes of a seed; raise NotFoundError when they are not what was read then."""
    name = Path(seed.path).name
    if seed.size_bytes > LARGEST:
        raise NotFoundError(f"{name}: too large to be given here")
    try:
        data = Path(seed.path).read_bytes()
    except (OSError, ValueError) as error:
        raise NotFoundError(f"{name}: no longer where it was read") from error
    if hashlib.sha256(data).hexdigest() != seed.sha256:
        raise NotFoundError(f"{name}: changed since it was read; run `cuttings index` again")
    return data


def _unpacked(data: bytes, name: str) -> bytes:
    try:
        with gzip.GzipFile(fileobj=BytesIO(data)) as packed:
            content = packed.read(LARGEST + 1)
    except (OSError, EOFError, zlib.error) as error:
        raise NotFoundError(f"{name}: the gzip data is damaged") from error
    if len(content) > LARGEST:
        raise NotFoundError(f"{name}: too large to be shown here")
    return content
