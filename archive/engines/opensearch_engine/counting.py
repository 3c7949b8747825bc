"""Facets: each counted among what the query and the filters of the other facets leave."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass

from archive.engines.opensearch_engine.clauses import all_of, any_of, holds, lacks, none_of
from archive.engines.opensearch_engine.cluster import Body
from archive.engines.opensearch_engine.terms import MOST, Counted, TopTerms, all_terms, literally
from archive.engines.opensearch_engine.versions import NAME_MARK
from archive.search.facets import date_facet, opened_months, spoken_facet, value_facet
from archive.search.fields import DATE, MENTIONS
from archive.search.request import FacetFilter, SearchRequest
from archive.search.results import Facet
from archive.search.typed_names import is_meant, typed_words

_PERIODS = 20_000
"""Months, years and days in one answer; the news has fewer."""
Ask = Callable[[Body, Body], Body]
"""Answers aggregations by name over what a clause leaves of the matches."""


def filter_clause(facet: str, chosen: FacetFilter) -> Body:
    """What is left by what is chosen in one facet."""
    wanted = [holds(facet, value) for value in chosen.chosen]
    unwanted = [holds(facet, value) for value in chosen.excluded]
    kept = [] if not wanted else wanted if chosen.match_all else [any_of(wanted)]
    return all_of([*kept, *([none_of(unwanted)] if unwanted else [])])


def left_by(request: SearchRequest, *, but: str | None = None) -> Body:
    """What the filters of a request leave; one facet's own is left out, unless that asks for
    all of its values."""
    return all_of(
        [
            filter_clause(name, chosen)
            for name, chosen in request.filters
            if name != but or chosen.match_all
        ]
    )


@dataclass(frozen=True, slots=True)
class Counting:
    """The facets of one request."""

    request: SearchRequest
    ask: Ask

    def aggregations(self) -> Body:
        """What is asked for along with the hits."""
        if self.request.facet_size == 0:
            return {}
        return {
            name: {"filter": left_by(self.request, but=name), "aggs": self._parts(name)}
            for name in self.request.facets
        }

    def facets(self, told: Body) -> dict[str, Facet]:
        """The facets from the answer; what was not exact yet is asked for once more."""
        if self.request.facet_size == 0:
            return {}
        return {name: self._facet(name, told[name]) for name in self.request.facets}

    def _parts(self, facet: str) -> Body:
        chosen = self.request.filter_on(facet)
        marked = {
            f"is {place}": {"filter": holds(facet, value)}
            for place, value in enumerate(_asked_alone(facet, chosen, self.request))
        }
        parts: Body = {"missing": {"filter": lacks(facet)}, **marked}
        if facet == DATE:
            days = {"days": {"terms": {"field": "day", "size": _PERIODS}}}
            opened = {"terms": {"month": sorted(opened_months(chosen))}}
            return {
                **parts,
                "months": {"terms": {"field": "month", "size": _PERIODS}},
                "opened": {"filter": opened, "aggs": days},
            }
        if facet == MENTIONS:
            return {**parts, "periods": {"terms": {"field": "spoken_in", "size": _PERIODS}}}
        top = self._top(facet)
        return {**parts, "values": top.aggregation()} if top else parts

    @property
    def _typed(self) -> tuple[str, ...]:
        return typed_words(self.request.facet_prefix)

    def _facet(self, name: str, told: Body) -> Facet:
        chosen = self.request.filter_on(name)
        alone = {
            value: told[f"is {place}"]["doc_count"]
            for place, value in enumerate(_asked_alone(name, chosen, self.request))
        }
        missing = told["missing"]["doc_count"]
        if name == DATE:
            leaves = _counts(told["months"])
            for month in opened_months(chosen):
                leaves.pop(month, None)
            leaves |= _counts(told["opened"]["days"])
            return date_facet(leaves, alone.__getitem__, chosen=chosen, today=self.request.today)
        if name == MENTIONS:
            counts = _counts(told["periods"])
            return spoken_facet(counts, alone.__getitem__, chosen=chosen, missing=missing)
        counted = self._values(name, told)
        return value_facet(
            name,
            counted.counts,
            alone.__getitem__,
            chosen=chosen,
            missing=missing,
            distinct=len(counted.counts) if counted.is_whole else None,
            size=self.request.facet_size,
        )

    def _values(self, name: str, told: Body) -> Counted:
        def ask(aggregation: Body) -> Body:
            found: Body = self.ask(left_by(self.request, but=name), {"values": aggregation})[
                "values"
            ]
            return found

        top = self._top(name)
        if self._typed and top:
            return _meant(top.settled(told["values"], ask), self._typed)
        if top:
            return top.settled(told["values"], ask)
        return _by_count(Counter(dict(all_terms(f"facet_{name}", ask))), is_whole=True)

    def _top(self, name: str) -> TopTerms | None:
        """The first values, chosen ones apart; None when all are asked for.

        When some are meant by what was typed, all that fit the first word.
        """
        if self._typed:
            fitting = f".*{NAME_MARK}.* {literally(self._typed[0])}.*"
            return TopTerms(f"named_{name}", MOST, fitting)
        if self.request.facet_size is None:
            return None
        chosen = self.request.filter_on(name)
        marked = len(chosen.chosen) + len(chosen.excluded)
        return TopTerms(f"facet_{name}", self.request.facet_size + marked)


def _asked_alone(facet: str, chosen: FacetFilter, request: SearchRequest) -> list[str]:
    """The values whose counts are asked for one by one."""
    later = [f">{request.today}"] if facet == DATE and request.today else []
    return list(dict.fromkeys([*chosen.chosen, *chosen.excluded, *later]))


def _meant(found: Counted, typed: tuple[str, ...]) -> Counted:
    """The values that have a name in which each typed word begins one."""
    counts: Counter[str] = Counter()
    for term, count in found.counts:
        value, *names = term.split(NAME_MARK)
        if any(is_meant(name, typed) for name in names):
            counts[value] += count
    return _by_count(counts, is_whole=found.is_whole)


def _by_count(counts: Counter[str], *, is_whole: bool) -> Counted:
    return Counted(tuple(sorted(counts.items(), key=lambda c: (-c[1], c[0]))), is_whole)


def _counts(told: Body) -> dict[str, int]:
    return {bucket["key"]: bucket["doc_count"] for bucket in told["buckets"]}
