"""The time to a full page in a real Chromium, as `cuttings serve` gives it to one reader."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from playwright.sync_api import Page, sync_playwright

from tests.benchmarks.html_pages import address_of, served
from tests.benchmarks.queries import BenchQuery
from tests.benchmarks.stories import BenchStory
from tests.browser.conftest import CHROMIUM, CHROMIUM_ARGUMENTS

_PAINTED = "() => performance.getEntriesByName('first-contentful-paint').length"
_TIMES = """() => {
  const [page] = performance.getEntriesByType("navigation");
  const [paint] = performance.getEntriesByName("first-contentful-paint");
  return [page.responseStart - page.requestStart, paint.startTime, page.loadEventEnd,
    page.decodedBodySize];
}"""


@dataclass(frozen=True, slots=True)
class PageTimes:
    """A page in the browser, in milliseconds from the click: medians over the rounds.

    `server_ms` is from the request to the first byte of the answer, `full_ms` until all is there
    and scripts have run.
    """

    name: str
    server_ms: float
    first_paint_ms: float
    full_ms: float
    kilobytes: float


def browser_times(
    folder: Path, story: BenchStory, queries: Iterable[BenchQuery], rounds: int
) -> list[PageTimes]:
    """Open each kind of page so many times; `folder` holds the archive, `story` is one of it."""
    addresses = page_addresses(story, queries)
    with served(folder) as root, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=CHROMIUM_ARGUMENTS)
        found: dict[str, list[list[float]]] = {name: [] for name in addresses}
        for number in range(rounds + 1):
            with browser.new_context() as context:
                page = context.new_page()
                for name, address in addresses.items():
                    taken = _open(page, root + address)
                    if number:  # the first round warms the server up
                        found[name].append(taken)
        browser.close()
    return [
        PageTimes(name, *(median(column) for column in zip(*times, strict=True)))
        for name, times in found.items()
    ]


def page_addresses(story: BenchStory, queries: Iterable[BenchQuery]) -> Mapping[str, str]:
    """One address for each kind of page and of query.

    Each round begins with the front page in a browser that has nothing; style and scripts are
    kept for the others.
    """
    actor = story.actors[0]
    results: dict[str, str] = {}
    for query in queries:
        results.setdefault(f"results: {query.kind}", address_of(query))
    return {
        "front page, first visit": "/",
        "every story": "/search",
        **results,
        "story": f"/story/{story.story_id}",
        "name": f"/actor/{actor}",
        "values of a facet": "/facet/actor",
        "values, A to Z": "/facet/actor?order=name",
        "values that hold two letters": f"/facet/actor?find={actor[:2]}",
        "two searches compared": f"/compare?a.actor={actor}&b.date=2015",
    }


def _open(page: Page, url: str) -> list[float]:
    response = page.goto(url, wait_until="load")
    if response is None or not response.ok:
        raise RuntimeError(f"{url}: no page")
    page.wait_for_function(_PAINTED)
    *times, size = page.evaluate(_TIMES)
    return [*times, size / 1024]
