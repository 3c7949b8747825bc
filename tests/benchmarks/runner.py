"""Builds every engine's index and asks each of them the same queries, turn by turn."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace
from pathlib import Path
from statistics import median

from tests.benchmarks.agreement import agree, is_comparable
from tests.benchmarks.engines import ON_TWO, OURS, EngineSpec
from tests.benchmarks.kept import KeptBuild, size_mb
from tests.benchmarks.mix import mixed_queries
from tests.benchmarks.queries import BenchQuery, Form, Page
from tests.benchmarks.results import EngineResult, SizeResult
from tests.benchmarks.sizes import Size, sample_of
from tests.benchmarks.stories import BenchStory, read_stories
from tests.benchmarks.workers import Built, EngineProcess, is_installed, opened

COLD_STARTS = 3
ADDITIONS = 5
_ADDED_WORD = "zyxwadded"
"""No story of a corpus holds it."""


@dataclass(frozen=True)
class Options:
    """How to measure; `reuse` takes indexes that an earlier run built, and what that took."""

    folder: Path
    rounds: int = 5
    reuse: bool = False
    say: Callable[[str], None] = print


def measure(size: Size, specs: Sequence[EngineSpec], options: Options) -> SizeResult:
    """Measure all engines on one corpus."""
    options.say(f"{size.name}: stories ({size.corpus})")
    path = size.prepare(options.folder / "stories")
    stories = sum(1 for _ in read_stories(path))
    queries = mixed_queries(sample_of(path, stories))
    result = SizeResult(size.name, size.corpus, stories, queries, size.reuters is None)
    for spec in specs:
        if is_installed(spec):
            result.engines[spec.name] = EngineResult(spec, min(stories, spec.most_stories))
        else:
            result.absent[spec.name] = f"{spec.label} is left out; to have it: {spec.install}"
    _Run(result, path, options).measure()
    return result


def indexes_of(options: Options, size: str) -> Path:
    """Where the indexes of a size lie."""
    return options.folder / "indexes" / size


class _Run:
    """One corpus and what is measured on it, step by step."""

    def __init__(self, result: SizeResult, path: Path, options: Options) -> None:
        self._result, self._path, self._options = result, path, options

    def measure(self) -> None:
        """Build, ask, start cold, add."""
        for step in (self._build, self._ask_all, self._start_cold, self._add):
            step()

    def _folder(self, spec: EngineSpec) -> Path:
        return indexes_of(self._options, self._result.size) / spec.built_by

    def _say(self, what: str) -> None:
        self._options.say(f"{self._result.size}: {what}")

    def _build(self) -> None:
        for engine in self._result.engines.values():
            if not engine.spec.index_of:
                kept = self._kept(engine)
                engine.built, engine.size_mb = kept.built, kept.size_mb
                self._result.built_on_two = kept.built_on_two or self._result.built_on_two
        for engine in self._result.engines.values():
            if engine.spec.index_of:
                engine.size_mb = size_mb(self._folder(engine.spec))

    def _kept(self, engine: EngineResult) -> KeptBuild:
        """An engine's index: an earlier one where that is wanted, or a new one."""
        folder = self._folder(engine.spec)
        note = folder.with_name(f"{folder.name}.json")
        if self._options.reuse and folder.exists():
            return KeptBuild.read(note) if note.exists() else KeptBuild(size_mb(folder))
        self._say(f"building {engine.spec.label}, {engine.stories} stories")
        shutil.rmtree(folder, ignore_errors=True)
        note.unlink(missing_ok=True)
        built, on_two = self._built(engine.spec, engine.stories, folder), None
        if engine.spec.name == OURS:
            on_two = self._build_on_two(engine.stories, folder.with_name("on-two"))
        kept = KeptBuild(size_mb(folder), built, on_two)
        kept.write(note)
        return kept

    def _built(self, spec: EngineSpec, stories: int, folder: Path) -> Built:
        with EngineProcess(spec) as process:
            return process.build(self._path, stories, folder)

    def _build_on_two(self, stories: int, folder: Path) -> Built:
        """Build ours once more, on two processes, to see how much sooner that is done."""
        self._say("building on two processes")
        shutil.rmtree(folder, ignore_errors=True)
        built = self._built(ON_TWO, stories, folder)
        shutil.rmtree(folder)
        return built

    def _ask_all(self) -> None:
        self._say(f"{len(self._result.queries)} queries, {self._options.rounds} rounds")
        with ExitStack() as stack:
            processes = {
                name: stack.enter_context(opened(engine.spec, self._folder(engine.spec)))
                for name, engine in self._result.engines.items()
            }
            self._compare(processes)
            for number in range(self._options.rounds):
                self._round(processes, number)
            for name, process in processes.items():
                self._result.engines[name].memory_mb = process.memory_mb()
                self._result.engines[name].version = process.version

    def _compare(self, processes: dict[str, EngineProcess]) -> None:
        """Ask every query once, which warms the engines up, and compare the pages."""
        for number, query in enumerate(self._result.queries):
            pages = {
                name: process.page(query)
                for name, process in processes.items()
                if _is_asked(self._result.engines[name], number, 0)
            }
            for name, engine in self._result.engines.items():
                engine.times.append([])
                is_same = is_comparable(query) and self._reads_the_same(engine)
                page = pages.get(name) if is_same else None
                engine.agreements.append(_agreement(pages[OURS], page, query))

    def _reads_the_same(self, engine: EngineResult) -> bool:
        """Whether an engine had all stories, and takes their words as we do."""
        is_whole = engine.stories == self._result.stories
        return is_whole and (self._result.words_are_made or engine.spec.stems_as_ours)

    def _round(self, processes: dict[str, EngineProcess], number: int) -> None:
        for place, query in enumerate(self._result.queries):
            for name, process in processes.items():
                engine = self._result.engines[name]
                if _is_asked(engine, place, number):
                    taken = process.page_ms(query)
                    if taken is not None:
                        engine.times[place].append(taken)

    def _start_cold(self) -> None:
        """The first page of a new process; the system's file cache stays warm."""
        self._say("cold starts")
        query = next(q for q in self._result.queries if q.form is Form.ALL_OF and not q.actor)
        for engine in self._result.engines.values():
            starts = [self._cold_start(engine.spec, query) for _ in range(COLD_STARTS)]
            engine.import_ms = median(imported for imported, _ in starts)
            engine.cold_ms = median(taken for _, taken in starts)

    def _cold_start(self, spec: EngineSpec, query: BenchQuery) -> tuple[float, float]:
        with EngineProcess(spec) as process:
            opening = process.open(self._folder(spec))
            return process.import_ms, opening + (process.page_ms(query) or 0)

    def _add(self) -> None:
        """Add single stories, by names that are known, to a copy of each index."""
        self._say("additions of one story")
        pattern = next(story for story in read_stories(self._path) if story.actors)
        for engine in self._result.engines.values():
            copy = self._folder(engine.spec).with_name("copy")
            shutil.rmtree(copy, ignore_errors=True)
            shutil.copytree(self._folder(engine.spec), copy)
            with opened(engine.spec, copy) as process:
                process.page(BenchQuery("warm", words=("a",)))
                engine.add_ms = median(
                    process.add_ms(*_addition(pattern, number)) for number in range(ADDITIONS)
                )
            shutil.rmtree(copy)


def _is_asked(engine: EngineResult, place: int, number: int) -> bool:
    spec = engine.spec
    return place < spec.most_queries and number < spec.most_rounds


def _agreement(ours: Page | None, theirs: Page | None, query: BenchQuery) -> bool | None:
    return agree(ours, theirs, query) if ours and theirs else None


def _addition(pattern: BenchStory, number: int) -> tuple[BenchStory, BenchQuery]:
    """A story like another with one new word, and the query for that word."""
    word = f"{_ADDED_WORD}{number}"
    story = replace(pattern, story_id=f"added{number}", text=f"{pattern.text} {word}")
    return story, BenchQuery("added", words=(word,))
