"""A whole run, as `make bench` makes it, over very few stories."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.benchmarks.__main__ import main


@pytest.mark.slow
def test_run_prints_tables_and_writes_a_row_for_each_kind(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    options = ["--folder", str(tmp_path), "--json", str(tmp_path / "bench.json")]
    main(["--engines", "sqlite", "--rounds", "1", *options], {"SIZES": "300"})
    rows = json.loads((tmp_path / "bench.json").read_text())
    assert {(row["size"], row["engine"]) for row in rows} == {("300", "ours"), ("300", "sqlite")}
    assert len(rows) == 2 * 17
    assert all(
        row["agrees"] is True and row["p50_ms"] > 0
        for row in rows
        if row["kind"] not in ("prefix", "fuzzy")
    )
    printed = capsys.readouterr().out
    assert "| HTML page over HTTP |" in printed
    assert "| one story added until found, ms |" in printed


@pytest.mark.slow
@pytest.mark.browser
def test_pages_are_measured_in_a_browser(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    options = ["--folder", str(tmp_path), "--json", str(tmp_path / "bench.json")]
    main(["--engines", "", "--rounds", "1", "--browser", *options], {"SIZES": "300"})
    lines = capsys.readouterr().out.partition("| in the browser, ms |")[2].splitlines()[2:]
    cells = [[cell.strip() for cell in line.strip("| ").split("|")] for line in lines if line]
    assert {"front page, first visit", "results: word rare", "story", "name"} <= {
        name for name, *_ in cells
    }
    for name, server, paint, full, size in cells:
        assert 0 <= int(server) <= int(paint) <= 10_000, name
        assert int(server) <= int(full) <= 10_000, name
        assert int(size) > 1, name


@pytest.mark.slow
def test_run_over_kept_indexes_builds_nothing_and_shows_what_they_took(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    options = ["--folder", str(tmp_path), "--json", str(tmp_path / "bench.json"), "--no-html"]
    once = ["--engines", "ours", "--rounds", "1", *options]
    main(once, {"SIZES": "300"})
    first = capsys.readouterr().out
    main([*once, "--reuse"], {"SIZES": "300"})
    again = capsys.readouterr().out
    assert "building" in first
    assert "building" not in again
    for what in ("stories built per CPU-second", "size on disk, MB"):
        lines = [line for line in (first + again).splitlines() if line.startswith(f"| {what}")]
        assert len(lines) == 2
        assert len(set(lines)) == 1
