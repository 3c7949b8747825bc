"""Two searches compared; the address is both of them: /compare?a.q=peace&b.q=war."""

from __future__ import annotations

from datetime import UTC, datetime

from flask import Blueprint, Response, redirect, render_template, request
from werkzeug.wrappers import Response as AnyResponse

from archive.comparisons.searches import (
    ComparedSearches,
    Comparison,
    compare,
    comparison_as_csv,
    comparison_as_json,
)
from archive.saved.queries import every_saved, headings_for
from archive.search.state import SearchState
from web.api.operations import documented
from web.api.parameters import SIDES
from web.presenters.compare import MOST_ROWS, compare_url, comparison_page, sides
from web.site import catalogue

blueprint = Blueprint("compare", __name__)


@blueprint.get("/compare")
def comparison() -> str | AnyResponse:
    """Show what two searches find in common, and what each alone."""
    if saved := request.args.get("saved"):
        kept = {query.slug: query for query in every_saved(catalogue())}.get(saved)
        if kept is not None:
            return redirect(compare_url(_asked()[0], SearchState.from_address(kept.state)))
    found = _compared(most=MOST_ROWS)
    with catalogue().store.read() as transaction:
        headings = headings_for(transaction, (found.a, found.b))
    return render_template(
        "compare.html",
        page=comparison_page(found, headings),
        saved=every_saved(catalogue()),
    )


@blueprint.get("/compare.json")
@documented("Many searches", query=SIDES, example="a.{kind}={authority_id}&b.date={year}")
def comparison_json() -> ComparedSearches:
    """Compare two searches.

    Says how many stories only the first finds, both, and only the second: in all, and for every
    value of every facet.
    """
    return comparison_as_json(_compared())


@blueprint.get("/compare.csv")
def comparison_csv() -> Response:
    """Give every value of every facet, with its three counts, as a table."""
    response = Response(comparison_as_csv(_compared()), content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = 'attachment; filename="comparison.csv"'
    return response


def _asked() -> tuple[SearchState, SearchState]:
    return sides(request.query_string.decode("utf-8", "replace"))


def _compared(most: int | None = None) -> Comparison:
    return compare(catalogue(), *_asked(), today=datetime.now(UTC).date(), most=most)
