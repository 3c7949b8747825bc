"""One person from the longer and shorter forms of a name in one story."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import lru_cache

from indexer.extract.authorities import AuthorityFile
from indexer.extract.forms import Form, replaced
from indexer.extract.keys import key_of
from indexer.extract.titles import GENERATIONS

_ARTICLE = re.compile(r"^(?:al|el|ar|as|ad|an|at|az|ash|adh)-(?=\w)", re.IGNORECASE)
_NICKNAME = re.compile(r"\s[\"“'‘][^\"”’]+[\"”'’](?=\s)")

Words = tuple[str, ...]


@lru_cache(maxsize=1 << 14)
def words_of(name: str) -> Words:
    """Return the folded words that a person's forms are compared by.

    >>> words_of("Mowaffak al-Rubaie"), words_of("Kim Jong-un"), words_of("Martin King, Jr.")
    (('mowaffak', 'rubaie'), ('kim', 'jong', 'un'), ('martin', 'king'))
    """
    plain = _NICKNAME.sub("", name)
    words = [_ARTICLE.sub("", word) for word in plain.replace(",", " ").split()]
    parts = [part for word in words for part in key_of(word).split("-")]
    return tuple(part for part in parts if part not in GENERATIONS) or tuple(parts)


def fit(short: Words, full: Words) -> str:
    """Say how a short form fits a fuller one, or nothing if it does not.

    >>> fit(("zelensky",), ("volodymyr", "zelensky")), fit(("xi",), ("xi", "jinping"))
    ('surname', 'first name')
    >>> fit(("george", "bush"), ("george", "w", "bush")), fit(("putin",), ("xi", "jinping"))
    ('shorter form', '')
    """
    if len(short) > len(full) or short == full:
        return ""
    if len(short) == len(full):
        return "initials" if len(short) > 1 and _are_initials(short, full) else ""
    if full[-len(short) :] == short:
        return "surname"
    if full[: len(short)] == short:
        return "first name"
    if len(short) == 1:
        return "middle name" if short[0] in full else ""
    middle = zip(short[:-1], full[:-1], strict=False)
    is_shorter = short[-1] == full[-1] and all(_agree(one, other) for one, other in middle)
    return "shorter form" if is_shorter else ""


FITS = ("surname", "shorter form", "initials", "first name", "middle name")
"""The ways to fit, the surest first."""


def _agree(one: str, other: str) -> bool:
    """Whether first names are equal, or one is the other's initial."""
    return one == other or (1 in {len(one), len(other)} and one[0] == other[0])


def _are_initials(short: Words, full: Words) -> bool:
    """Whether first names are given by initials only: `J. Roe` for `Jane Roe`."""
    pairs = list(zip(short, full, strict=True))
    return short[-1] == full[-1] and all(
        one == other or (len(one) == 1 and other.startswith(one)) for one, other in pairs
    )


class Persons:
    """The persons of one story, by the words of their names."""

    def __init__(self, forms: Iterable[Form], authorities: AuthorityFile) -> None:
        self._authorities = authorities
        self._by_word: dict[str, list[Form]] = {}
        for form in forms:
            for word in set(words_of(form.name)):
                self._by_word.setdefault(word, []).append(form)

    def fuller(self, name: str) -> tuple[list[Form], str]:
        """Find the different persons that a name fits best, by their fullest names, and how."""
        words = words_of(name)
        near = {id(f): f for w in (words[0], words[-1]) for f in self._by_word.get(w, ())}
        fits = [
            (fit(words, words_of(other.name)), other)
            for other in near.values()
            if not self._are_different(name, other)
        ]
        for how in FITS:
            if found := [other for fitted, other in fits if fitted == how]:
                return self._different(found), how
        return [], ""

    def _are_different(self, name: str, other: Form) -> bool:
        """Whether a full name and another one are listed as two persons."""
        records = [self._authorities.find(other.kind, form) for form in (name, other.name)]
        return " " in name and None not in records and records[0] != records[1]

    def _different(self, forms: list[Form]) -> list[Form]:
        """Leave out those that fit a longer one themselves or are the same listed actor."""
        kept: dict[str, Form] = {}
        for form in sorted(forms, key=lambda form: -len(words_of(form.name))):
            words = words_of(form.name)
            if not any(fit(words, words_of(other.name)) for other in kept.values()):
                kept.setdefault(self.identity(form), form)
        return list(kept.values())

    def identity(self, form: Form) -> str:
        """Return the id of the listed actor, or the key of the name."""
        record = self._authorities.find(form.kind, form.name)
        return record.authority_id if record else form.key


def join_persons(forms: Sequence[Form], authorities: AuthorityFile) -> list[Form]:
    """Join each shorter form to the one person in the story that it fits.

    A single word that fits several is kept apart as unresolved.
    """
    persons = Persons(forms, authorities)
    joins: dict[Form, tuple[Form, str]] = {}
    unresolved: dict[Form, Form] = {}
    for form in forms:
        fuller, how = persons.fuller(form.name)
        if len(fuller) == 1:
            joins[form] = fuller[0], f"“{form.name}” by its {how}"
        elif fuller and form.is_single_word:
            unresolved[form] = as_unresolved(form, f"{len(fuller)} persons in the story fit")
    kept = [form for form in forms if form not in unresolved]
    return [*replaced(kept, joins), *unresolved.values()]


def as_unresolved(form: Form, rule: str) -> Form:
    """Keep a shared name as a name of its own.

    >>> from archive.model import NameKind
    >>> as_unresolved(Form(NameKind.ACTOR, "Clinton"), "2 persons fit").name
    'Clinton (unresolved)'
    """
    named = replace(form, name=f"{form.name} (unresolved)", others=form.names)
    return replace(named, is_unresolved=True, rules=(*form.rules, rule))
