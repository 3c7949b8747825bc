"""The processes of the engines, seen from the one that measures."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from types import TracebackType
from typing import IO, Any, Self

from tests.benchmarks.engines import EngineSpec
from tests.benchmarks.queries import BenchQuery, Page
from tests.benchmarks.stories import BenchStory

ROOT = Path(__file__).parents[2]


class WorkerError(Exception):
    """An engine's process ended instead of answering."""


@dataclass(frozen=True)
class Built:
    """What building an index took."""

    stories: int
    cpu_seconds: float
    seconds: float
    peak_mb: float | None


class EngineProcess:
    """One engine in a process of its own; a context that ends it."""

    def __init__(self, spec: EngineSpec) -> None:
        self._spec = spec
        command = [spec.python, "-m", "tests.benchmarks.worker", spec.name]
        pipe = subprocess.PIPE
        self._process = subprocess.Popen(command, cwd=ROOT, stdin=pipe, stdout=pipe, text=True)
        self._commands, self._answers = _open(self._process.stdin), _open(self._process.stdout)
        try:
            first = self._answer()
        except WorkerError:
            self._end()
            raise
        self.import_ms = float(first["import_ms"])
        self.version = str(first["version"])

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if kind:
            self._process.kill()
        self._end()

    def build(self, stories: Path, limit: int | None, folder: Path) -> Built:
        """Build an index from a file of stories."""
        return Built(**self._ask("build", stories=str(stories), limit=limit, folder=str(folder)))

    def open(self, folder: Path) -> float:
        """Open an index; how many milliseconds it took."""
        return float(self._ask("open", folder=str(folder))["ms"])

    def page(self, query: BenchQuery) -> Page | None:
        """The page for a query."""
        page = self._ask("page", query=asdict(query), with_page=True)["page"]
        return None if page is None else Page.of(page)

    def page_ms(self, query: BenchQuery) -> float | None:
        """How many milliseconds a page takes; None when the engine knows no such query."""
        taken = self._ask("page", query=asdict(query), with_page=False)["ms"]
        return None if taken is None else float(taken)

    def add_ms(self, story: BenchStory, query: BenchQuery) -> float:
        """How many milliseconds pass until an added story is in the page that asks for it."""
        return float(self._ask("add", story=asdict(story), query=asdict(query))["ms"])

    def memory_mb(self) -> float | None:
        """Memory beyond mapped files, in megabytes."""
        memory = self._ask("memory")["mb"]
        return None if memory is None else float(memory)

    def _end(self) -> None:
        with suppress(BrokenPipeError):
            self._commands.close()
        self._process.wait()
        self._answers.close()

    def _ask(self, do: str, **arguments: object) -> dict[str, Any]:
        self._commands.write(json.dumps({"do": do, **arguments}) + "\n")
        self._commands.flush()
        return self._answer()

    def _answer(self) -> dict[str, Any]:
        line = self._answers.readline()
        if not line:
            code = self._process.wait()
            raise WorkerError(f"{self._spec.label}: ended with code {code}; see what it said above")
        answer: dict[str, Any] = json.loads(line)
        return answer


def is_installed(spec: EngineSpec) -> bool:
    """Whether the engine's library is there, under its Python."""
    if not Path(spec.python).exists():
        return False
    code = f"import {spec.needs or 'sys'}"
    return subprocess.run([spec.python, "-c", code], capture_output=True).returncode == 0


def _open(pipe: IO[str] | None) -> IO[str]:
    if pipe is None:
        raise WorkerError("a process was started without its pipes")
    return pipe


@contextmanager
def opened(spec: EngineSpec, folder: Path) -> Iterator[EngineProcess]:
    """An engine with an index opened."""
    with EngineProcess(spec) as process:
        process.open(folder)
        yield process
