"""Requests answered over one view of an index."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from archive.analysis import MAX_FORM, STOP_WORDS, form_of
from archive.engines.opensearch_engine.clauses import NOTHING, all_of
from archive.engines.opensearch_engine.cluster import Body
from archive.engines.opensearch_engine.compiling import (
    Known,
    compiled,
    field_of_forms,
    near_forms,
    stems_of,
)
from archive.engines.opensearch_engine.counting import Counting, left_by
from archive.engines.opensearch_engine.state import Generation
from archive.engines.opensearch_engine.statistics import Statistics
from archive.engines.opensearch_engine.terms import MOST, Counted, TopTerms, literally
from archive.engines.opensearch_engine.view import WINDOW, View
from archive.search.highlighting import Highlighter
from archive.search.inversion import FIELD_MARKS, invert
from archive.search.request import Position, SearchRequest, Sort
from archive.search.results import Hit, ResultPage, WordCount
from archive.search.similar import similar_to
from archive.search.stored import shown_story, stored_document
from archive.search.vocabulary import edits_allowed, is_near, is_offered, most_frequent

_NEVER = {"desc": 0, "asc": 1 << 24}
"""What stands for the day of a story without a date, so that it comes last."""
_NEWEST: Body = {"first_day": {"order": "desc", "missing": _NEVER["desc"]}}
_OLDEST: Body = {"first_day": {"order": "asc", "missing": _NEVER["asc"]}}
_ORDER: dict[Sort, list[Body]] = {
    Sort.RELEVANCE: [{"_score": "desc"}, _NEWEST, {"story_id": "asc"}],
    Sort.NEWEST: [_NEWEST, {"story_id": "asc"}],
    Sort.OLDEST: [_OLDEST, {"story_id": "asc"}],
}
_HIGHEST_SCORE = 3e38
"""The largest number that a score can be on the cluster."""


class OpenSearchSearcher:
    """One view of the index; shared between threads."""

    def __init__(self, view: View) -> None:
        self._view = view
        generation = view.generation
        self._statistics = Statistics(
            view.aggregate, generation.manifest.stories, generation.length
        )

    @property
    def generation(self) -> Generation:
        """The generation and batch that are searched."""
        return self._view.generation

    def search(self, request: SearchRequest) -> ResultPage:
        """Answer one request."""
        query = self._query(request, is_scored=True)
        counting = Counting(
            request, lambda clause, asked: self._view.aggregate(asked, all_of([query, clause]))
        )
        found = self._view.search(
            {
                **self._ordered(query, request),
                **self._page(query, request),
                "aggs": counting.aggregations(),
                "track_total_hits": True,
                "track_scores": True,
                "_source": ["story"],
            }
        )
        hits = found["hits"]["hits"]
        highlighter = Highlighter(request.query)
        return ResultPage(
            total=found["hits"]["total"]["value"],
            hits=tuple(_hit(hit, highlighter) for hit in hits[: request.per_page]),
            facets=counting.facets(found.get("aggregations", {})),
            has_next=len(hits) > request.per_page > 0,
        )

    def story_ids(self, request: SearchRequest) -> tuple[str, ...]:
        """The ids of every match in order."""
        is_scored = request.sort is Sort.RELEVANCE
        hits = self._view.walk(self._ordered(self._query(request, is_scored=is_scored), request))
        return tuple(hit["sort"][-1] for hit in hits)

    def words(self, prefix: str, limit: int, field: str | None = None) -> tuple[WordCount, ...]:
        """The most frequent words that begin so."""
        form, forms = form_of(prefix), field_of_forms(field)
        if limit < 1:
            return ()
        holders = {"prefix": {forms: {"value": form}}}
        top = TopTerms(forms, limit + len(STOP_WORDS), _beginning(form))
        counts = self._terms(top, holders).counts
        return most_frequent((item for item in counts if is_offered(item[0], field)), limit)

    def near_words(self, word: str, limit: int, field: str | None = None) -> tuple[WordCount, ...]:
        """The most frequent of the words that are spelt nearly so."""
        form, forms = form_of(word), field_of_forms(field)
        edits, letters = edits_allowed(form), len(form)
        if not form:
            return ()
        lengths = f"{{{max(0, letters - edits - 1)},{letters + edits - 1}}}"
        holders = near_forms(form, edits, forms)
        counts = self._terms(TopTerms(forms, MOST, f"{literally(form[0])}.{lengths}"), holders)
        near = (i for i in counts.counts if is_offered(i[0], field) and is_near(form, i[0]))
        return most_frequent(near, limit)

    def similar(self, story_id: str, limit: int) -> tuple[Hit, ...]:
        """The stories most like one."""
        held = next(self._view.versions([story_id]), None)
        if held is None:
            return ()
        document = stored_document(held["_source"]["story"])
        self._statistics.load(list(invert(document).content))
        return similar_to(
            document,
            limit,
            idf=self._statistics.idf,
            highest_idf=self._statistics.highest_idf,
            search=self.search,
        )

    def _query(self, request: SearchRequest, *, is_scored: bool) -> Body:
        """What the query matches, among what other requests find or do not find."""
        if is_scored:
            self._statistics.load(stems_of(request.query))
        weigh = self._statistics.weigh if is_scored else None
        clause = compiled(request.query, Known(self._words, weigh))
        if clause is None:
            return NOTHING
        also = [self._found(other) for other in request.also]
        without = [self._found(other) for other in request.without]
        if not also and not without:
            return clause
        return {"bool": {"must": [clause], "filter": also, "must_not": without}}

    def _found(self, request: SearchRequest) -> Body:
        """What a request finds, on whatever page."""
        return all_of([self._query(request, is_scored=False), left_by(request)])

    def _ordered(self, query: Body, request: SearchRequest) -> Body:
        """The matches of a request, all of them, in order."""
        return {"query": query, "post_filter": left_by(request), "sort": _ORDER[request.sort]}

    def _page(self, query: Body, request: SearchRequest) -> Body:
        """Where in the order a page begins, and a hit more than it has; none where that is past.

        The cluster counts from the start only so far: a far page is behind the hit before it.
        """
        size = request.per_page + 1 if request.per_page else 0
        if request.after is None and request.first_hit + size <= WINDOW:
            return {"from": request.first_hit, "size": size}
        ordered = self._ordered(query, request)
        start = self._place(ordered, request) if request.after else {}
        if not request.first_hit:
            return {**start, "size": size}
        before = self._view.walk({**ordered, **start})
        last = next(islice(before, request.first_hit - 1, None), None)
        return {"search_after": last["sort"], "size": size} if last else {"size": 0}

    def _place(self, ordered: Body, request: SearchRequest) -> Body:
        """The position that a request asks to begin behind, as the cluster takes it."""
        after = request.after or Position("")
        if request.sort is Sort.RELEVANCE:
            own = {"bool": {"must": ordered["query"], "filter": _is_story(after.story_id)}}
            for hit in self._view.walk({**ordered, "query": own}, 1):
                return {"search_after": hit["sort"]}
        never = _NEVER["asc" if request.sort is Sort.OLDEST else "desc"]
        day = after.day.toordinal() if after.day else never
        score = [min(after.score, _HIGHEST_SCORE)] if request.sort is Sort.RELEVANCE else []
        return {"search_after": [*score, day, after.story_id]}

    def _words(self, field: str, start: str) -> Iterator[str]:
        """Words that begin with some letters: those of a field, and perhaps others."""
        if field.removeprefix("forms_") in FIELD_MARKS:  # They are counted in all fields only.
            field = field_of_forms(None)
        holders = {"prefix": {field: {"value": start}}}
        counted = self._terms(TopTerms(field, MOST, _beginning(start)), holders)
        return (word for word, _ in counted.counts)

    def _terms(self, top: TopTerms, holders: Body) -> Counted:
        """Terms of a field, among the stories that hold any of them."""

        def ask(aggregation: Body) -> Body:
            found: Body = self._view.aggregate({"terms": aggregation}, holders)["terms"]
            return found

        return top.settled(ask(top.aggregation()), ask)


def _is_story(story_id: str) -> Body:
    return {"term": {"story_id": story_id}}


def _hit(hit: Body, highlighter: Highlighter) -> Hit:
    story = shown_story(hit["_source"]["story"])
    return Hit(
        story.story_id,
        highlighter.whole(story.headline),
        highlighter.snippet(story.body, story.headline, story.quotations),
        story.published,
        story.source,
        float(hit["_score"]),
    )


def _beginning(letters: str) -> str:
    """A regular expression for words that begin so.

    Not with `.*`: OpenSearch up to 2.19.3 fails on it where no word fits (its issue 19636).
    """
    return f"{literally(letters)}.{{0,{MAX_FORM}}}"
