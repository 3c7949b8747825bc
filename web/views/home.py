"""The first page."""

from __future__ import annotations

from flask import Blueprint, render_template

from archive.search.request import Sort
from archive.search.state import SearchState
from web.presenters.home import TOP, home_page
from web.requests import today
from web.site import catalogue

blueprint = Blueprint("home", __name__)
LATEST = 5


@blueprint.get("/")
def home() -> str:
    """Show the archive at a glance."""
    archive = catalogue()
    manifest = archive.engine.manifest()
    newest = SearchState(sort=Sort.NEWEST, per_page=LATEST)
    answer = archive.answer(newest, facet_size=TOP, today=today())
    with archive.store.read() as transaction:
        page = home_page(
            answer,
            rejected=transaction.rejects.count(),
            changed_at=manifest.changed_at,
            saved=transaction.saved.all(),
        )
    return render_template("home.html", page=page)
