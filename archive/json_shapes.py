"""What answers in JSON are made of: every shape is a TypedDict, from which its schema is derived.

The shapes stand beside the functions that fill them, which mypy holds to them.
"""

from __future__ import annotations

from typing import Annotated, TypedDict

from msgspec import Meta


def says(words: str) -> Meta:
    """What a member of a shape is, for `Annotated`."""
    return Meta(description=words)


Address = Annotated[str, says("An address below the archive's own.")]


class GoesOn(TypedDict):
    """A list, or a page of one: follow `next_url` until it is null."""

    next: Annotated[str | None, says("The token that the next page is asked for with.")]
    next_url: Annotated[str | None, says("The address of the next page; null on the last one.")]


class GivenWhole(GoesOn):
    """A list that is given whole today, and says so as the others do."""


WHOLE: GoesOn = {"next": None, "next_url": None}
