"""The names of a story, each resolved to one authority record."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from archive.model import (
    AuthorityRecord,
    Mention,
    NameKind,
    Story,
    blank_out,
)
from indexer.extract.acronyms import explained_acronyms
from indexer.extract.authorities import AuthorityFile
from indexer.extract.credits import credit_spans
from indexer.extract.forms import Form, forms_of, join
from indexer.extract.keys import key_of
from indexer.extract.kinds import with_one_kind
from indexer.extract.legal_forms import without_legal_form
from indexer.extract.occurrences import without_overlaps
from indexer.extract.organisations import (
    join_explained,
    join_first_words,
    join_initials,
    join_last_words,
    join_legal_forms,
)
from indexer.extract.persons import as_unresolved, join_persons, words_of
from indexer.extract.recogniser import Entity
from indexer.extract.run_together import part_run_together
from indexer.extract.standings import (
    given,
    recognised_and_listed,
    standing,
    standing_again,
    surnames_standing,
)

RULES_VERSION = 4
"""Raised when the same entities may resolve to other mentions than before."""


def resolve_names(
    story: Story, entities: Sequence[Entity], authorities: AuthorityFile
) -> tuple[Mention, ...]:
    """Join the names recognised in a story's body, those its seed gives, and those listed.

    There is one mention for each record, in the order in which they first stand in the text.
    """
    body = blank_out(story.body, credit_spans(story.body))
    found = recognised_and_listed(body, entities, authorities)
    explained = explained_acronyms(body, found, authorities)
    found += standing(body, NameKind.ORGANISATION, explained)
    for name in story.given_names:
        found += given(body, name)
    found = with_one_kind(without_overlaps(found), authorities)
    found = part_run_together(found, authorities)
    found = without_overlaps([*found, *standing_again(body, found)])
    forms = forms_of(without_overlaps([*found, *surnames_standing(body, found)]))
    mentions = [
        _mention(form, record)
        for kind in NameKind
        for form, record in _resolved(kind, forms, explained, authorities, story.published.year)
    ]
    return tuple(sorted(mentions, key=lambda m: (not m.spans, m.spans[:1], m.authority_id)))


def _resolved(
    kind: NameKind,
    forms: Iterable[Form],
    explained: Mapping[str, str],
    authorities: AuthorityFile,
    year: int | None,
) -> list[tuple[Form, AuthorityRecord | None]]:
    """Join the forms of one kind, first within the story, then by the authority file."""
    own = [form for form in forms if form.kind is kind]
    if kind is NameKind.ACTOR:
        own = join_persons(own, authorities)
    if kind is NameKind.ORGANISATION:
        own = join_legal_forms(join_initials(join_explained(own, explained)))
        own = join_last_words(join_first_words(own, authorities), authorities)
    by_record: dict[str, tuple[Form, AuthorityRecord | None]] = {}
    for form in sorted(own, key=lambda form: -len(form.name)):
        resolved, record = _look_up(form, authorities, year)
        key = record.authority_id if record else _own_id(resolved)
        fuller = by_record[key][0] if key in by_record else None
        by_record[key] = (join(fuller, resolved) if fuller else resolved), record
    return list(by_record.values())


def _look_up(
    form: Form, authorities: AuthorityFile, year: int | None
) -> tuple[Form, AuthorityRecord | None]:
    """Find the record of a form by its names, the fullest first.

    A name that several share means the one of them who was last in office by the year of the story.
    """
    if form.is_unresolved:
        return form, None
    for name in dict.fromkeys(_names_to_try(form)):
        if record := authorities.find(form.kind, name):
            rule = "authority file" if name == record.heading else f"authority file: “{name}”"
            return form.with_rule(rule), record
    if authorities.is_shared(form.kind, form.name):
        if year and (held := authorities.last_in_office(form.kind, form.name, year)):
            return form.with_rule(f"of those so called, {held[1]}"), held[0]
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
    return key_of(without_legal_form(form.name) if is_firm else form.name)


def _mention(form: Form, record: AuthorityRecord | None) -> Mention:
    authority_id = record.authority_id if record else _own_id(form)
    rule = "; ".join(form.rules) or "as written"
    return Mention(form.kind, authority_id, form.name, form.spans, rule)
