"""Requests answered over one view of the index."""

from __future__ import annotations

from collections.abc import Iterable

from archive.engines.whoosh_engine import loops, vocabulary
from archive.engines.whoosh_engine.arrays import Mask
from archive.engines.whoosh_engine.counting import count_values
from archive.engines.whoosh_engine.counting_dates import count_dates, count_spoken
from archive.engines.whoosh_engine.filtering import all_pass, filter_mask
from archive.engines.whoosh_engine.matches import Found, Matches
from archive.engines.whoosh_engine.matching import SegmentMatching
from archive.engines.whoosh_engine.ranking import Place, ids_in_order, page_of_hits
from archive.engines.whoosh_engine.similarity import similar
from archive.engines.whoosh_engine.view import IndexView
from archive.search.fields import DATE, MENTIONS
from archive.search.highlighting import Highlighter
from archive.search.request import SearchRequest
from archive.search.results import Facet, Hit, ResultPage, WordCount

Masks = dict[str, Mask]
"""Which matches of a segment each filtered facet leaves, and each other request."""


class WhooshSearcher:
    """One view of the index; shared between threads."""

    def __init__(self, view: IndexView) -> None:
        self._view = view

    @property
    def view(self) -> IndexView:
        """The view that is searched."""
        return self._view

    def search(self, request: SearchRequest) -> ResultPage:
        """Answer one request."""
        matching, masks, found = self._found(request)
        highlighter = Highlighter(request.query)
        places, has_next = page_of_hits(self._view.segments, found, request)
        return ResultPage(
            total=sum(map(len, found)),
            hits=tuple(self._hit(place, highlighter) for place in places),
            facets={}
            if request.facet_size == 0
            else self._facets(request, matching, masks, self._as_found(found)),
            has_next=has_next,
        )

    def story_ids(self, request: SearchRequest) -> tuple[str, ...]:
        """The ids of every match in order, without looking at a story."""
        _, _, found = self._found(request)
        return ids_in_order(self._view.segments, found, request.sort)

    def _found(self, request: SearchRequest) -> tuple[list[Matches], list[Masks], list[Matches]]:
        """What the query matches, what each filter leaves, and what all of them leave of it."""
        matching = [
            SegmentMatching(segment, self._view).matches(request.query)
            for segment in self._view.segments
        ]
        masks = [
            {
                name: filter_mask(segment.columns, name, chosen, m.documents)
                for name, chosen in request.filters
            }
            for segment, m in zip(self._view.segments, matching, strict=True)
        ]
        for others, is_wanted in ((request.also, True), (request.without, False)):
            for place, other in enumerate(others):
                key = f"{'also' if is_wanted else 'without'} {place}"
                _, _, held = self._found(other)
                rows = zip(self._view.segments, masks, matching, held, strict=True)
                for segment, kept, m, of_other in rows:
                    size = segment.columns.count
                    is_held = loops.is_in(of_other.documents, m.documents, size)
                    kept[key] = is_held == is_wanted
        found = [_left(m, kept.values()) for m, kept in zip(matching, masks, strict=True)]
        return matching, masks, found

    def _hit(self, place: Place, highlighter: Highlighter) -> Hit:
        segment, number, score = place
        story = self._view.segments[segment].columns.shown[number]
        return Hit(
            story.story_id,
            highlighter.whole(story.headline),
            highlighter.snippet(story.body, story.headline, story.quotations),
            story.published,
            story.source,
            score,
        )

    def _facets(
        self, request: SearchRequest, matching: list[Matches], masks: list[Masks], found: Found
    ) -> dict[str, Facet]:
        facets = {}
        for name in request.facets:
            chosen = request.filter_on(name)
            left = found
            if name in dict(request.filters) and not chosen.match_all:
                left = self._as_found(
                    _left(m, [mask for other, mask in kept.items() if other != name])
                    for m, kept in zip(matching, masks, strict=True)
                )
            if name == DATE:
                facets[name] = count_dates(self._view, left, chosen, request.today)
            elif name == MENTIONS:
                facets[name] = count_spoken(self._view, left, chosen)
            else:
                facets[name] = count_values(
                    self._view, name, left, chosen, request.facet_size, request.facet_prefix
                )
        return facets

    def _as_found(self, matches: Iterable[Matches]) -> Found:
        sizes = [segment.columns.count for segment in self._view.segments]
        return Found([m.documents for m in matches], sizes)

    def words(self, prefix: str, limit: int, field: str | None = None) -> tuple[WordCount, ...]:
        """The most frequent words that begin so."""
        return vocabulary.words(self._view, prefix, limit, field)

    def near_words(self, word: str, limit: int, field: str | None = None) -> tuple[WordCount, ...]:
        """The most frequent of the words that are spelt nearly so."""
        return vocabulary.near_words(self._view, word, limit, field)

    def similar(self, story_id: str, limit: int) -> tuple[Hit, ...]:
        """The stories most like one."""
        return similar(self._view, story_id, limit, self.search)


def _left(matches: Matches, masks: Iterable[Mask]) -> Matches:
    mask = all_pass(masks)
    return matches if mask is None else Matches(matches.documents[mask], matches.scorer)
