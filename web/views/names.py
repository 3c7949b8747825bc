"""The pages of actors, organisations and places."""

from __future__ import annotations

from flask import Blueprint, Response, jsonify, render_template

from archive.catalogue import Answer
from archive.model import AuthorityRecord
from web.presenters.names import name_page, state_for
from web.records_json import name_as_json
from web.site import catalogue

blueprint = Blueprint("names", __name__)
KIND = "<any(actor, organisation, place):kind>"


@blueprint.get(f"/{KIND}/<path:authority_id>")
def name(kind: str, authority_id: str) -> str:
    """Show what the archive has on a name."""
    return render_template("name.html", page=name_page(*_found(kind, authority_id)))


@blueprint.get(f"/{KIND}/<path:authority_id>.json")
def name_json(kind: str, authority_id: str) -> Response:
    """Give the same as JSON."""
    return jsonify(name_as_json(*_found(kind, authority_id)))


def _found(kind: str, authority_id: str) -> tuple[AuthorityRecord, Answer]:
    with catalogue().store.read() as transaction:
        record = transaction.authorities.get(kind, authority_id)
    return record, catalogue().answer(state_for(kind, authority_id))
