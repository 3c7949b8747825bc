"""`make bench`: measure, print tables, write `bench.json`."""

from __future__ import annotations

import argparse
import os
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from tests.benchmarks.browser_pages import browser_times
from tests.benchmarks.engines import ENGINES, OURS, WHOOSH_STORIES, EngineSpec
from tests.benchmarks.html_pages import html_times
from tests.benchmarks.machine import machine
from tests.benchmarks.report import text_of, write_document, write_json
from tests.benchmarks.results import SizeResult
from tests.benchmarks.runner import Options, indexes_of, measure
from tests.benchmarks.sizes import Size
from tests.benchmarks.stories import read_stories

DEFAULT_SIZES = "20k"
MOST_HTML_STORIES = 100_000
"""More stories take longer to put into the store than all else that is measured."""
DOCUMENT = Path("docs/benchmarks.md")


def main(arguments: Sequence[str] | None, environment: Mapping[str, str]) -> None:
    """Measure each size in turn; tables appear as they are complete."""
    chosen = _parser(environment).parse_args(arguments)
    reuters = Path(chosen.reuters) if chosen.reuters else None
    options = Options(Path(chosen.folder).absolute(), chosen.rounds, chosen.reuse)
    names = dict.fromkeys((OURS, *filter(None, chosen.engines.split(","))))
    specs = [_shortened(ENGINES[name], chosen.whoosh_stories) for name in names]
    where = f"{machine()} at the start"
    print(where)
    results = []
    for size in (Size.of(name, reuters) for name in chosen.sizes.split(",")):
        results.append(measure(size, specs, options))
        try:
            if not chosen.no_html and results[-1].stories <= MOST_HTML_STORIES:
                _measure_pages(size, results[-1], options, in_browser=chosen.browser)
        finally:  # hours of measuring are not lost to a page
            print(f"\n{text_of(results[-1])}", flush=True)
            write_json(Path(chosen.json), results)
    if chosen.document:
        write_document(DOCUMENT, where, results)


def _measure_pages(size: Size, result: SizeResult, options: Options, *, in_browser: bool) -> None:
    options.say(f"{size.name}: pages over HTTP")
    folder = indexes_of(options, size.name) / OURS
    path = size.prepare(options.folder / "stories")
    result.html_times = html_times(folder, read_stories(path), result.queries, options.rounds)
    if in_browser:
        options.say(f"{size.name}: pages in Chromium")
        story = next(story for story in read_stories(path) if story.actors)
        result.browser_times = browser_times(folder, story, result.queries, options.rounds)


def _shortened(spec: EngineSpec, stories: int) -> EngineSpec:
    return replace(spec, most_stories=stories) if spec.name == "whoosh" else spec


def _parser(environment: Mapping[str, str]) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="make bench", description=__doc__)
    add = parser.add_argument
    add("--sizes", default=environment.get("SIZES") or DEFAULT_SIZES, help="20k,100k,1m")
    add("--engines", default=",".join(ENGINES), help="whom to measure besides ours")
    add("--reuters", default=environment.get("REUTERS"), help="folder of Reuters-21578, for 20k")
    add("--rounds", type=int, default=5, help="times that each query is measured")
    add("--folder", default=".cache/benchmarks", help="where stories and indexes are kept")
    add("--reuse", action="store_true", help="search the indexes of an earlier run")
    add("--whoosh-stories", type=int, default=WHOOSH_STORIES, help="most stories for stock Whoosh")
    add("--document", action="store_true", help=f"put the tables into {DOCUMENT}")
    add("--no-html", action="store_true", help="leave out the pages over HTTP")
    add("--browser", action="store_true", help="measure pages in Chromium, too")
    add("--json", default="bench.json", help="where the rows go")
    return parser


if __name__ == "__main__":
    main(None, os.environ)
