"""The forms that a whole search can be had in, each described once."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from archive.exports.citations import as_bibtex, as_csl_json, as_ris
from archive.exports.records import Context, ExportedStory
from archive.exports.table import as_csv

Writer = Callable[[Iterable[ExportedStory], Context], Iterator[bytes]]


@dataclass(frozen=True, slots=True)
class ExportFormat:
    """A form of export: what it is called in addresses and to readers, and how it is written."""

    suffix: str
    label: str
    purpose: str
    media_type: str
    write: Writer


FORMATS = {
    form.suffix: form
    for form in (
        ExportFormat("csv", "CSV", "for spreadsheets", "text/csv; charset=utf-8", as_csv),
        ExportFormat(
            "ris", "RIS", "for Zotero, EndNote", "application/x-research-info-systems", as_ris
        ),
        ExportFormat(
            "bib", "BibTeX", "for LaTeX", "application/x-bibtex; charset=utf-8", as_bibtex
        ),
        ExportFormat(
            "csl.json",
            "CSL-JSON",
            "for citation programs",
            "application/vnd.citationstyles.csl+json",
            as_csl_json,
        ),
    )
}
