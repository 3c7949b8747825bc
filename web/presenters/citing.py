"""Around a story: how to cite it, and the way to its neighbours in a search."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from archive.exports import FORMATS, Context, ExportedStory
from archive.exports.citations import as_text, one_line
from archive.search.state import SearchState
from web.addresses import story_url
from web.presenters.counts import number
from web.presenters.links import Link


@dataclass(frozen=True, slots=True)
class CiteBox:
    """A citation to copy, the same for programs, and the seed as it came, if that is there.

    The headline is apart from what stands before and after it, as it may be read from the right.
    """

    before: str
    headline: str
    after: str
    links: tuple[Link, ...]
    original_url: str


@dataclass(frozen=True, slots=True)
class Turn:
    """Where a story stands among those of a search; all empty when it is none of them."""

    words: str = ""
    previous_url: str = ""
    next_url: str = ""


def cite_box(told: ExportedStory, context: Context, *, has_original: bool) -> CiteBox:
    """Lay out how to cite a story."""
    url = story_url(told.story_id)
    links = (Link(FORMATS[s].label, f"{url}.{s}") for s in ("ris", "bib", "csl.json"))
    parts = as_text(told, context).partition(f"“{one_line(told.headline)}”")
    return CiteBox(*parts, tuple(links), f"{url}/original" if has_original else "")


def turn(story_id: str, found: Sequence[str], state: SearchState) -> Turn:
    """The neighbours of a story among the stories of a search, in its order.

    >>> turn("b", ["a", "b", "c"], SearchState("peace")).next_url
    '/story/c?q=peace'
    """
    if story_id not in found:
        return Turn()
    place = found.index(story_id)
    address = state.address
    return Turn(
        f"{number(place + 1)} of {number(len(found))}",
        story_url(found[place - 1], address) if place else "",
        story_url(found[place + 1], address) if place + 1 < len(found) else "",
    )
