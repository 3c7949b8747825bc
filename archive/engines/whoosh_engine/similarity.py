"""The stories most like one, over the columns."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from archive.engines.whoosh_engine.view import IndexView
from archive.search.documents import IndexDocument
from archive.search.request import SearchRequest
from archive.search.results import Hit, ResultPage
from archive.search.scoring import idf
from archive.search.similar import similar_to


def similar(
    view: IndexView, story_id: str, limit: int, search: Callable[[SearchRequest], ResultPage]
) -> tuple[Hit, ...]:
    """Find a story's typical words, and what has them."""
    document = _story(view, story_id)
    if document is None:
        return ()
    return similar_to(
        document, limit, idf=view.idf, highest_idf=idf(view.stories, 1), search=search
    )


def _story(view: IndexView, story_id: str) -> IndexDocument | None:
    wanted = story_id.encode("utf-8", "replace")
    for segment in view.segments:
        held = np.flatnonzero((segment.columns.ids == wanted) & segment.live)
        if len(held):
            return segment.stories.get(int(held[0]))
    return None
