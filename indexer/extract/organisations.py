"""One organisation from its name, its acronym and its legal form in one story."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from archive.model import NameKind
from indexer.extract.acronyms import initials
from indexer.extract.authorities import AuthorityFile
from indexer.extract.forms import Form, replaced
from indexer.extract.keys import key_of
from indexer.extract.legal_forms import has_legal_form, without_legal_form


def join_explained(forms: Sequence[Form], explained: Mapping[str, str]) -> list[Form]:
    """Join the acronyms that brackets in the story explain."""
    by_key = {form.key: form for form in forms}
    joins: dict[Form, tuple[Form, str]] = {}
    for acronym, name in explained.items():
        shorter, fuller = by_key.get(key_of(acronym)), by_key.get(key_of(name))
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
        fuller = longest.setdefault(key_of(without_legal_form(form.name)), form)
        if fuller is not form:
            joins[form] = fuller, f"“{form.name}” but for its legal form"
    return replaced(forms, joins)


def join_first_words(forms: Sequence[Form], authorities: AuthorityFile) -> list[Form]:
    """Join the first words of a firm's name to it: `Freeport` to `Freeport-McMoRan Inc`.

    Only names with a legal form take others in; any organisation's would join too much.
    """
    firms = [(form, _words(without_legal_form(form.name))) for form in forms if _is_firm(form)]
    joins: dict[Form, tuple[Form, str]] = {}
    for form in forms:
        words = _words(form.name)
        if _is_firm(form) or authorities.find(form.kind, form.name):
            continue
        longer = [firm for firm, full in firms if full != words and full[: len(words)] == words]
        if len(longer) == 1:
            joins[form] = longer[0], f"“{form.name}” by its first words"
    return replaced(forms, joins)


_BODIES = frozenset(
    "academy agency army assembly association authority board bureau chamber club college "
    "commission committee congress council court department federation foundation fund "
    "institute league ministry parliament party society tribunal union university".split()
)
_PAPERS = frozenset(
    "chronicle dispatch gazette globe guardian herald independent inquirer journal mail mirror "
    "monitor news observer post register standard star sun telegraph times tribune".split()
)


def join_last_words(forms: Sequence[Form], authorities: AuthorityFile) -> list[Form]:
    """Join the last word of one paper, team or body in the story to it: `Times`, `Council`."""
    by_last_word: dict[str, list[Form]] = {}
    for form in forms:
        last_word = form.key.rpartition("-")[2]
        if form.is_single_word or last_word not in _BODIES:
            last_word = last_word_of_its_own(form.name, authorities)
        if last_word:
            by_last_word.setdefault(last_word, []).append(form)
    joins: dict[Form, tuple[Form, str]] = {}
    for form in forms:
        fuller = by_last_word.get(form.key, [])
        if len(fuller) == 1:
            joins[form] = fuller[0], f"“{form.name}” by its last word"
    return replaced(forms, joins)


def last_word_of_its_own(name: str, authorities: AuthorityFile) -> str:
    """Return the key of the last word if a paper or a town's team goes by it alone.

    Only names of a listed place and one more word are taken for teams.
    """
    rest, _, last = name.rpartition(" ")
    is_own = rest and (key_of(last) in _PAPERS or authorities.find(NameKind.PLACE, rest))
    return key_of(last) if is_own else ""


def _is_firm(form: Form) -> bool:
    return any(has_legal_form(name) for name in form.names)


def _words(name: str) -> list[str]:
    return key_of(name).split("-")
