"""Small pieces of the cluster's query language."""

from __future__ import annotations

from collections.abc import Sequence

from archive.engines.opensearch_engine.cluster import Body
from archive.engines.opensearch_engine.mapping import SPOKEN
from archive.query.periods import Period, parse_period
from archive.search.fields import DATE, MENTIONS, MISSING

EVERYTHING: Body = {"match_all": {}}
NOTHING: Body = {"match_none": {}}


def all_of(clauses: Sequence[Body]) -> Body:
    """What passes every clause; scores nothing."""
    return {"bool": {"filter": list(clauses)}} if clauses else EVERYTHING


def any_of(clauses: Sequence[Body]) -> Body:
    """What passes at least one clause."""
    if len(clauses) == 1:
        return clauses[0]
    return {"dis_max": {"queries": list(clauses)}} if clauses else NOTHING


def none_of(clauses: Sequence[Body]) -> Body:
    """What passes no clause."""
    return {"bool": {"must_not": list(clauses)}} if clauses else EVERYTHING


def scored(clause: Body, score: float) -> Body:
    """What passes the clause, each with the same score."""
    return {"constant_score": {"filter": clause, "boost": score}}


def unscored(clause: Body) -> Body:
    """What passes the clause, with no score."""
    return all_of([clause])


def published(period: Period) -> Body:
    """Stories that were published within a period."""
    if period.is_undated:
        return none_of([{"exists": {"field": "first_day"}}])
    first, last = _days(period)
    clauses: list[Body] = [
        {"range": {"first_day": first or {"gte": 1}}},
        *([{"range": {"last_day": last}}] if last else []),
    ]
    if period.precision:
        clauses.append({"term": {"precision": period.precision.value}})
    return all_of(clauses)


def speaks_of(period: Period) -> Body:
    """Stories of whose dates spoken of one lies within a period."""
    if period.is_undated:
        return NOTHING
    first, last = _days(period)
    fields = [SPOKEN[period.precision]] if period.precision else list(SPOKEN.values())
    within = {**first, **last, "relation": "within"}
    return any_of([{"range": {field: within}} for field in fields])


def holds(facet: str, value: str) -> Body:
    """Stories that have a value in a facet."""
    if facet in (DATE, MENTIONS):
        period = parse_period(value)
        if period:
            return published(period) if facet == DATE else speaks_of(period)
        return lacks(facet) if value == MISSING and facet == MENTIONS else NOTHING
    return lacks(facet) if value == MISSING else {"term": {f"facet_{facet}": value}}


def lacks(facet: str) -> Body:
    """Stories without any value in a facet."""
    field = {DATE: "first_day", MENTIONS: "speaks"}.get(facet, f"facet_{facet}")
    return none_of([{"exists": {"field": field}}])


def _days(period: Period) -> tuple[Body, Body]:
    first = {"gte": period.first_day.toordinal()} if period.first_day else {}
    last = {"lte": period.last_day.toordinal()} if period.last_day else {}
    return first, last
