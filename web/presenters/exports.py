"""The forms in which a page can be had by other programs."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from archive.exports import FORMATS


@dataclass(frozen=True, slots=True)
class ExportLink:
    """One form: its name, what it is for, and where it is."""

    label: str
    purpose: str
    url: str


def export_links(url_of: Callable[[str], str]) -> tuple[ExportLink, ...]:
    """The feed first, then the files; `url_of` gives the address of a suffix."""
    return (
        ExportLink("Atom feed", "for feed readers", url_of("atom")),
        *(ExportLink(form.label, form.purpose, url_of(form.suffix)) for form in FORMATS.values()),
        ExportLink("Evidence pack", "originals, texts, checksums, as a zip", url_of("zip")),
    )
