from __future__ import annotations

from dataclasses import replace

import pytest

from tests.benchmarks.capacity import DOCUMENT, GB, MEASURED, SIZES, Costs, documented, main, plan

ROUND = Costs(
    recognised_per_core_second=100,
    filing_seconds=0.001,
    sqlite_bytes=4_000,
    postgres_bytes=5_000,
    index_bytes=7_000,
    page_cpu_seconds=0.004,
)


def test_a_plan_follows_from_its_costs() -> None:
    found = plan(36_000_000, ROUND)
    assert found.recognising_core_hours == 100
    assert found.filing_core_hours == pytest.approx(10)
    assert found.workers == 1
    assert found.sqlite_bytes == 144 * GB
    assert found.embedded_index_bytes == 504 * GB
    assert (found.search_bytes, found.nodes, found.shards) == (432 * GB, 3, 6)


def test_a_small_cluster_has_three_nodes_and_a_large_one_as_many_as_its_disks_ask() -> None:
    assert [plan(size, ROUND).nodes for size in SIZES] == [3, 3, 12]


def test_twice_the_stories_cost_twice_as_much() -> None:
    one, two = plan(SIZES[0], MEASURED), plan(2 * SIZES[0], MEASURED)
    assert two.postgres_bytes == 2 * one.postgres_bytes
    assert two.recognising_core_hours == 2 * one.recognising_core_hours


def test_a_quicker_recogniser_needs_fewer_workers() -> None:
    quick = replace(ROUND, recognised_per_core_second=1_000)
    assert plan(SIZES[2], quick).workers < plan(SIZES[2], ROUND).workers


def test_the_document_has_the_tables_of_today() -> None:
    text = DOCUMENT.read_text("utf-8")
    assert text.count("<!-- end -->") >= 2
    assert documented(text) == text


def test_the_tables_are_printed(capsys: pytest.CaptureFixture[str]) -> None:
    main([])
    printed = capsys.readouterr().out
    assert printed.strip().splitlines()[-1] in DOCUMENT.read_text("utf-8")
