"""What only the Whoosh engine promises: its files, its processes, its segments, its threads."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from unittest.mock import patch

import pytest

from archive.engines.whoosh_engine import WhooshEngine
from archive.engines.whoosh_engine.columns import COLUMNS_VERSION
from archive.engines.whoosh_engine.columns.file import read_columns
from archive.engines.whoosh_engine.writer import MERGE_FACTOR, segments_to_merge
from archive.errors import EngineError
from archive.query.nodes import Word
from archive.search.documents import IndexDocument
from archive.search.request import Sort
from tests.builders import asking, document

OLD_WHOOSH = Path(sys.prefix) / "whoosh-2.7.4"
COUNT_BY_STOCK_WHOOSH = """
import json, sys
from whoosh import index, query, versionstring
with index.open_dir(sys.argv[1]).searcher() as searcher:
    found = searcher.search(query.Term("content", "plan"), limit=None)
    held = searcher.search(query.Term("facet_actor", "ada-berg"), limit=None)
    ids = sorted(hit["story_id"] for hit in found)
    print(json.dumps([versionstring(), ids, len(held), searcher.doc_count()]))
"""


def stories(count: int) -> list[IndexDocument]:
    """Stories, every third of which has a plan, every fourth an actor."""
    return [
        document(
            f"s{n:04d}",
            f"{'Plans of' if n % 3 == 0 else 'News from'} number {n}.",
            headline=f"Planned {n}" if n % 5 == 0 else "",
            published=f"{2000 + n % 20}",
            actor=("ada-berg",) if n % 4 == 0 else (),
        )
        for n in range(count)
    ]


def segment_files(folder: Path, suffix: str) -> list[Path]:
    return sorted(folder.glob(f"index/generations/*/*{suffix}"))


@pytest.fixture
def engine(tmp_path: Path) -> WhooshEngine:
    return WhooshEngine(tmp_path / "index", processes=1)


@pytest.mark.parametrize(("version", "path"), [("2.7.5", None), ("2.7.4", OLD_WHOOSH)])
def test_any_whoosh_opens_the_index_and_finds_the_same(
    engine: WhooshEngine, tmp_path: Path, version: str, path: Path | None
) -> None:
    engine.rebuild(stories(200))
    with engine.writer() as writer:
        writer.put(document("new", "A plan.", actor="ada-berg"))
        writer.delete("s0000")
    (folder,) = tmp_path.glob("index/generations/*")
    environment = {**os.environ, "PYTHONPATH": str(path or ""), "PYTHONWARNINGS": "ignore"}
    ran = subprocess.run(
        [sys.executable, "-c", COUNT_BY_STOCK_WHOOSH, str(folder)],
        capture_output=True,
        text=True,
        check=False,
        env=environment,
        cwd=tmp_path,
    )
    assert ran.returncode == 0, ran.stderr
    found = engine.searcher().search(asking(Word("plan"), per_page=500))
    held = engine.searcher().search(asking(actor="ada-berg")).total
    ids = sorted(hit.story_id for hit in found.hits)
    assert json.loads(ran.stdout) == [version, ids, held, 200]


@pytest.mark.slow
def test_several_processes_write_the_same_index(tmp_path: Path) -> None:
    one = WhooshEngine(tmp_path / "one", processes=1)
    two = WhooshEngine(tmp_path / "two", processes=2)
    with (
        patch("archive.engines.whoosh_engine.bulk.WORTH_PROCESSES", 50),
        patch("archive.engines.whoosh_engine.bulk.MESSAGE_STORIES", 7),
    ):
        assert one.rebuild(stories(300)).stories == two.rebuild(stories(300)).stories == 300
    assert len(list(tmp_path.glob("two/generations/*/*.columns"))) == 2
    for request in (asking(Word("plan")), asking(sort=Sort.OLDEST, per_page=300)):
        assert two.searcher().search(request) == one.searcher().search(request)


@pytest.mark.slow
def test_a_process_that_fails_leaves_the_old_index(tmp_path: Path) -> None:
    engine = WhooshEngine(tmp_path / "index", processes=2)
    engine.rebuild(stories(10))
    broken = [*stories(60), document("x", "text", asides=((0, "no number"),))]  # type: ignore[arg-type]
    with (
        patch("archive.engines.whoosh_engine.bulk.WORTH_PROCESSES", 50),
        pytest.raises(EngineError, match="failed"),
    ):
        engine.rebuild(broken)
    assert engine.searcher().search(asking()).total == 10


@pytest.mark.parametrize("damage", ["missing", "empty", "cut", "other version"])
def test_damaged_columns_are_made_again(tmp_path: Path, damage: str) -> None:
    WhooshEngine(tmp_path / "index").rebuild(stories(50))
    before = WhooshEngine(tmp_path / "index").searcher().search(asking(Word("plan")))
    (columns,) = segment_files(tmp_path, ".columns")
    data = columns.read_bytes()
    match damage:
        case "missing":
            columns.unlink()
        case "empty":
            columns.write_bytes(b"")
        case "cut":
            columns.write_bytes(data[: len(data) // 3])
        case _:
            columns.write_bytes(data.replace(b'"version": ', b'"version": 9', 1))
    after = WhooshEngine(tmp_path / "index").searcher().search(asking(Word("plan")))
    assert after == before
    (columns,) = segment_files(tmp_path, ".columns")
    assert read_columns(columns, COLUMNS_VERSION, verify=True)


def test_segments_stay_few_and_dropped_ones_leave_no_file(
    engine: WhooshEngine, tmp_path: Path
) -> None:
    engine.rebuild(stories(100))
    for number in range(60):
        with engine.writer() as writer:
            writer.put(document(f"new{number}", "word"))
    columns, terms = segment_files(tmp_path, ".columns"), segment_files(tmp_path, ".trm")
    assert len(columns) == len(terms) <= 1 + 3 * (MERGE_FACTOR - 1) + 1
    assert engine.searcher().search(asking(Word("word"))).total == 60


def test_large_segments_are_not_merged() -> None:
    assert segments_to_merge([40_000] * 5) == [False] * 5
    assert segments_to_merge([]) == []


def test_threads_search_while_batches_are_written(engine: WhooshEngine) -> None:
    """Every answer is that of some whole batch: each adds two stories and takes one out."""
    engine.rebuild(stories(20))
    totals: list[int] = []

    def search(_: int) -> None:
        page = engine.searcher().search(asking(per_page=100))
        assert len(page.hits) == page.total
        totals.append(page.total)

    with ThreadPoolExecutor(4) as threads:
        for batch in range(20):
            waiting = [threads.submit(search, n) for n in range(4)]
            with engine.writer() as writer:
                writer.put(document(f"a{batch}", "one"))
                writer.put(document(f"b{batch}", "two"))
                writer.delete(f"s{batch:04d}")
            for future in waiting:
                future.result()
    assert set(totals) <= set(range(20, 41))
    assert engine.searcher().search(asking()).total == 40
