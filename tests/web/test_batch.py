"""Batch search: a thousand queries, each counted as the search box counts it."""

from __future__ import annotations

import csv
from io import BytesIO, StringIO

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from archive.catalogue import Catalogue
from archive.search.state import SearchState
from tests.web.reading import attribute, open_page, page_of, text, texts

GOOD = ("strike", "ferry OR crane", '"ferry crews"', "tid*", "title:strike -over", "date:2019")
BAD = ("ferry AND", '"open', "(strike", "foo:bar", "st*")


def sent(client: FlaskClient, queries: str, address: str = "/batch", **more: str) -> TestResponse:
    return client.post(address, data={"queries": queries, **more})


def test_a_thousand_lines_with_ten_bad_ones(client: FlaskClient, catalogue: Catalogue) -> None:
    lines = [GOOD[number % len(GOOD)] for number in range(1000)]
    for place in range(10):
        lines[place * 97] = BAD[place % len(BAD)]
    response = sent(client, "\n".join(lines), "/batch.csv")
    rows = list(csv.DictReader(StringIO(response.text, newline="")))
    good = [row for row in rows if not row["reason"]]
    bad = [row for row in rows if row["reason"]]

    assert (len(good), len(bad)) == (990, 10)
    assert [int(row["line"]) for row in bad] == [place * 97 + 1 for place in range(10)]
    assert {row["stories"] for row in bad} == {""}
    for query in GOOD:
        found = {row["stories"] for row in good if row["query"] == query}
        assert found == {str(catalogue.total(SearchState(query)))}


def test_each_count_is_the_one_that_its_link_shows(client: FlaskClient) -> None:
    page = page_of(sent(client, "\n".join(GOOD), filters="date=2023"))
    assert texts(page, ".rules li") == ["Date: 2023"]
    for row in page.select("tbody tr"):
        (link,) = row.select("a")
        (count,) = row.select(".found")
        shown = client.get(str(link["href"]).replace("/search?", "/search.json?")).json
        assert shown is not None
        assert count.get_text() == str(shown["total"])
        assert "date=2023" in str(link["href"])


def test_results_can_be_put_in_the_order_of_their_counts(client: FlaskClient) -> None:
    page = page_of(sent(client, "strike\nnowhere\ntide", order="count"))
    assert texts(page, "tbody tr") == ["3 tide 15", "1 strike 2", "2 nowhere 0"]
    again = page_of(
        sent(client, attribute(page, "form.ways input[name=queries]", "value"), order="line")
    )
    assert texts(again, "tbody tr") == ["1 strike 2", "2 nowhere 0", "3 tide 15"]


def test_a_bad_line_has_its_number_its_reason_and_its_repair(client: FlaskClient) -> None:
    page = page_of(sent(client, "strike\nferry AND"))
    assert text(page, "h1") == "1 query counted, 1 line not understood"
    (line,) = texts(page, ".prose li")
    assert line.startswith("Line 2: ferry AND: ")
    assert attribute(page, ".prose li a", "href") == "/search?q=ferry"


def test_a_table_is_sent_as_a_file(client: FlaskClient) -> None:
    table = b'id,query\n1,"""ferry crews"""\n2,"tide, table"\n'
    page = page_of(client.post("/batch", data={"file": (BytesIO(table), "Some.CSV")}))
    assert texts(page, "tbody tr") == ['2 "ferry crews" 2', "3 tide, table 15"]
    kept = {str(i["name"]): str(i["value"]) for i in page.select("form.ways input")}
    again = client.post("/batch.csv", data=kept)
    assert [row["stories"] for row in csv.DictReader(StringIO(again.text))] == ["2", "15"]


def test_a_cell_is_no_formula(client: FlaskClient) -> None:
    rows = list(csv.DictReader(StringIO(sent(client, "-strike", "/batch.csv").text)))
    assert rows[0]["query"] == "'-strike"


@pytest.mark.parametrize(
    ("queries", "words"),
    [
        ("", "write one on each line"),
        ("x\n" * 2001, "2,000 queries"),
        ("x" * 600_000, "512 KB"),
    ],
)
def test_too_little_or_too_much_is_refused_with_advice(
    client: FlaskClient, queries: str, words: str
) -> None:
    response = sent(client, queries)
    assert response.status_code == 400
    assert words in page_of(response).get_text()


def test_more_than_any_batch_is_not_read(client: FlaskClient) -> None:
    assert sent(client, "x" * 3_000_000).status_code == 413


def test_a_foreign_page_cannot_make_the_archive_count(client: FlaskClient) -> None:
    headers = {"Sec-Fetch-Site": "cross-site"}
    response = client.post("/batch", data={"queries": "strike"}, headers=headers)
    assert response.status_code == 403


def test_the_form_keeps_filters_of_its_address(client: FlaskClient) -> None:
    page = open_page(client, "/batch?q=left+out&actor=ada-larsen")
    assert texts(page, ".rules li") == ["Actor: Ada Larsen"]
    assert attribute(page, "input[name=filters]", "value") == "actor=ada-larsen"


def test_a_batch_as_json_counts_as_the_search_does(client: FlaskClient) -> None:
    form = {"queries": 'strike\n\nferry "crane\nxylophone', "filters": "actor=ada-larsen"}
    strike, crane, xylophone = client.post("/batch.json", data=form).get_json()["results"]

    assert strike == {
        "line": 1,
        "query": "strike",
        "total": client.get("/search.json?q=strike&actor=ada-larsen").get_json()["total"],
        "reason": None,
        "repair": None,
        "url": "/search.json?q=strike&actor=ada-larsen",
    }
    assert strike["total"] > 0
    assert (crane["line"], crane["total"], bool(crane["reason"])) == (3, None, True)
    mended = client.get("/search.json", query_string={"q": crane["repair"]}).get_json()
    assert mended["warnings"] == []
    assert (xylophone["line"], xylophone["total"]) == (4, 0)


def test_a_batch_as_json_of_nothing_is_a_problem(client: FlaskClient) -> None:
    response = client.post("/batch.json", data={"queries": "\n"})

    assert response.status_code == 400
    assert response.content_type == "application/problem+json"
    assert "no query in this batch" in response.get_json(force=True)["detail"]
