"""One organisation from its name, its acronym and its legal form in one story."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from archive.model import authority_id_for, fold
from indexer.extract.acronyms import initials
from indexer.extract.forms import Form, replaced
from indexer.extract.titles import LEGAL_FORMS


def without_legal_form(name: str) -> str:
    """Take `Inc`, `Ltd` and their like off a firm's name.

    >>> without_legal_form("Goldman, Sachs & Co."), without_legal_form("Apple Inc")
    ('Goldman, Sachs', 'Apple')
    """
    words = name.replace(",", ", ").split()
    while len(words) > 1 and (words[-1] == "&" or _plain(words[-1]) in LEGAL_FORMS):
        words.pop()
    return " ".join(words).rstrip(", ")


def _plain(word: str) -> str:
    return fold(word).replace(".", "").strip(",")


def join_explained(forms: Sequence[Form], explained: Mapping[str, str]) -> list[Form]:
    """Join the acronyms that brackets in the story explain."""
    by_key = {form.key: form for form in forms}
    joins: dict[Form, tuple[Form, str]] = {}
    for acronym, name in explained.items():
        shorter, fuller = by_key.get(authority_id_for(acronym)), by_key.get(authority_id_for(name))
        if shorter and fuller and shorter is not fuller:
            joins[shorter] = fuller, f"“{acronym}” explained in brackets"
    return replaced(forms, joins)


def join_initials(forms: Sequence[Form]) -> list[Form]:
    """Join an acronym to the one organisation in the story that has its initials."""
    by_initials: dict[str, list[Form]] = {}
    for form in forms:
        for acronym in initials(form.name):
            by_initials.setdefault(acronym, []).append(form)
    joins: dict[Form, tuple[Form, str]] = {}
    for form in forms:
        fuller = by_initials.get(form.key.replace("-", ""), [])
        if len(fuller) == 1 and form.is_single_word and form.name.isupper():
            joins[form] = fuller[0], f"“{form.name}” by its initials"
    return replaced(forms, joins)


def join_legal_forms(forms: Sequence[Form]) -> list[Form]:
    """Join names of one firm with and without `Inc`, `Ltd` and their like."""
    longest: dict[str, Form] = {}
    joins: dict[Form, tuple[Form, str]] = {}
    for form in sorted(forms, key=lambda form: -len(form.name)):
        fuller = longest.setdefault(authority_id_for(without_legal_form(form.name)), form)
        if fuller is not form:
            joins[form] = fuller, f"“{form.name}” but for its legal form"
    return replaced(forms, joins)
