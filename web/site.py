"""What every view needs: the archive, the signing of forms, the static files."""

from __future__ import annotations

from dataclasses import dataclass

from flask import current_app

from archive.catalogue import Catalogue
from web.assets import Assets
from web.filing import Filing
from web.forms import FormTokens

SITE = "cuttings"


@dataclass(frozen=True, slots=True)
class Site:
    """One archive as it is served."""

    catalogue: Catalogue
    tokens: FormTokens
    assets: Assets
    filing: Filing


def site() -> Site:
    """The site that the current request is for."""
    found: Site = current_app.extensions[SITE]
    return found


def catalogue() -> Catalogue:
    """The archive that the current request is for."""
    return site().catalogue
