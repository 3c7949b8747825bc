import pytest

from archive.errors import UnknownFormatError
from tests.indexer.readers.seeds import read_all, read_one

PAGE = "<!doctype html><html><body><h1>Ferry</h1><p>The ferry sank in the bay.</p></body></html>"
RECORD = '{"headline": "Ferry", "text": "The ferry sank."}'
FEED = '<rss version="2.0"><channel><item><title>Ferry</title></item></channel></rss>'
REUTERS = '<!DOCTYPE lewis SYSTEM "lewis.dtd">\n<REUTERS NEWID="1"><TITLE>FERRY</TITLE></REUTERS>'


@pytest.mark.parametrize(
    ("name", "content", "reader"),
    [
        ("a.txt", " date 2023 The ferry sank.", "seed_text"),
        ("a.txt", "The ferry sank.", "plain_text"),
        ("a.md", "The ferry sank.", "plain_text"),
        ("a", "The ferry sank.", "plain_text"),
        ("St. Petersburg in the rain", "The ferry sank.", "plain_text"),
        ("story.20230428", "The ferry sank.", "plain_text"),
        ("a.html", PAGE, "html"),
        ("a.HTM", "<p>The ferry sank in the bay.", "html"),
        ("a.jsonl", RECORD, "json_lines"),
        ("a.json", f"[{RECORD}]", "json_lines"),
        ("a.sgm", REUTERS, "reuters_sgml"),
    ],
)
def test_suffix_chooses_the_reader(name: str, content: str, reader: str) -> None:
    assert read_one(name, content).reader == reader


@pytest.mark.parametrize(
    ("name", "content", "reader"),
    [
        ("a.txt", PAGE, "html"),
        ("a.txt", "<!-- saved -->\n<?xml version='1.0'?>\n" + PAGE, "html"),
        ("index.php", PAGE, "html"),
        ("a.html", " date 2023-04-28 The ferry sank.", "seed_text"),
        ("a.txt", RECORD, "json_lines"),
        ("a.html", FEED, "feed"),
        ("index.php", "<!-- made -->\n" + FEED, "feed"),
        ("a.html", REUTERS, "reuters_sgml"),
    ],
)
def test_content_wins_over_the_suffix(name: str, content: str, reader: str) -> None:
    assert read_one(name, content).reader == reader


def test_unknown_suffix_is_refused_with_those_that_are_known() -> None:
    with pytest.raises(UnknownFormatError) as raised:
        read_all("a.docx", "The ferry sank.")

    assert str(raised.value) == (
        "seeds/a.docx: no reader for .docx; there are: .atom .htm .html .json .jsonl .markdown .md "
        ".ndjson .pdf .rdf .rss .sgm .sgml .shtml .text .txt .wacz .warc .xhtml .xml (.gz)"
    )
