from pathlib import Path

import pytest

from tests.benchmarks.engines import ENGINES
from tests.benchmarks.queries import BenchQuery
from tests.benchmarks.report import TABLES, rows, text_of, write_document
from tests.benchmarks.results import EngineResult, SizeResult
from tests.benchmarks.targets import targets


@pytest.fixture
def result() -> SizeResult:
    """Two kinds of query; the second is not known to SQLite."""
    queries = [BenchQuery("word"), BenchQuery("word"), BenchQuery("fuzzy")]
    ours = EngineResult(ENGINES["ours"], 100, add_ms=20, cold_ms=200)
    ours.times = [[1.0, 9.0, 2.0], [4.0], [5.0]]
    ours.agreements = [None, None, None]
    theirs = EngineResult(ENGINES["sqlite"], 100)
    theirs.times = [[20.0], [8.0], []]
    theirs.agreements = [True, False, None]
    return SizeResult("100", "made", 100, queries, True, {"ours": ours, "sqlite": theirs})


def test_row_for_each_engine_and_kind(result: SizeResult) -> None:
    found = [(r["engine"], r["kind"], r["p50_ms"], r["p95_ms"], r["agrees"]) for r in rows(result)]
    assert found == [
        ("ours", "fuzzy", 5.0, 5.0, None),
        ("ours", "word", 2.0, 4.0, False),
        ("ours", "all", 4.0, 5.0, False),
        ("sqlite", "fuzzy", None, None, None),
        ("sqlite", "word", 8.0, 20.0, False),
        ("sqlite", "all", 8.0, 20.0, False),
    ]


def test_peer_is_compared_over_the_queries_that_both_answer(result: SizeResult) -> None:
    assert result.ratio("sqlite", 0.95) == 20.0 / 4.0


def test_promise_that_is_not_kept_is_shown_as_such(result: SizeResult) -> None:
    kept = {target.measured: target.is_met for target in targets(result)}
    assert kept == {"4.00x": False, "5.00x": False, "20 ms": True, "200 ms": False}
    assert "| 200 ms | **no** |" in text_of(result)


def test_document_keeps_what_stands_above_its_tables(result: SizeResult, tmp_path: Path) -> None:
    document = tmp_path / "benchmarks.md"
    document.write_text(f"# Benchmarks\n\n{TABLES}\n\nold tables\n")
    write_document(document, "a machine", [result])
    text = document.read_text()
    assert text.startswith(f"# Benchmarks\n\n{TABLES}\n\nMeasured on ")
    assert "old tables" not in text
    assert "| word | 2.00 / 4.00 | 8.00 / 20.00 ≠ |" in text
