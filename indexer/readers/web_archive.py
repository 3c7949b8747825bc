"""Reader of web archives: WARC files (ISO 28500), gzipped or not, and WACZ, a zip of them.

Each page that was answered with success is read as a page saved by itself. Pictures, scripts,
redirects and errors are passed over: they are no stories.
"""

from __future__ import annotations

import gzip
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO

from warcio.archiveiterator import ArchiveIterator
from warcio.exceptions import ArchiveLoadFailed
from warcio.recordloader import ArcWarcRecord

from archive.errors import MalformedSeedError, SeedError
from archive.model import Reject, Story
from indexer.readers import html_page
from indexer.readers.decode import decode
from indexer.readers.gzipped import MAGIC
from indexer.readers.records import RecordLocators
from indexer.readers.seed import SeedFile

NAME = "web_archive"
LARGEST_PAGE = 20 * 2**20
"""Most bytes of one page."""
LARGEST_UNPACKED = 32 * 2**30
"""Most bytes that a file may unpack to; more is taken for a trap."""
_OPENING = b"WARC/"
_ZIP = b"PK\x03\x04"
_RECORD_END = b"\r\n\r\n"
_CHUNK = 1 << 20
_PAGES = ("text/html", "application/xhtml+xml")


def is_web_archive(seed: SeedFile) -> bool:
    """Whether the bytes are those of a WARC file, or of a zip that is named `.wacz`."""
    if seed.data.startswith(_ZIP):
        return seed.path.suffix.lower() == ".wacz"
    return _unpacked_head(seed.data).startswith(_OPENING)


def read(seed: SeedFile) -> Iterator[Story | Reject]:
    """Yield the stories of the pages; a last Reject says that a file is damaged."""
    locators = RecordLocators(seed.locator)
    seen: set[tuple[str, str]] = set()
    for warc in _warcs(seed):
        number = 0
        for number, record in enumerate(_records(warc), start=1):
            if _is_page(record) and not _was_seen(record, seen):
                yield from _page(record, locators.take(number, _address(record)))
        if not _is_whole(warc):
            yield _cut_short(locators.take(number + 1), number)


def _warcs(seed: SeedFile) -> Iterator[bytes]:
    """The WARC files of a seed, as they are packed."""
    if not seed.data.startswith(_ZIP):
        yield seed.data
        return
    try:
        with zipfile.ZipFile(BytesIO(seed.data)) as folder:
            for name in folder.namelist():
                if name.startswith("archive/") and name.endswith((".warc", ".warc.gz")):
                    yield folder.read(name)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError, zlib.error) as error:
        raise MalformedSeedError(
            f"{seed.locator}: the zip is damaged or cut short; copy the file again"
        ) from error


def _records(warc: bytes) -> Iterator[ArcWarcRecord]:
    """The records up to the first that is damaged."""
    try:
        yield from ArchiveIterator(BytesIO(warc))
    except (ArchiveLoadFailed, AttributeError, EOFError, TypeError, ValueError, zlib.error):
        return  # Headers that are missing are not looked for before they are used.


def _is_page(record: ArcWarcRecord) -> bool:
    """Whether a record is a page as a server gave it, or as a program stored it."""
    if record.rec_type == "response" and record.http_headers:
        kind = record.http_headers.get_header("Content-Type")
        is_answered = record.http_headers.get_statuscode() == "200"
    else:
        kind = record.content_type
        is_answered = record.rec_type == "resource"
    return is_answered and (kind or "").lower().startswith(_PAGES)


def _was_seen(record: ArcWarcRecord, seen: set[tuple[str, str]]) -> bool:
    """Whether the same page was captured before with the same content."""
    digest = record.rec_headers.get_header("WARC-Payload-Digest") or ""
    capture = (_address(record), digest)
    is_again = bool(digest) and capture in seen
    seen.add(capture)
    return is_again


def _address(record: ArcWarcRecord) -> str:
    return str(record.rec_headers.get_header("WARC-Target-URI") or "").strip("<>")


def _page(record: ArcWarcRecord, locator: str) -> Iterator[Story | Reject]:
    try:
        seed = decode(_content(record, locator), locator)
        yield from html_page.read(replace(seed, url=_address(record)))
    except SeedError as error:
        yield Reject.of(locator, error, NAME)


def _cut_short(locator: str, records: int) -> Reject:
    error = MalformedSeedError(
        f"{locator}: damaged or cut short after record {records}; copy the file again"
    )
    return Reject.of(locator, error, NAME)


def _content(record: ArcWarcRecord, locator: str) -> bytes:
    """The page, unpacked as its HTTP headers say."""
    try:
        content: bytes = record.content_stream().read(LARGEST_PAGE + 1)
    except (OSError, EOFError, zlib.error, ValueError) as error:
        raise MalformedSeedError(f"{locator}: the page cannot be unpacked ({error})") from error
    if len(content) > LARGEST_PAGE:
        raise MalformedSeedError(f"{locator}: more than {LARGEST_PAGE // 2**20} MB in one page")
    return content


def _unpacked_head(data: bytes) -> bytes:
    if not data.startswith(MAGIC):
        return data[: len(_OPENING)]
    try:
        return zlib.decompressobj(zlib.MAX_WBITS | 16).decompress(data[:_CHUNK], len(_OPENING))
    except zlib.error:
        return b""


def _is_whole(warc: bytes) -> bool:
    """Whether a file can be unpacked to its end, and that is the end of a record.

    The iterator over its records ends without a word where it is damaged.
    """
    if not warc.startswith(MAGIC):
        return warc.endswith(_RECORD_END)
    end, size = b"", 0
    try:
        with gzip.GzipFile(fileobj=BytesIO(warc)) as packed:
            while size <= LARGEST_UNPACKED and (chunk := packed.read(_CHUNK)):
                end = (end + chunk)[-len(_RECORD_END) :]
                size += len(chunk)
    except (OSError, EOFError, zlib.error):
        return False
    return end == _RECORD_END and size <= LARGEST_UNPACKED
