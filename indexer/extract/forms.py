"""The names of one story while they are being joined: each step takes forms and gives forms."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from archive.model import NameKind, Span
from indexer.extract.keys import key_of
from indexer.extract.occurrences import Occurrence


@dataclass(frozen=True, slots=True)
class Form:
    """A name with every place it stands at, and the shorter forms that were joined to it.

    `spans` are in order. `rules` say what was joined and why. `is_unresolved` marks a name
    that several actors share; nothing joins it any more.
    """

    kind: NameKind
    name: str
    spans: tuple[Span, ...] = ()
    others: tuple[str, ...] = ()
    rules: tuple[str, ...] = ()
    is_unresolved: bool = False

    @property
    def key(self) -> str:
        """What forms of one name share, whatever their case, accents and punctuation."""
        return key_of(self.name)

    @property
    def names(self) -> tuple[str, ...]:
        """All its forms in the story, the fullest first."""
        return (self.name, *self.others)

    @property
    def is_single_word(self) -> bool:
        """Whether the name is one word."""
        return len(self.name.split()) == 1

    def with_rule(self, rule: str) -> Form:
        """Note what was done, once."""
        return self if rule in self.rules else replace(self, rules=(*self.rules, rule))


def forms_of(occurrences: Iterable[Occurrence]) -> list[Form]:
    """Gather the occurrences of each name: those that differ in case or accents only."""
    gathered: dict[tuple[NameKind, str], list[Occurrence]] = {}
    for occurrence in occurrences:
        key = occurrence.kind, key_of(occurrence.name)
        gathered.setdefault(key, []).append(occurrence)
    return [_form(found) for found in gathered.values()]


def _form(occurrences: Sequence[Occurrence]) -> Form:
    """Make one form, named by its first spelling that is not all in capitals."""
    names = list(dict.fromkeys(o.name for o in occurrences))
    names.sort(key=str.isupper)
    spans = sorted({o.span for o in occurrences if o.span[0] < o.span[1]})
    rules = dict.fromkeys(o.rule for o in occurrences if o.rule)
    return Form(occurrences[0].kind, names[0], tuple(spans), tuple(names[1:]), tuple(rules))


def join(fuller: Form, shorter: Form, rule: str = "") -> Form:
    """Take a shorter form into a fuller one."""
    others = dict.fromkeys((*fuller.others, *shorter.names))
    others.pop(fuller.name, None)
    rules = dict.fromkeys((*fuller.rules, *shorter.rules, *([rule] if rule else [])))
    spans = tuple(sorted({*fuller.spans, *shorter.spans}))
    return replace(fuller, spans=spans, others=tuple(others), rules=tuple(rules))


Joins = Mapping[Form, tuple[Form, str]]
"""For each form that is joined: the fuller form that takes it, and the rule."""


def replaced(forms: Sequence[Form], joins: Joins) -> list[Form]:
    """Carry out joins and return what is left; a fuller form may itself be joined."""
    taken: dict[Form, list[tuple[Form, str]]] = {}
    for shorter, (fuller, rule) in joins.items():
        taken.setdefault(fuller, []).append((shorter, rule))

    def whole(form: Form) -> Form:
        result = form
        for shorter, rule in taken.get(form, ()):
            result = join(result, whole(shorter), rule)
        return result

    return [whole(form) for form in forms if form not in joins]
