"""What the pages of saved queries share."""

from __future__ import annotations

from archive.catalogue import Catalogue
from archive.saved.queries import revisit_saved
from archive.store import SavedQuery
from web.presenters.revisits import RevisitLine, revisit_line

SAVE = "save"
"""What the form that saves a search is for, as its token has it."""


def revisited(catalogue: Catalogue, saved: SavedQuery) -> RevisitLine | None:
    """How a saved query differs from what it found; None where that is not known."""
    difference = revisit_saved(catalogue, saved)
    return revisit_line(saved.slug, difference) if difference else None
