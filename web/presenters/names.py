"""The page of one actor, organisation or place."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from archive.catalogue import Answer
from archive.model import AuthorityRecord
from archive.search.fields import DATE, MISSING, SPEC
from archive.search.labels import date_label
from archive.search.request import FacetFilter, Sort
from archive.search.results import Facet
from archive.search.state import SearchState
from web.addresses import name_url, search_url, value_url
from web.presenters.calendar import leaves, months, years
from web.presenters.charts import Chart, chart
from web.presenters.corrections import JournalLine
from web.presenters.counts import counted, number, stories
from web.presenters.facets import more_words
from web.presenters.home import CountLine
from web.presenters.links import Link
from web.presenters.network import Member, Network
from web.presenters.quotes import SpeakerLine, quoting_url
from web.presenters.results import ResultLine, result_line

MEMBER_KINDS = ("actor", "organisation")
MOST_MEMBERS = 8
"""Names around the one in the middle of the drawing."""
KINDS = ("actor", "organisation", "place")


@dataclass(frozen=True, slots=True)
class Companions:
    """The names of one kind that stand in the same stories; a count leads to those stories."""

    label: str
    names: tuple[CountLine, ...]
    more: Link | None


@dataclass(frozen=True, slots=True)
class NamePage:
    """All that the page of a name prints; `forms` counts stories by the fullest name in each."""

    kind: str
    kind_label: str
    heading: str
    variants: tuple[str, ...]
    offices: tuple[str, ...]
    total: str
    search_url: str
    canonical_url: str
    json_url: str
    chart: Chart | None
    periods: tuple[CountLine, ...]
    companions: tuple[Companions, ...]
    latest: tuple[ResultLine, ...]
    forms: tuple[tuple[str, str], ...]
    sources: tuple[CountLine, ...]
    network: Network | None
    quotes: tuple[SpeakerLine, ...]
    quotes_total: str
    quotes_url: str
    quoting_url: str
    mentions_url: str
    corrections: tuple[JournalLine, ...]
    authority_id: str
    other_kinds: tuple[tuple[str, str], ...]


def state_for(kind: str, authority_id: str) -> SearchState:
    """The search for the stories of a name; counts are those of these stories alone."""
    chosen = FacetFilter((authority_id,), match_all=True)
    return SearchState(filters=((kind, chosen),), sort=Sort.NEWEST)


@dataclass(frozen=True, slots=True)
class FiledName:
    """A record with the answer of `state_for` it, and what the store knows of its names.

    `quotes` are the newest of all that it is quoted with.
    """

    record: AuthorityRecord
    answer: Answer
    forms: Mapping[str, int]
    corrections: tuple[JournalLine, ...]
    quotes: tuple[SpeakerLine, ...] = ()
    quotes_total: int = 0


def members_of(answer: Answer) -> tuple[Member, ...]:
    """The actors and organisations that stand beside a name most often."""
    found = [
        Member(
            (kind, value.value),
            answer.label(kind, value.value),
            name_url(kind, value.value),
            value.count,
        )
        for kind in MEMBER_KINDS
        for value in answer.page.facets.get(kind, Facet(kind)).values
        if not value.is_chosen and value.value != MISSING
    ]
    return tuple(sorted(found, key=lambda m: (-m.count, m.label))[:MOST_MEMBERS])


def name_page(filed: FiledName, drawn: Network | None, archive: Facet) -> NamePage:
    """Lay out a name; `archive` counts the dates of all stories."""
    record, answer = filed.record, filed.answer
    kind, url = record.kind.value, name_url(record.kind.value, record.authority_id)
    periods = _periods(answer.page.facets.get(DATE, Facet(DATE)))
    return NamePage(
        kind=kind,
        kind_label=SPEC[kind].label,
        heading=record.heading,
        variants=tuple(name for name in record.names if name != record.heading),
        offices=record.offices,
        total=stories(answer.page.total),
        search_url=value_url(kind, record.authority_id),
        canonical_url=url,
        json_url=f"{url}.json",
        chart=_chart(kind, record.authority_id, periods, archive),
        periods=tuple(
            CountLine(
                date_label(period),
                number(count),
                _within(kind, record.authority_id, DATE, period),
            )
            for period, count in sorted(periods.items())
        ),
        companions=tuple(
            companions
            for other in KINDS
            if (companions := _companions(answer, record, other)).names
        ),
        latest=tuple(result_line(hit) for hit in answer.page.hits),
        forms=tuple(
            (name, number(count))
            for name, count in sorted(filed.forms.items(), key=lambda f: (-f[1], f[0]))
        ),
        sources=_lines(answer, record, "source"),
        network=drawn,
        quotes=filed.quotes,
        quotes_total=f"All {counted(filed.quotes_total, 'quotation')}",
        quotes_url=f"{url}/quotes",
        quoting_url=quoting_url(record.heading),
        mentions_url=f"{url}/mentions",
        corrections=filed.corrections,
        authority_id=record.authority_id,
        other_kinds=tuple((k, SPEC[k].label) for k in KINDS if k != kind),
    )


def _periods(dates: Facet) -> dict[str, int]:
    """Stories by year; by month if all are of one year and of some a month is known."""
    by_year = leaves(dates.values, 4)
    return (leaves(dates.values, 7) if len(by_year) == 1 else {}) or by_year


def _chart(kind: str, authority_id: str, counts: Mapping[str, int], archive: Facet) -> Chart | None:
    if not counts:
        return None
    first, last = min(counts), max(counts)
    is_by_month = len(first) == 7
    return chart(
        counts,
        months(f"{first[:4]}-01", f"{last[:4]}-12") if is_by_month else years(first, last),
        lambda period: _within(kind, authority_id, DATE, period),
        archive=leaves(archive.values, len(first)),
    )


def _within(kind: str, authority_id: str, facet: str, value: str) -> str:
    """The search for the stories of a name that also have another value."""
    state = SearchState().choosing(kind, authority_id).choosing(facet, value)
    if facet == kind:
        state = state.with_filter(kind, FacetFilter((authority_id, value), match_all=True))
    return search_url(state)


def _companions(answer: Answer, record: AuthorityRecord, kind: str) -> Companions:
    facet, lines = answer.page.facets.get(kind, Facet(kind)), _lines(answer, record, kind)
    words = more_words(facet, SPEC[kind].plural.lower())
    more = search_url(answer.state, path=f"/facet/{kind}")
    return Companions(SPEC[kind].plural, lines, Link(words, more) if words else None)


def _lines(answer: Answer, record: AuthorityRecord, facet: str) -> tuple[CountLine, ...]:
    """The other values of a facet in the stories of a name."""
    return tuple(
        CountLine(
            answer.label(facet, value.value),
            number(value.count),
            _within(record.kind.value, record.authority_id, facet, value.value),
        )
        for value in answer.page.facets.get(facet, Facet(facet)).values
        if not value.is_chosen
    )
