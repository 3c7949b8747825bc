import gzip
import hashlib
import io
import zipfile

import pytest

from archive.errors import EmptySeedError, MalformedSeedError, SeedError
from archive.model import Reject, Story
from indexer.readers import web_archive
from tests.indexer.readers.seeds import read_all, read_one

Capture = tuple[str, bytes, str, str]
"""Address, content, content type, status line."""


def page(title: str) -> bytes:
    return (
        f"<!doctype html><html><head><title>{title}</title></head><body><article><h1>{title}</h1>"
        "<p>Councillors in Sampleton have closed the old bridge over the river for good.</p>"
        "<p>Mayor Jane Sample said that its piers had not been looked at for forty years.</p>"
        "</article></body></html>"
    ).encode()


def capture(
    address: str, content: bytes, kind: str = "text/html; charset=utf-8", status: str = "200 OK"
) -> Capture:
    return address, content, kind, status


BRIDGE = capture("https://post.example.org/2023/04/28/bridge", page("Bridge closed"))
FERRY = capture("https://post.example.org/ferry", page("Ferry sinks"))


def record(kind: str, address: str, content_type: str, block: bytes, digest: str = "") -> bytes:
    """One record as ISO 28500 lays it out."""
    head = (
        f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Record-ID: <urn:x:{address}>\r\n"
        f"WARC-Date: 2024-01-01T00:00:00Z\r\nWARC-Target-URI: {address}\r\n"
        f"WARC-Payload-Digest: sha1:{digest}\r\nContent-Type: {content_type}\r\n"
        f"Content-Length: {len(block)}\r\n\r\n"
    )
    return head.encode() + block + b"\r\n\r\n"


def warc(*captures: Capture, gzipped: bool = True) -> bytes:
    records = [record("warcinfo", "a.warc", "application/warc-fields", b"software: tests\r\n")]
    for address, content, kind, status in captures:
        http = f"HTTP/1.1 {status}\r\nContent-Type: {kind}\r\n\r\n".encode() + content
        digest = hashlib.sha1(content).hexdigest()
        message = "application/http; msgtype=response"
        records.append(record("response", address, message, http, digest))
    return b"".join(gzip.compress(r) if gzipped else r for r in records)


def wacz(*files: tuple[str, bytes]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as folder:
        for name, data in files:
            folder.writestr(name, data)
    return file.getvalue()


@pytest.mark.parametrize("gzipped", [True, False])
def test_pages_are_read_as_if_saved_with_the_address_they_came_from(gzipped: bool) -> None:
    bridge, ferry = read_all("crawl.warc.gz", warc(BRIDGE, FERRY, gzipped=gzipped))

    assert isinstance(bridge, Story)
    assert isinstance(ferry, Story)
    assert bridge.locator == "seeds/crawl.warc.gz#https://post.example.org/2023/04/28/bridge"
    assert (bridge.headline, bridge.published.iso, bridge.url) == (
        "Bridge closed",
        "2023-04-28",
        "https://post.example.org/2023/04/28/bridge",
    )
    assert (ferry.headline, ferry.published.iso) == ("Ferry sinks", "")


def test_pictures_errors_and_redirects_are_passed_over() -> None:
    others = [
        capture("https://example.org/a.png", b"\x89PNG", "image/png"),
        capture("https://example.org/gone", page("Not found"), status="404 Not Found"),
        capture("https://example.org/moved", page("Moved"), status="301 Moved"),
    ]

    assert read_one("crawl.warc", warc(*others, BRIDGE)).headline == "Bridge closed"


def test_page_without_a_story_is_rejected_with_its_address() -> None:
    empty = capture("https://example.org/", b"<html><body><p></p></body></html>")

    reject, story = read_all("crawl.warc", warc(empty, BRIDGE))

    assert isinstance(reject, Reject)
    assert reject.locator == "seeds/crawl.warc#https://example.org/"
    assert reject.kind == EmptySeedError.__name__
    assert isinstance(story, Story)


def test_same_page_captured_twice_is_one_story_and_a_changed_one_another() -> None:
    changed = capture(BRIDGE[0], page("Bridge opened again"))

    items = read_all("crawl.warc", warc(BRIDGE, BRIDGE, changed))

    assert [item.headline for item in items if isinstance(item, Story)] == [
        "Bridge closed",
        "Bridge opened again",
    ]
    assert items[1].locator == "seeds/crawl.warc#4"


@pytest.mark.parametrize("gzipped", [True, False])
@pytest.mark.parametrize("lost", [1, 30, 200, 300])
def test_archive_cut_short_keeps_what_is_whole_and_says_so(gzipped: bool, lost: int) -> None:
    items = read_all("crawl.warc", warc(BRIDGE, FERRY, gzipped=gzipped)[:-lost])

    assert isinstance(items[0], Story)
    assert items[0].headline == "Bridge closed"
    assert isinstance(items[-1], Reject)
    assert "damaged or cut short after record" in items[-1].reason


def test_damage_in_the_middle_is_never_silent() -> None:
    data = bytearray(warc(BRIDGE, FERRY))

    for place in range(20, len(data), 37):
        damaged = bytes(data[:place]) + bytes([data[place] ^ 0xFF]) + bytes(data[place + 1 :])
        try:
            items = read_all("crawl.warc.gz", damaged)
        except SeedError:
            continue
        assert len([i for i in items if isinstance(i, Story)]) == 2 or isinstance(items[-1], Reject)


def test_page_larger_than_pages_are_is_rejected(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(web_archive, "LARGEST_PAGE", 100)

    (reject,) = read_all("crawl.warc", warc(BRIDGE))

    assert isinstance(reject, Reject)
    assert "MB in one page" in reject.reason


def test_archive_that_unpacks_to_too_much_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(web_archive, "LARGEST_UNPACKED", 100)

    assert isinstance(read_all("crawl.warc", warc(BRIDGE))[-1], Reject)


def test_wacz_holds_web_archives() -> None:
    data = wacz(
        ("datapackage.json", b"{}"),
        ("archive/data.warc.gz", warc(BRIDGE)),
        ("archive/more.warc.gz", warc(FERRY)),
    )

    items = read_all("crawl.wacz", data)

    assert [getattr(item, "headline", item) for item in items] == ["Bridge closed", "Ferry sinks"]


def test_damaged_wacz_is_refused() -> None:
    with pytest.raises(MalformedSeedError, match="the zip is damaged or cut short"):
        read_all("crawl.wacz", wacz(("archive/data.warc.gz", warc(BRIDGE)))[:-30])
