"""Batch search: a list of queries, each with the number of stories it finds."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, NotRequired, TypedDict

from flask import Blueprint, Response, abort, render_template, request

from archive.comparisons.batch import (
    MOST_BYTES,
    MOST_QUERIES,
    BatchResult,
    CountedQuery,
    read_batch,
    results_as_csv,
    results_as_json,
    run_batch,
)
from archive.json_shapes import WHOLE, GivenWhole, says
from archive.saved.queries import headings_for, rules
from archive.search.state import SearchState
from web.addresses import search_url
from web.api.operations import documented
from web.forms import is_own_form
from web.presenters.counts import counted, number, sentence
from web.site import catalogue

blueprint = Blueprint("batch", __name__)
ROOM = 64 * 1024
"""What a form holds beside the queries."""


@dataclass(frozen=True, slots=True)
class BatchRow:
    """A line that was counted, and its search; or why it was not, and its search mended."""

    number: int
    query_text: str
    count: str
    url: str
    reason: str
    repair: str
    repair_url: str


@dataclass(frozen=True, slots=True)
class BatchPage:
    """What the results print; `queries` are sent again to see them in another order."""

    words: str
    queries: str
    is_table: bool
    by_count: bool
    counted: tuple[BatchRow, ...]
    not_counted: tuple[BatchRow, ...]


class BatchForm(TypedDict):
    """A list of queries, and what holds for all of them."""

    queries: Annotated[str, says("The queries, each on a line.")]
    filters: NotRequired[
        Annotated[str, says("The parameters of a search, as the part of an address behind the ?.")]
    ]
    table: NotRequired[
        Annotated[str, says("Given at all: `queries` is CSV, with a column called query.")]
    ]


class BatchAnswer(GivenWhole):
    """What each query of a list finds."""

    results: Annotated[list[CountedQuery], says("The queries in the order of the list.")]


@blueprint.before_request
def _make_room() -> None:
    # A form's urlencoded letters take up to three bytes each.
    request.max_content_length = request.max_form_memory_size = 3 * MOST_BYTES + ROOM
    if request.method == "POST" and not is_own_form(request.headers, request.host):
        abort(403)


@blueprint.get("/batch")
def ask() -> str:
    """Ask for the queries; the filters of the address apply to all of them."""
    filters = SearchState.from_address(request.query_string.decode("utf-8", "replace"))
    return _page(filters, None)


@blueprint.post("/batch")
def count() -> str:
    """Count the queries, and list them in the order asked for."""
    content, is_table, filters = _sent()
    results = list(run_batch(catalogue(), read_batch(content, is_table=is_table), filters))
    by_count = request.form.get("order") == "count"
    return _page(filters, _batch_page(results, content, is_table=is_table, by_count=by_count))


@blueprint.post("/batch.csv")
def count_csv() -> Response:
    """Count the queries, and give the results as a table."""
    content, is_table, filters = _sent()
    results = run_batch(catalogue(), read_batch(content, is_table=is_table), filters)
    text = results_as_csv(results, request.host_url.rstrip("/"))
    response = Response(text, content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = 'attachment; filename="batch.csv"'
    return response


@blueprint.post("/batch.json")
@documented("Many searches", form=BatchForm, fails=(400, 413), example="queries=peace%0Awar")
def count_json() -> BatchAnswer:
    """Count the stories that each query of a list finds.

    A line that is not understood in full is not counted: the reason stands beside it, and the
    others are.
    """
    content, is_table, filters = _sent()
    results = run_batch(catalogue(), read_batch(content, is_table=is_table), filters)
    return {"results": results_as_json(results), **WHOLE}


def _sent() -> tuple[bytes, bool, SearchState]:
    """The queries as bytes, whether they are a table, and the filters."""
    filters = SearchState.from_address(request.form.get("filters", ""))
    file = request.files.get("file")
    if file is not None and file.filename:
        return file.read(), file.filename.lower().endswith(".csv"), filters
    text = request.form.get("queries", "")
    return text.encode("utf-8", "replace"), "table" in request.form, filters


def _page(filters: SearchState, page: BatchPage | None) -> str:
    filters = filters.asking("")
    with catalogue().store.read() as transaction:
        lines = rules(filters, headings_for(transaction, [filters]))
    return render_template(
        "batch.html",
        page=page,
        filters=filters.address,
        rules=lines if filters.filters else (),
        limits=f"{number(MOST_QUERIES)} queries or {MOST_BYTES // 1024} KB",
    )


def _batch_page(
    results: list[BatchResult], content: bytes, *, is_table: bool, by_count: bool
) -> BatchPage:
    found = [result for result in results if result.total is not None]
    bad = [result for result in results if result.total is None]
    if by_count:
        found.sort(key=lambda result: -(result.total or 0))
    words = f"{counted(len(found), 'query', 'queries')} counted"
    if bad:
        words += f", {counted(len(bad), 'line')} not understood"
    return BatchPage(
        words=words[:1].upper() + words[1:],
        queries=content.decode("utf-8-sig", "replace"),
        is_table=is_table,
        by_count=by_count,
        counted=tuple(map(_row, found)),
        not_counted=tuple(map(_row, bad)),
    )


def _row(result: BatchResult) -> BatchRow:
    return BatchRow(
        number=result.line.number,
        query_text=result.line.query_text,
        count=number(result.total or 0),
        url=search_url(result.state),
        reason=sentence(result.reason) if result.reason else "",
        repair=result.repair,
        repair_url=search_url(result.state.asking(result.repair)) if result.repair else "",
    )
