"""Putting names right: what a correction would change, making it, and taking it back.

    with store.begin() as transaction:
        correction = drafted(transaction, Action.MERGE, ("actor", "j-roe"), to="jane-roe")
        make(transaction, correction, author="ida")

The journal is written in the same transaction that counts the stories as changed, so that the
index catches up with both or with neither. No seed is read again.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from archive.errors import CorrectionError
from archive.model import AuthorityRecord, NameKind, authority_id_for, fold
from archive.names.corrections import Action, Correction, Pair, Rules
from archive.store import Transaction
from archive.store.mentions import Naming

LONGEST_TEXT = 200
"""Most characters of a heading or form, and of an author's name."""


@dataclass(frozen=True, slots=True)
class Change:
    """A facet value that a correction changes: stories filed under it before and after."""

    pair: Pair
    heading: str
    before: int
    after: int


@dataclass(frozen=True, slots=True)
class Preview:
    """What a correction would do: how many stories it files otherwise or under other words."""

    correction: Correction
    stories: int
    changes: tuple[Change, ...]


def drafted(
    transaction: Transaction,
    action: Action,
    subject: Pair,
    *,
    text: str = "",
    to: str = "",
    to_kind: str = "",
) -> Correction:
    """Make a correction ready that can be made now; raise CorrectionError if it cannot.

    `to` is the id of the record that takes a merged or split name in; a form that is split off
    without one gets a record of its own. `to_kind` is what a retyped name stands for.
    """
    record = _standing(transaction, subject)
    kind, text = record.kind.value, " ".join(text.split())[:LONGEST_TEXT]
    pair = kind, record.authority_id
    match action:
        case Action.MERGE:
            target = _target(transaction, (kind, to))
            _refuse(_pair(target) == pair, f"{record.heading} cannot be merged into itself")
            return Correction(action, pair, _pair(target), "", target.heading)
        case Action.SPLIT:
            return _split(transaction, record, text, to)
        case Action.RENAME:
            _refuse(not text, "a heading needs at least one letter")
            _refuse(text == record.heading, f"{text} is the heading already")
            return Correction(action, pair, pair, text, record.heading)
        case Action.HIDE:
            return Correction(action, pair, pair, "", record.heading)
        case Action.RETYPE:
            _refuse(to_kind not in set(NameKind), f"{to_kind!r} is no kind; give actor, "
                    "organisation or place")  # fmt: skip
            _refuse(to_kind == kind, f"{record.heading} is filed as {to_kind} already")
            target_pair = _retyped(transaction, pair, to_kind)
            return Correction(action, pair, target_pair, "", record.heading)
        case Action.VARIANT:
            _refuse(not text, "a form of a name needs at least one letter")
            known = authority_id_for(text) in map(authority_id_for, record.names)
            _refuse(known, f"{text} is a form of {record.heading} already")
            return Correction(action, pair, pair, text, record.heading)


def found_id(transaction: Transaction, kind: str, typed: str) -> str:
    """Find the id of a record by what a reader typed: its id, its heading or another form.

    Raises CorrectionError when there is none, or when several records have the form.
    """
    text = " ".join(typed.split())
    for wanted in dict.fromkeys((text, authority_id_for(text))):
        if transaction.authorities.get_many([(kind, wanted)]):
            return wanted
    near = transaction.authorities.starting_with(text, kind=kind, limit=50) if text else ()
    found = [r for r in near if fold(text) in map(fold, r.names)]
    _refuse(not found, f"no {kind} is called “{text}”; give the heading or id that its page has")
    _refuse(len(found) > 1, f"several records are called “{text}”; give the id of one of them")
    return found[0].authority_id


def preview(transaction: Transaction, correction: Correction) -> Preview:
    """Say what making a correction would change."""
    rules = transaction.journal.rules
    return _compared(transaction, correction, rules, rules.also(correction))


def preview_undo(transaction: Transaction, number: int) -> Preview:
    """Say what taking a correction back would change."""
    rules, correction = transaction.journal.rules, transaction.journal.get(number)
    return _compared(transaction, correction, rules, rules.without(number))


def make(transaction: Transaction, correction: Correction, *, author: str) -> Correction:
    """Write a correction down, and count its stories as changed."""
    before = _concerned(transaction, correction)
    made = transaction.journal.add(correction, author=_author(author))
    transaction.stories.touch(sorted(before | _concerned(transaction, correction)))
    return made


def undo(transaction: Transaction, number: int, *, author: str) -> Correction:
    """Take a correction back; everything else stays, whatever was done since."""
    correction = transaction.journal.get(number)
    before = _concerned(transaction, correction)
    undone = transaction.journal.undo(number, author=_author(author))
    transaction.stories.touch(sorted(before | _concerned(transaction, correction)))
    return undone


def _split(transaction: Transaction, record: AuthorityRecord, text: str, to: str) -> Correction:
    pair, key = _pair(record), authority_id_for(text) if text else ""
    namings = transaction.stories.namings(transaction.journal.rules.sources(pair))
    has_form = key in {authority_id_for(name) for name in record.names}
    has_form = has_form or key in {authority_id_for(naming.name) for naming in namings}
    _refuse(not has_form, f"{text!r} is no form of {record.heading}; see its page for those it has")
    if to:
        target = _target(transaction, (pair[0], to))
        _refuse(_pair(target) == pair, f"{text} is filed under {record.heading} already")
        return Correction(Action.SPLIT, pair, _pair(target), text, target.heading)
    target_pair = pair[0], key
    if transaction.journal.rules.follow(target_pair).pair == pair:
        # Its plain id leads back here, as that of the record itself or of one merged into it.
        target_pair = pair[0], f"{key}-apart"
    return Correction(Action.SPLIT, pair, target_pair, text, text)


def _retyped(transaction: Transaction, pair: Pair, to_kind: str) -> Pair:
    """The record of another kind with the same id, or the one that took that in."""
    target = to_kind, pair[1]
    ending = transaction.journal.rules.follow(target).pair
    return ending if ending[0] == to_kind else target


def _standing(transaction: Transaction, subject: Pair) -> AuthorityRecord:
    """The record that is shown for a pair; raise CorrectionError when it is hidden."""
    record = transaction.authorities.get(*subject)
    hidden = transaction.journal.rules.follow(_pair(record)).is_hidden
    _refuse(hidden, f"{record.heading} is hidden; undo that first")
    return record


def _target(transaction: Transaction, pair: Pair) -> AuthorityRecord:
    record = _standing(transaction, pair)
    _refuse(record.kind != pair[0], f"{record.heading} is no {pair[0]}; retype one of them first")
    return record


def _compared(
    transaction: Transaction, correction: Correction, before: Rules, after: Rules
) -> Preview:
    pairs = _pairs(correction)
    near = {s for rules in (before, after) for pair in pairs for s in rules.sources(pair)}
    namings = transaction.stories.namings(sorted(near))
    old, new = (_filed(namings, pairs, rules) for rules in (before, after))
    shown = transaction.authorities.headings(pairs)
    found = transaction.authorities.found_headings(pairs)
    changes = tuple(
        Change(
            pair,
            _heading(correction, (shown if before.follow(pair).pair == pair else found).get(pair)),
            len(old[pair]),
            len(new[pair]),
        )
        for pair in pairs
    )
    # Where no story moves, as by a new heading, all of them are told otherwise.
    told = [old[pair] ^ new[pair] if old != new else old[pair] for pair in pairs]
    return Preview(correction, len(set().union(*told)), changes)


def _filed(namings: Iterable[Naming], pairs: Iterable[Pair], rules: Rules) -> dict[Pair, set[str]]:
    """The stories that are filed under each of the records by some rules."""
    stories: dict[Pair, set[str]] = {pair: set() for pair in pairs}
    for naming in namings:
        ending = rules.follow(naming.pair, naming.name)
        if ending.pair in stories and not ending.is_hidden:
            stories[ending.pair].add(naming.story_id)
    return stories


def _heading(correction: Correction, heading: str | None) -> str:
    return heading or correction.target_heading or correction.text


def _pairs(correction: Correction) -> tuple[Pair, ...]:
    return tuple(dict.fromkeys((correction.subject, correction.source, correction.target)))


def _concerned(transaction: Transaction, correction: Correction) -> set[str]:
    """The stories whose names or words the correction may change, now."""
    rules = transaction.journal.rules
    endings = {rules.follow(pair).pair for pair in _pairs(correction)}
    sources = {s for pair in (*endings, *_pairs(correction)) for s in rules.sources(pair)}
    return {naming.story_id for naming in transaction.stories.namings(sorted(sources))}


def _author(author: str) -> str:
    return " ".join(author.split())[:LONGEST_TEXT]


def _pair(record: AuthorityRecord) -> Pair:
    return record.kind.value, record.authority_id


def _refuse(is_wrong: bool, why: str) -> None:
    if is_wrong:
        raise CorrectionError(why)
