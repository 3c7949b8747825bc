from __future__ import annotations

import json

from archive.exports.citations import as_bibtex, as_csl_json, as_ris, as_text, citation_key
from archive.model import PartialDate
from tests.archive.exports.builders import CONTEXT, exported

STORY = exported(
    "a",
    headline="Profit & loss {50%}",
    published=PartialDate.of(2023, 4, 28),
    source="Coast Daily",
    authors=("Jo Writer", "Sand and Sea, Ltd."),
    url="https://example.org/a?b={c}",
    language="en",
    actors=("Ada Larsen",),
)


def test_a_story_as_ris() -> None:
    assert b"".join(as_ris([STORY], CONTEXT)).decode().split("\r\n") == [
        "TY  - NEWS",
        "ID  - a",
        "TI  - Profit & loss {50%}",
        "AU  - Jo Writer",
        "AU  - Sand and Sea, Ltd.",
        "T2  - Coast Daily",
        "PY  - 2023",
        "DA  - 2023/04/28/",
        "LA  - en",
        "KW  - Ada Larsen",
        "UR  - https://example.org/a?b={c}",
        "L2  - http://archive.test/story/a",
        "Y2  - 2024/02/03/",
        "ER  - ",
        "",
        "",
    ]


def test_a_headline_cannot_end_a_ris_record() -> None:
    ris = b"".join(as_ris([exported(headline="One\r\nER  - \r\nTY  - BOOK")], CONTEXT)).decode()
    assert [line for line in ris.split("\r\n") if line.startswith(("TY", "ER"))] == [
        "TY  - NEWS",
        "ER  - ",
    ]


def test_of_a_date_only_what_is_known_is_said() -> None:
    month = exported(published=PartialDate.of(2023, 4))
    assert "DA  - 2023/04//" in b"".join(as_ris([month], CONTEXT)).decode()
    assert "DA  -" not in b"".join(as_ris([exported()], CONTEXT)).decode()
    assert json.loads(b"".join(as_csl_json([month], CONTEXT)))[0]["issued"] == {
        "date-parts": [[2023, 4]]
    }
    assert "issued" not in json.loads(b"".join(as_csl_json([exported()], CONTEXT)))[0]


def test_a_story_as_bibtex() -> None:
    assert b"".join(as_bibtex([STORY], CONTEXT)).decode() == (
        f"@article{{{citation_key(STORY)},\n"
        r"  title = {{Profit \& loss \{50\%\}}},"
        "\n"
        "  author = {Jo Writer and {Sand and Sea, Ltd.}},\n"
        "  journal = {Coast Daily},\n"
        "  year = {2023},\n"
        "  month = apr,\n"
        "  day = {28},\n"
        "  langid = {en},\n"
        "  url = {https://example.org/a?b=%7Bc%7D},\n"
        "  urldate = {2024-02-03},\n"
        "}\n\n"
    )


def test_keys_of_different_stories_differ() -> None:
    assert citation_key(exported("ü/1")) != citation_key(exported("ü/2"))
    assert citation_key(exported("ü/1")).replace("-", "").isalnum()


def test_a_story_as_csl_json() -> None:
    assert json.loads(b"".join(as_csl_json([STORY, exported("b")], CONTEXT))) == [
        {
            "id": "a",
            "type": "article-newspaper",
            "title": "Profit & loss {50%}",
            "author": [{"literal": "Jo Writer"}, {"literal": "Sand and Sea, Ltd."}],
            "container-title": "Coast Daily",
            "issued": {"date-parts": [[2023, 4, 28]]},
            "language": "en",
            "URL": "https://example.org/a?b={c}",
            "archive": "Cuttings",
            "archive_location": "http://archive.test/story/a",
            "accessed": {"date-parts": [[2024, 2, 3]]},
        },
        {
            "id": "b",
            "type": "article-newspaper",
            "title": "Ferry sails",
            "URL": "http://archive.test/story/b",
            "archive": "Cuttings",
            "archive_location": "http://archive.test/story/b",
            "accessed": {"date-parts": [[2024, 2, 3]]},
        },
    ]


def test_nothing_found_is_still_json() -> None:
    assert json.loads(b"".join(as_csl_json([], CONTEXT))) == []


def test_a_citation_in_words() -> None:
    assert as_text(STORY, CONTEXT) == (
        "Jo Writer, Sand and Sea, Ltd., “Profit & loss {50%}”, Coast Daily, 28 April 2023. "
        "https://example.org/a?b={c} (seen 3 February 2024)."
    )
    assert as_text(exported(), CONTEXT) == (
        "“Ferry sails”, undated. http://archive.test/story/a (seen 3 February 2024)."
    )
