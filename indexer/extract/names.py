"""The names of a story, each resolved to one authority record."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from archive.model import (
    AuthorityRecord,
    Mention,
    Name,
    NameKind,
    Story,
    authority_id_for,
)
from indexer.extract.acronyms import explained_acronyms
from indexer.extract.authorities import AuthorityFile
from indexer.extract.credits import credit_spans
from indexer.extract.forms import Form, forms_of, join
from indexer.extract.kinds import with_one_kind
from indexer.extract.legal_forms import without_legal_form
from indexer.extract.occurrences import Occurrence, clean_entity, without_overlaps
from indexer.extract.organisations import (
    join_explained,
    join_first_words,
    join_initials,
    join_legal_forms,
    join_newspapers,
)
from indexer.extract.persons import as_unresolved, join_persons, words_of
from indexer.extract.recogniser import Entity
from indexer.extract.run_together import part_run_together

RULES_VERSION = 1
"""Raised when the same entities may resolve to other mentions than before."""


def resolve_names(
    story: Story, entities: Sequence[Entity], authorities: AuthorityFile
) -> tuple[Mention, ...]:
    """Join the names recognised in a story's body, those its seed gives, and those listed.

    There is one mention for each record, in the order in which they first stand in the text.
    """
    body = story.body
    found = _found(body, entities, authorities)
    explained = explained_acronyms(body, found, authorities)
    found += _standing(body, NameKind.ORGANISATION, explained, rule="")
    for name in story.given_names:
        found += _given(body, name)
    found = with_one_kind(without_overlaps(found), authorities)
    forms = forms_of(part_run_together(found, authorities))
    mentions = [
        _mention(form, record)
        for kind in NameKind
        for form, record in _resolved(kind, forms, explained, authorities)
    ]
    return tuple(sorted(mentions, key=lambda m: (not m.spans, m.spans[:1], m.authority_id)))


def _found(body: str, entities: Iterable[Entity], authorities: AuthorityFile) -> list[Occurrence]:
    """Clean what was recognised and add what is listed, outside bylines and credits."""
    found = [o for entity in entities for o in clean_entity(body, entity, authorities.is_demonym)]
    for kind, (start, end) in authorities.listed.find(body):
        found.append(Occurrence(kind, " ".join(body[start:end].split()), (start, end), "listed"))
    credited = {at for span in credit_spans(body) for at in range(*span)}
    return sorted(
        (o for o in without_overlaps(found) if o.span[0] not in credited), key=lambda o: o.span
    )


def _standing(
    body: str, kind: NameKind, names: Iterable[str], *, rule: str
) -> Iterator[Occurrence]:
    """Yield every place where a name stands, letter by letter."""
    for name in names:
        words = r"\s+".join(re.escape(word) for word in name.split())
        for match in re.finditer(rf"(?<![\w@#/.&-]){words}(?![&@.]?\w)", body):
            yield Occurrence(kind, name, match.span(), rule)


def _given(body: str, name: Name) -> Iterator[Occurrence]:
    """Yield a name that the seed lists: once without a place, and wherever it stands."""
    text = " ".join(name.text.split())
    last, comma, first = text.partition(", ")
    if name.kind is NameKind.ACTOR and comma and "," not in first:
        text = f"{first} {last}"
    if text:
        yield Occurrence(name.kind, text, (0, 0), "given by the seed")
        yield from _standing(body, name.kind, (text,), rule="given by the seed")


def _resolved(
    kind: NameKind,
    forms: Iterable[Form],
    explained: Mapping[str, str],
    authorities: AuthorityFile,
) -> list[tuple[Form, AuthorityRecord | None]]:
    """Join the forms of one kind, first within the story, then by the authority file."""
    own = [form for form in forms if form.kind is kind]
    if kind is NameKind.ACTOR:
        own = join_persons(own, authorities)
    if kind is NameKind.ORGANISATION:
        own = join_legal_forms(join_initials(join_explained(own, explained)))
        own = join_newspapers(join_first_words(own, authorities))
    by_record: dict[str, tuple[Form, AuthorityRecord | None]] = {}
    for form in sorted(own, key=lambda form: -len(form.name)):
        resolved, record = _look_up(form, authorities)
        key = record.authority_id if record else _own_id(resolved)
        fuller = by_record[key][0] if key in by_record else None
        by_record[key] = (join(fuller, resolved) if fuller else resolved), record
    return list(by_record.values())


def _look_up(form: Form, authorities: AuthorityFile) -> tuple[Form, AuthorityRecord | None]:
    """Find the record of a form by its names, the fullest first."""
    if form.is_unresolved:
        return form, None
    for name in dict.fromkeys(_names_to_try(form)):
        if record := authorities.find(form.kind, name):
            rule = "authority file" if name == record.heading else f"authority file: “{name}”"
            return form.with_rule(rule), record
    if authorities.is_shared(form.kind, form.name):
        return as_unresolved(form, "several listed names have this short form"), None
    return form, None


def _names_to_try(form: Form) -> Iterator[str]:
    """Yield the names that a form may be listed under.

    Beside a fuller name, a person's single words and an acronym say nothing: another Putin
    is not Putin.
    """
    yield form.name
    if form.kind is NameKind.ACTOR:
        words = words_of(form.name)
        kept = [word for word in words if len(word) > 1]
        if len(kept) > 1:
            yield " ".join(kept)
        yield from (name for name in form.others if " " in name)
    else:
        yield without_legal_form(form.name)
        yield from (name for name in form.others if " " in name or not name.isupper())


def _own_id(form: Form) -> str:
    """Make the id of a name in no file; a firm's has no legal form."""
    is_firm = form.kind is NameKind.ORGANISATION
    return authority_id_for(without_legal_form(form.name) if is_firm else form.name)


def _mention(form: Form, record: AuthorityRecord | None) -> Mention:
    authority_id = record.authority_id if record else _own_id(form)
    rule = "; ".join(form.rules) or "as written"
    return Mention(form.kind, authority_id, form.name, form.spans, rule)
