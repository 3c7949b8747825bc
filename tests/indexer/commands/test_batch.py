"""Lists of queries are counted by command."""

from __future__ import annotations

import csv
import json
from io import StringIO
from pathlib import Path

from tests.indexer.conftest import Cuttings


def test_each_query_is_counted_and_bad_lines_are_told(filled: Cuttings, tmp_path: Path) -> None:
    file = tmp_path / "queries.txt"
    file.write_text("harbour\n\nharbour AND\nnowhere\n")
    result = filled("batch", file)
    assert result.exit_code == 1
    rows = list(csv.DictReader(StringIO(result.stdout, newline="")))
    total = json.loads(filled("search", "--json", "harbour").stdout)["total"]
    assert [(row["line"], row["stories"]) for row in rows] == [
        ("1", str(total)),
        ("3", ""),
        ("4", "0"),
    ]
    assert result.stderr.startswith("line 3: ")


def test_filters_hold_for_every_query(filled: Cuttings, tmp_path: Path) -> None:
    file = tmp_path / "queries.csv"
    file.write_text('query\n"harbour"\n')
    found = json.loads(filled("batch", file, "--json", "--date", "1800").stdout)
    assert [(line["total"], line["url"]) for line in found] == [
        (0, "/search.json?q=harbour&date=1800")
    ]


def test_a_filter_that_is_not_understood_counts_nothing(filled: Cuttings, tmp_path: Path) -> None:
    file = tmp_path / "queries.txt"
    file.write_text("harbour\n")
    result = filled("batch", file, "--date", "foo")
    assert (result.exit_code, result.stdout) == (2, "")
