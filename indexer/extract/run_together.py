"""Names of two persons that stand side by side and were taken for one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from archive.model import NameKind
from indexer.extract.authorities import AuthorityFile
from indexer.extract.forms import Form, forms_of
from indexer.extract.keys import key_of
from indexer.extract.occurrences import Occurrence
from indexer.extract.persons import Persons


def part_run_together(
    occurrences: Sequence[Occurrence], authorities: AuthorityFile
) -> list[Occurrence]:
    """Part a name made of the bare names of two persons, as across a lost full stop.

    "Xi Zelensky", in a story that speaks of Xi Jinping, of Xi and of Zelensky, is nobody.
    """
    actors = [o for o in occurrences if o.kind is NameKind.ACTOR]
    forms = {form.key: form for form in forms_of(actors)}
    parted: list[Occurrence] = []
    for occurrence in occurrences:
        is_two = occurrence.kind is NameKind.ACTOR and _is_two(occurrence, forms, authorities)
        parted += _halves(occurrence) if is_two else [occurrence]
    return parted


def _is_two(occurrence: Occurrence, forms: Mapping[str, Form], authorities: AuthorityFile) -> bool:
    words = occurrence.name.split()
    form = forms[key_of(occurrence.name)]
    if len(words) != 2 or len(form.spans) != 1 or authorities.find(form.kind, form.name):
        return False
    if not all(authorities.is_short_name(NameKind.ACTOR, w) or key_of(w) in forms for w in words):
        return False
    rest = Persons((other for other in forms.values() if other is not form), authorities)
    first, second = (_holder(form, word, rest) for word in words)
    return first is not None and second is not None and first != second


def _holder(form: Form, word: str, persons: Persons) -> str | None:
    """Return the one person who goes by the word alone, in the story or in the file."""
    fuller, _ = persons.fuller(word)
    if len(fuller) == 1:
        return persons.identity(fuller[0])
    bare = Form(form.kind, word)
    listed = persons.identity(bare)
    return listed if not fuller and listed != bare.key else None


def _halves(occurrence: Occurrence) -> list[Occurrence]:
    start, end = occurrence.span
    first, second = occurrence.name.split()
    rule = f"“{occurrence.name}” read as two names"
    return [
        replace(occurrence, name=first, span=(start, start + len(first)), rule=rule),
        replace(occurrence, name=second, span=(end - len(second), end), rule=rule),
    ]
