"""Whatever the bytes: each seed gives stories and rejects with a reason, and never a crash."""

import gzip

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archive.model import Reject, Story
from tests.indexer.readers.seeds import read_or_reject

SUFFIXES = [
    ".txt",
    ".md",
    "",
    ".html",
    ".jsonl",
    ".json",
    ".sgm",
    ".gz",
    ".txt.gz",
    ".pdf",
    ".xml",
    ".warc",
    ".wacz",
]
FRAGMENTS = [
    b" date 2023-02-30 ",
    b"WATCH | a \xc3\x97 ",
    b"(With inputs from ",
    b"By Jane Example\n\n",
    b"PARIS (AFP) - ",
    b"Title: ",
    b"---\n",
    b"<html>",
    b"<!doctype html>",
    b'<rss version="2.0"><channel><item>',
    b"</item>",
    b"%PDF-1.4\n",
    b"WARC/1.0\r\n",
    b"PK\x03\x04",
    b"<p>",
    b"</p>",
    b"<div ",
    b"<!--",
    b"<script type='application/ld+json'>",
    b"</script>",
    b"<meta name=date content='",
    b"<time datetime=",
    b"<h1>",
    b'{"text": "',
    b'"}\n',
    b"[",
    b'{"id":',
    b"<REUTERS>",
    b"<TEXT><BODY>",
    b"</REUTERS>",
    b"&#0;&#xD800;&lt;",
    b"\x1f\x8b\x08\x00",
    b"\xff\xfe",
    b"\xef\xbb\xbf",
    b"\x00",
    b"2020-13-45",
    b"Rain fell on the town. ",
]


def accounted_for(items: list[Story | Reject]) -> bool:
    """Whether there is a story or a reject, each with a place, and text or a reason."""
    return bool(items) and all(
        item.locator.startswith("seeds/a")
        and (bool(item.reason) if isinstance(item, Reject) else bool(item.headline))
        for item in items
    )


@pytest.mark.parametrize("data", [b"[]", b"[ ]\n", b"\n\n"])
def test_a_list_of_no_stories_is_an_empty_seed(data: bytes) -> None:
    (reject,) = read_or_reject("a.json", data)
    assert isinstance(reject, Reject)
    assert reject.kind == "EmptySeedError"


@pytest.mark.parametrize("suffix", SUFFIXES)
@settings(max_examples=40)
@given(data=st.binary(max_size=400))
def test_random_bytes_are_accounted_for(suffix: str, data: bytes) -> None:
    assert accounted_for(read_or_reject(f"a{suffix}", data))


@pytest.mark.parametrize("suffix", SUFFIXES)
@settings(max_examples=60)
@given(pieces=st.lists(st.sampled_from(FRAGMENTS) | st.binary(max_size=8), max_size=25))
def test_pieces_of_every_format_in_any_order_are_accounted_for(
    suffix: str, pieces: list[bytes]
) -> None:
    assert accounted_for(read_or_reject(f"a{suffix}", b"".join(pieces)))


@settings(max_examples=100)
@given(text=st.text(max_size=300))
def test_any_text_gives_spans_inside_it_and_text_that_can_be_stored(text: str) -> None:
    for item in read_or_reject("a.txt", text.encode("utf-8", "surrogatepass")):
        if isinstance(item, Story):
            ends = [place for span in item.asides for place in span]
            assert ends == sorted(ends)
            assert all(0 <= place <= len(item.text) for place in ends)
            assert item.text.encode("utf-8").decode("utf-8") == item.text
            assert "\x00" not in item.text + item.headline


@pytest.mark.parametrize(
    ("name", "data", "kind"),
    [
        ("a.txt", b"", "EmptySeedError"),
        ("a.html", b" \n\t ", "EmptySeedError"),
        ("a.jsonl", b"\xef\xbb\xbf\n", "EmptySeedError"),
        ("a.txt", bytes(range(256)), "UndecodableSeedError"),
        ("a.html", b"\x00" * 100, "UndecodableSeedError"),
        ("a.docx", b"not really", "UnknownFormatError"),
        ("a.pdf", b"%PDF-1.4 not really", "MalformedSeedError"),
        ("a.warc.gz", gzip.compress(b"WARC/1.0"), "MalformedSeedError"),
        ("a.txt.gz", b"\x1f\x8b\x08", "MalformedSeedError"),
        ("a.json", b'{"text": ', "MalformedSeedError"),
        ("a.sgm", b"<A>", "MalformedSeedError"),
    ],
)
def test_each_kind_of_bad_seed_is_refused_by_its_name(name: str, data: bytes, kind: str) -> None:
    (item,) = read_or_reject(name, data)

    assert isinstance(item, Reject)
    assert item.kind == kind


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.txt", b"Read also: rain\n" * 20_000),
        ("a.txt", b"WATCH | rain \xc3\x97 Foo Bar baz\n\n" * 10_000),
        ("a.txt", b"(" * 200_000),
        ("a.txt", b"By " * 100_000),
        ("a.txt", b"A. " * 100_000),
        ("a.txt", b"x" + b" " * 300_000 + b"y"),
        ("a.html", b"<!-- a -->" * 20_000 + b"<html><p>Rain fell.</p>"),
        ("a.html", b"<html>" + b"<" * 100_000),
        ("a.sgm", b"<REUTERS><TEXT><BODY>" + b"<TITLE>" * 20_000 + b"</TEXT></REUTERS>"),
    ],
    ids=range(9),
)
def test_repetition_is_read_in_time_that_grows_with_its_length(name: str, data: bytes) -> None:
    assert accounted_for(read_or_reject(name, data))


@pytest.mark.slow
@pytest.mark.parametrize("name", ["a.txt", "a.html", "a.json", "a.jsonl", "a.sgm"])
def test_fifty_megabytes_are_no_crash(name: str) -> None:
    assert accounted_for(read_or_reject(name, b"word " * 10_000_000))
