"""Many queries at once: each is counted as the search box counts it.

A line that cannot be understood in full is not counted: in a thousand results nobody would
read its warning. It is told with its number and the reason, and the others run.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from io import StringIO
from typing import Annotated, TypedDict

from archive.catalogue import Catalogue
from archive.errors import BatchError
from archive.json_shapes import says
from archive.search.state import SearchState
from archive.table_rows import row

MOST_QUERIES = 2_000
MOST_BYTES = 512 * 1024
HEADER = "query"
"""What names the column of queries in the first line of a table."""


class CountedQuery(TypedDict):
    """A query of a list, counted or not."""

    line: Annotated[int, says("The number of the line that it begins in, from 1.")]
    query: Annotated[str, says("The query.")]
    total: Annotated[int | None, says("How many stories it finds; null where it was not counted.")]
    reason: Annotated[str | None, says("Why it was not counted.")]
    repair: Annotated[str | None, says("The query with its first fault mended, if it can be.")]
    url: Annotated[str, says("The address of its search.")]


@dataclass(frozen=True, slots=True)
class BatchLine:
    """A query and the number of the line it begins in; `reason` says why it cannot be read."""

    number: int
    query_text: str
    reason: str = ""


@dataclass(frozen=True, slots=True)
class BatchResult:
    """How many stories a line finds, or (`total` is None) why it was not counted."""

    line: BatchLine
    state: SearchState
    total: int | None
    reason: str = ""
    repair: str = ""


def read_batch(content: bytes, *, is_table: bool) -> tuple[BatchLine, ...]:
    """Read queries, a line each, or from a table (CSV); empty lines are passed over.

    In a table the queries stand in the column `query`, or are all there is. Raises BatchError
    when there are none, or too many.

    >>> [(line.number, line.query_text) for line in read_batch(b"a, b\\n\\nc", is_table=False)]
    [(1, 'a, b'), (3, 'c')]
    >>> read_batch(b'query,why\\n"say ""yes"", no",x', is_table=True)[0].query_text
    'say "yes", no'
    """
    if len(content) > MOST_BYTES:
        raise BatchError(f"a batch may have {MOST_BYTES // 1024} KB; split it into several")
    text = content.decode("utf-8-sig", "surrogateescape")
    read = _of_table(text) if is_table else _of_lines(text)
    lines = tuple(_checked(line) for line in read if line.query_text.strip() or line.reason)
    if not lines:
        raise BatchError("there is no query in this batch; write one on each line")
    if len(lines) > MOST_QUERIES:
        raise BatchError(
            f"a batch may have {MOST_QUERIES:,} queries, this one has {len(lines):,}; "
            "split it into several"
        )
    return lines


def run_batch(
    catalogue: Catalogue, lines: Iterable[BatchLine], filters: SearchState
) -> Iterator[BatchResult]:
    """Count each query under the same filters, in the order of the lines."""
    filters = catalogue.put_right(filters.asking(""))
    for line in lines:
        state = filters.asking(line.query_text)
        if line.reason:
            yield BatchResult(line, state, None, line.reason)
        elif warnings := state.parsed.warnings:
            reason = "; ".join(warning.message for warning in warnings)
            yield BatchResult(line, state, None, reason, warnings[0].repair or "")
        else:
            yield BatchResult(line, state, catalogue.total(state))


def results_as_json(results: Iterable[BatchResult]) -> list[CountedQuery]:
    """The results as plain data; what is not so is None: `total` where a line was not counted."""
    return [
        {
            "line": result.line.number,
            "query": result.line.query_text,
            "total": result.total,
            "reason": result.reason or None,
            "repair": result.repair or None,
            "url": f"/search.json?{result.state.address}",
        }
        for result in results
    ]


def results_as_csv(results: Iterable[BatchResult], root: str = "") -> bytes:
    """The results as a table; `root` is where the archive is, so that each line leads to its
    search."""
    rows = [row(("line", "query", "stories", "reason", "search"))]
    for result in results:
        total = "" if result.total is None else result.total
        search = f"{root}/search?{result.state.address}"
        rows.append(row((result.line.number, result.line.query_text, total, result.reason, search)))
    return b"".join(rows)


def _of_lines(text: str) -> Iterator[BatchLine]:
    for number, line in enumerate(text.replace("\r\n", "\n").replace("\r", "\n").split("\n"), 1):
        yield BatchLine(number, line.strip())


def _of_table(text: str) -> Iterator[BatchLine]:
    rows = csv.reader(StringIO(text, newline=""))
    column: int | None = None
    while True:
        number = rows.line_num + 1
        try:
            found = next(rows)
        except StopIteration:
            return
        except csv.Error as error:
            yield BatchLine(number, "", f"this is no line of a table: {error}")
            continue
        cells = [cell.strip() for cell in found]
        names = [cell.lower() for cell in cells]
        if number == 1 and HEADER in names:
            column = names.index(HEADER)
        else:
            yield _of_row(number, cells, column)


def _of_row(number: int, cells: list[str], column: int | None) -> BatchLine:
    if column is not None:
        return BatchLine(number, cells[column] if column < len(cells) else "")
    if len(cells) > 1:
        reason = (
            f"{len(cells)} cells: put a query that has commas in quotes, or name the column of "
            f"queries “{HEADER}” in the first line"
        )
        return BatchLine(number, ", ".join(cells), reason)
    return BatchLine(number, cells[0] if cells else "")


def _checked(line: BatchLine) -> BatchLine:
    """The line with what is no UTF-8 in it shown as such, and said."""
    readable = line.query_text.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
    if readable == line.query_text:
        return line
    return BatchLine(line.number, readable, line.reason or "this is not UTF-8; save it as UTF-8")
