"""The parameters of addresses, each described once; those of facets follow the facets."""

from __future__ import annotations

from typing import Annotated, Literal

from msgspec import Meta

from archive.model import NameKind
from archive.search.fields import FACET_NAMES, FACETS, FieldSpec
from archive.search.request import DEFAULT_PER_PAGE, MAX_PER_PAGE, Sort
from archive.search.state import MAX_PAGE
from web.api.operations import Parameter
from web.presenters.values import Order
from web.requests import NEXT

FacetName = Literal[FACET_NAMES]  # type: ignore[valid-type]  # the facets are known when it runs
PERIODS = "a period: 2023, 2023-04, 2023-04-28, 2023-XX, 2023-02..2023-04, >=2023"


def _of_facet(spec: FieldSpec) -> Parameter:
    label = spec.label.lower()
    values = PERIODS if spec.is_period else "an id" if spec.is_authority else "a text"
    return Parameter(
        spec.name,
        list[str],
        f"Only stories with this {label}: {values}, or - for those without one. "
        f"Of several any will do.",
        "2023" if spec.is_period else "",
    )


QUERY = Parameter("q", str, "The query, as in the search box.", "peace talks")
CHOSEN = tuple(map(_of_facet, FACETS))
EXCLUDED = tuple(
    Parameter(f"not.{spec.name}", list[str], f"Only stories without this {spec.label.lower()}.")
    for spec in FACETS
)
ALL = Parameter(
    "all", list[FacetName], "All of the chosen values of this facet have to be there, not any."
)
SORT = Parameter("sort", Sort, "The order of the stories; by relevance if left out.", "newest")
PAGE = Parameter(
    "page",
    Annotated[int, Meta(ge=1, le=MAX_PAGE)],
    f"Which page, from 1, unless `{NEXT}` says where to go on.",
)
PER = Parameter(
    "per",
    Annotated[int, Meta(ge=1, le=MAX_PER_PAGE)],
    f"How many stories a page has; {DEFAULT_PER_PAGE} if left out.",
    "20",
)
GOING_ON = Parameter(
    NEXT, str, "Go on behind the page that gave this token as its `next`; the rest as it was."
)
FILTERS = (QUERY, *CHOSEN, *EXCLUDED, ALL)
SEARCH = (*FILTERS, SORT, PAGE, PER, GOING_ON)
VALUES = (
    *FILTERS,
    Parameter("find", str, "Only values whose label holds this."),
    Parameter("order", Order, "By falling count if left out, periods in order of time."),
    PAGE,
    GOING_ON,
)
SIDES = tuple(
    Parameter(f"{side}.{known.name}", known.type, f"Of the {words} search. {known.description}")
    for side, words in (("a", "first"), ("b", "second"))
    for known in FILTERS
)
SINCE = Parameter(
    "since", str, "The day or moment since when, as in 2024-02-03; since it was saved if left out."
)
TYPED = Parameter("q", str, "What was typed so far.", "pea")

IN_PATH = {
    parameter.name: parameter
    for parameter in (
        Parameter("story_id", str, "The id of a story."),
        Parameter("authority_id", str, "The id of a name: a value of its facet."),
        Parameter("kind", NameKind, "What the name is."),
        Parameter("slug", str, "What stands behind /s/ in the address of a saved query."),
        Parameter("name", FacetName, "A facet."),
    )
}
