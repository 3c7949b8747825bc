"""Requests answered over one state of the documents: filter, order, count."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from datetime import date
from itertools import chain

from archive.analysis import form_of
from archive.engines.memory.matching import Matching
from archive.model import PartialDate, Precision
from archive.query.periods import UNDATED_VALUE, parse_period
from archive.search.documents import IndexDocument
from archive.search.facets import date_facet, opened_months, passes, spoken_facet, value_facet
from archive.search.fields import DATE, MENTIONS, MISSING, PERIOD_FACETS
from archive.search.highlighting import Highlighter
from archive.search.request import FacetFilter, Position, SearchRequest, Sort
from archive.search.results import Facet, Hit, ResultPage, WordCount
from archive.search.scoring import idf
from archive.search.similar import similar_to
from archive.search.typed_names import is_meant, typed_words
from archive.search.vocabulary import is_near, is_offered, most_frequent

Key = tuple[float, float, float, str]
"""What hits are ordered by: score, whether undated, day, id."""


class MemorySearcher:
    """One state of the documents, analysed."""

    def __init__(self, documents: dict[str, IndexDocument]) -> None:
        self._documents = documents
        self._matching = Matching(documents)

    def search(self, request: SearchRequest) -> ResultPage:
        """Answer one request."""
        scores = self._scores(request)
        ordered = self._ordered(scores, request)
        behind = self._behind(ordered, scores, request)
        last = request.first_hit + request.per_page
        page = behind[request.first_hit : last]
        highlighter = Highlighter(request.query)
        return ResultPage(
            total=len(ordered),
            hits=tuple(self._hit(i, scores[i], highlighter) for i in page),
            facets={} if request.facet_size == 0 else self._facets(request, list(scores)),
            has_next=bool(page) and last < len(behind),
        )

    def story_ids(self, request: SearchRequest) -> tuple[str, ...]:
        """The ids of every match in order."""
        return tuple(self._ordered(self._scores(request), request))

    def _scores(self, request: SearchRequest) -> Mapping[str, float]:
        """What the query matches, among what other requests find or do not find."""
        scores = self._matching.scores(request.query) or {}
        also = [set(self.story_ids(other)) for other in request.also]
        without = [set(self.story_ids(other)) for other in request.without]
        return {
            i: score
            for i, score in scores.items()
            if all(i in found for found in also) and not any(i in found for found in without)
        }

    def _ordered(self, scores: Mapping[str, float], request: SearchRequest) -> list[str]:
        hits = [i for i in scores if self._passes(i, request, but=None)]
        return sorted(hits, key=lambda i: self._order(i, scores[i], request.sort))

    def _behind(
        self, ordered: list[str], scores: Mapping[str, float], request: SearchRequest
    ) -> list[str]:
        """Those of the hits that come behind the position that is asked for."""
        after = request.after
        if after is None:
            return ordered
        if request.sort is Sort.RELEVANCE and after.story_id in ordered:
            return ordered[ordered.index(after.story_id) + 1 :]
        stood = _key(after, request.sort)
        return [i for i in ordered if self._order(i, scores[i], request.sort) > stood]

    def _passes(self, story_id: str, request: SearchRequest, *, but: str | None) -> bool:
        document = self._documents[story_id]
        return all(
            _passes_dates(chosen, _dates(name, document))
            if name in PERIOD_FACETS
            else passes(chosen, document.values(name))
            for name, chosen in request.filters
            if name != but or chosen.match_all
        )

    def _order(self, story_id: str, score: float, sort: Sort) -> Key:
        day = self._documents[story_id].published.first_day
        return _key(Position(story_id, day, score), sort)

    def _hit(self, story_id: str, score: float, highlighter: Highlighter) -> Hit:
        document = self._documents[story_id]
        return Hit(
            story_id,
            highlighter.whole(document.headline),
            highlighter.snippet(document.body, document.headline, document.quotations),
            document.published,
            next(iter(document.values("source")), ""),
            score,
        )

    def _facets(self, request: SearchRequest, matching: list[str]) -> dict[str, Facet]:
        facets = {}
        for name in request.facets:
            left = [self._documents[i] for i in matching if self._passes(i, request, but=name)]
            chosen = request.filter_on(name)
            if name == DATE:
                facets[name] = _date_facet(left, chosen, request.today)
            elif name == MENTIONS:
                facets[name] = _spoken_facet(left, chosen)
            else:
                fits = self._fitting(name, request.facet_prefix)
                facets[name] = _value_facet(name, left, chosen, request.facet_size, fits)
        return facets

    def _fitting(self, name: str, prefix: str) -> Callable[[str], bool]:
        """Which values of a facet have a name that is meant by what was typed."""
        typed = typed_words(prefix)
        if not typed:
            return lambda _: True
        terms = chain.from_iterable(d.facets.get(name, ()) for d in self._documents.values())
        return {t.value for t in terms if any(is_meant(n, typed) for n in t.names)}.__contains__

    def words(self, prefix: str, limit: int, field: str | None = None) -> tuple[WordCount, ...]:
        """Count every word, and keep those that begin so."""
        form = form_of(prefix)
        return self._offered(lambda word: word.startswith(form), limit, field)

    def near_words(self, word: str, limit: int, field: str | None = None) -> tuple[WordCount, ...]:
        """Count every word, and keep those that are spelt nearly so."""
        form = form_of(word)
        return self._offered(lambda other: is_near(form, other), limit, field)

    def similar(self, story_id: str, limit: int) -> tuple[Hit, ...]:
        """Search for the story's typical words."""
        document = self._documents.get(story_id)
        if document is None:
            return ()
        return similar_to(
            document,
            limit,
            idf=self._matching.idf,
            highest_idf=idf(len(self._documents), 1),
            search=self.search,
        )

    def _offered(
        self, fits: Callable[[str], bool], limit: int, field: str | None
    ) -> tuple[WordCount, ...]:
        counts = self._matching.word_counts(field)
        fitting = (item for item in counts.items() if is_offered(item[0], field) and fits(item[0]))
        return most_frequent(fitting, limit)


def _key(position: Position, sort: Sort) -> Key:
    by_score = -position.score if sort is Sort.RELEVANCE else 0.0
    if position.day is None:
        return (by_score, 1.0, 0.0, position.story_id)
    ordinal = float(position.day.toordinal())
    return (by_score, 0.0, ordinal if sort is Sort.OLDEST else -ordinal, position.story_id)


def _dates(name: str, document: IndexDocument) -> tuple[PartialDate, ...]:
    return (document.published,) if name == DATE else document.spoken_of


def _passes_dates(chosen: FacetFilter, dates: tuple[PartialDate, ...]) -> bool:
    held = [v for v in (*chosen.chosen, *chosen.excluded) if _is_in(v, dates)]
    return passes(chosen, held or ["none of them"])


def _is_in(value: str, dates: tuple[PartialDate, ...]) -> bool:
    period = parse_period(value)
    if period is None:
        return value == MISSING and not dates
    return any(map(period.contains, dates))


def _value_facet(
    name: str,
    documents: list[IndexDocument],
    chosen: FacetFilter,
    size: int | None,
    fits: Callable[[str], bool],
) -> Facet:
    counts = Counter(value for document in documents for value in document.values(name))
    fitting = [item for item in counts.items() if fits(item[0])]
    return value_facet(
        name,
        sorted(fitting, key=lambda item: (-item[1], item[0])),
        lambda value: counts[value],
        chosen=chosen,
        missing=sum(not document.values(name) for document in documents),
        distinct=len(fitting),
        size=size,
    )


def _date_facet(documents: list[IndexDocument], chosen: FacetFilter, today: date | None) -> Facet:
    opened = opened_months(chosen)
    leaves = Counter(_leaf(document.published, opened) for document in documents)
    return date_facet(
        leaves,
        lambda value: sum(_is_in(value, (document.published,)) for document in documents),
        chosen=chosen,
        today=today,
    )


def _spoken_facet(documents: list[IndexDocument], chosen: FacetFilter) -> Facet:
    spoken = [document.spoken_of for document in documents]
    return spoken_facet(
        Counter(chain.from_iterable(map(_years_and_months, spoken))),
        lambda value: sum(_is_in(value, dates) for dates in spoken),
        chosen=chosen,
        missing=spoken.count(()),
    )


def _years_and_months(dates: tuple[PartialDate, ...]) -> set[str]:
    """The years and months within which there is one of the dates."""
    ends = [(str(day.first_day), str(day.last_day)) for day in dates]
    return {first[:n] for first, last in ends for n in (4, 7) if first[:n] == last[:n]}


def _leaf(published: PartialDate, opened: frozenset[str]) -> str:
    if published.first_day is None:
        return UNDATED_VALUE
    day = published.first_day.isoformat()
    if published.precision is Precision.YEAR:
        return f"{day[:4]}-XX"
    if day[:7] not in opened:
        return day[:7]
    return f"{day[:7]}-XX" if published.precision is Precision.MONTH else day
