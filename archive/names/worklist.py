"""The worklist of names that may be one, most likely first, without those decided already."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from archive.errors import CorrectionError
from archive.model import AuthorityRecord, NameKind, Origin
from archive.names.corrections import Action, Correction, Pair
from archive.names.likeness import Likeness, alike
from archive.names.mending import drafted, make
from archive.store import Transaction

MOST_COMPARED = 200
"""Stories of each name that are read for the company it keeps."""


class Decision(StrEnum):
    """What a reader decided about two names."""

    YES = "yes"
    NO = "no"
    SKIP = "skip"


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Two records that may be one: `record` would go into `into`, which has more stories.

    `company` are headings that stand in stories of both, `together` counts the stories that
    name both.
    """

    record: AuthorityRecord
    into: AuthorityRecord
    evidence: str
    stories: int
    stories_into: int
    together: int
    company: tuple[str, ...]

    @property
    def kind(self) -> str:
        """The kind of both."""
        return self.record.kind.value


def suggestions(
    transaction: Transaction, kind: NameKind, *, first: int = 0, limit: int = 20
) -> tuple[tuple[Suggestion, ...], int]:
    """List some pairs that nobody has decided on yet, and count all of them.

    Of two names that an authority file lists it is known that they are two.
    """
    pairs = transaction.stories.shown(kind)
    records = transaction.authorities.get_many(pairs)
    listed = {pair[1] for pair, record in records.items() if record.origin is not Origin.FOUND}
    names = {pair[1]: _comparable(record) for pair, record in records.items()}
    decided = transaction.journal.decisions()
    open_pairs = [
        likeness
        for likeness in alike(kind, names)
        if (kind.value, likeness.first_id, likeness.second_id) not in decided
        and not {likeness.first_id, likeness.second_id} <= listed
    ]
    shown = open_pairs[first : first + limit]
    return tuple(_suggestion(transaction, kind, one) for one in shown), len(open_pairs)


def decide(
    transaction: Transaction,
    subject: Pair,
    into: str,
    decision: Decision,
    *,
    author: str,
) -> Correction | None:
    """Keep a decision; yes merges the names, which can be undone like any merge."""
    if into == subject[1]:
        raise CorrectionError(f"{into} is one name already")
    made = None
    if decision is Decision.YES:
        made = make(
            transaction, drafted(transaction, Action.MERGE, subject, to=into), author=author
        )
    else:
        transaction.authorities.get(*subject)
        transaction.authorities.get(subject[0], into)
    one, other = sorted((subject[1], into))
    if made is None:
        transaction.journal.decide((subject[0], one, other), decision.value, author=author)
    return made


def _comparable(record: AuthorityRecord) -> tuple[str, ...]:
    """The names to compare; what the acronyms of a listed record mean is known."""
    if record.origin is Origin.FOUND:
        return record.names
    return tuple(name for name in record.names if not name.isupper())


def _suggestion(transaction: Transaction, kind: NameKind, likeness: Likeness) -> Suggestion:
    pairs = [(kind.value, likeness.first_id), (kind.value, likeness.second_id)]
    stories = [transaction.stories.naming(*pair) for pair in pairs]
    smaller, larger = sorted((0, 1), key=lambda side: len(stories[side]))
    records = transaction.authorities.get_many(pairs)
    return Suggestion(
        records[pairs[smaller]],
        records[pairs[larger]],
        likeness.evidence,
        len(stories[smaller]),
        len(stories[larger]),
        len(set(stories[0]) & set(stories[1])),
        _company(transaction, stories, pairs),
    )


def _company(
    transaction: Transaction, stories: Sequence[Sequence[str]], pairs: Sequence[Pair]
) -> tuple[str, ...]:
    """The headings of the names that stand in stories of both, but not in the same ones."""
    both = set(stories[0]) & set(stories[1])
    sides = []
    for found in stories:
        own = [story_id for story_id in found if story_id not in both][:MOST_COMPARED]
        sides.append(transaction.stories.names_in(own))
    shared = sorted((sides[0] & sides[1]) - set(pairs))
    return tuple(sorted(transaction.authorities.headings(shared).values()))
