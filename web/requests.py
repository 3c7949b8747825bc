"""What the current request asks, as values."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

from flask import request

from archive.search.state import SearchState

NEXT = "next"
"""The parameter that takes the token of an answer's `next`."""


def requested_state() -> SearchState:
    """The search that the address stands for; any bytes are read as well as can be."""
    return SearchState.from_address(request.query_string.decode("utf-8", "replace"))


def requested_list() -> tuple[SearchState, str]:
    """The search that an address of JSON stands for, and the token that its list goes on from.

    Pages are not counted behind a token: `page` means nothing there.
    """
    state = requested_state()
    token = dict(state.not_understood).get(NEXT, "")
    left = tuple(pair for pair in state.not_understood if pair[0] != NEXT)
    if token and state.page != 1:
        left += (("page", str(state.page)),)
        state = state.on_page(1)
    return replace(state, not_understood=left), token


def today() -> date:
    """The day it is, as the archive reckons days, in UTC."""
    return datetime.now(UTC).date()


def form_text(name: str, *, longest: int) -> str:
    """A field of the form that was sent, in one line, cut to a length."""
    return " ".join(request.form.get(name, "").split())[:longest]


def form_lines(name: str, *, longest: int) -> str:
    """A field of the form that was sent, line by line as it was typed, cut to a length."""
    lines = request.form.get(name, "").splitlines()
    return "\n".join(line.rstrip() for line in lines).strip()[:longest]
