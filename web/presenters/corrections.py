"""Corrections as readers see them: what one would change, the journal, and the worklist."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from archive.names.corrections import Action, Correction, Pair
from archive.names.mending import Preview
from archive.names.worklist import Suggestion
from archive.search.fields import SPEC
from web.addresses import name_url
from web.filing import Filing
from web.presenters.counts import number, stories

Headings = Mapping[Pair, str]


@dataclass(frozen=True, slots=True)
class ChangeLine:
    """A facet value with its counts before and after."""

    facet: str
    label: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class PreviewPage:
    """What a correction would do, in words and counts."""

    what: str
    stories: str
    changes: tuple[ChangeLine, ...]
    back_url: str


@dataclass(frozen=True, slots=True)
class JournalLine:
    """One correction: what, who, when, and where it is undone; empty when that was done."""

    number: int
    what: str
    made: str
    undone: str
    undo_url: str


@dataclass(frozen=True, slots=True)
class SuggestionLine:
    """Two names that may be one, and what speaks for it."""

    kind: str
    record: str
    record_id: str
    record_url: str
    stories: str
    into: str
    into_id: str
    into_url: str
    stories_into: str
    evidence: str
    together: str
    company: tuple[str, ...]


def in_words(correction: Correction, headings: Headings) -> str:
    """Say what a correction does."""
    name = headings.get(correction.subject) or correction.subject[1]
    target, text = correction.target_heading, correction.text
    match correction.action:
        case Action.MERGE:
            return f"Merge “{name}” into “{target}”"
        case Action.SPLIT:
            return f"Split “{text}” off “{name}”"
        case Action.RENAME:
            return f"Rename “{target}” to “{text}”"
        case Action.HIDE:
            return f"Hide “{target}”, which is no name"
        case Action.RETYPE:
            label = SPEC[correction.target[0]].label.lower()
            return f"File “{target}” as {label}"
        case Action.VARIANT:
            return f"Let “{text}” mean “{name}”"


def preview_page(told: Preview, headings: Headings) -> PreviewPage:
    """Lay out what a correction would change."""
    return PreviewPage(
        what=in_words(told.correction, headings),
        stories=stories(told.stories),
        changes=tuple(
            ChangeLine(
                SPEC[change.pair[0]].plural, change.heading, number(change.before),
                number(change.after),
            )
            for change in told.changes
        ),
        back_url=name_url(*told.correction.subject),
    )  # fmt: skip


def journal_line(correction: Correction, headings: Headings) -> JournalLine:
    """Lay out one entry of the journal."""
    made = f"{correction.made_at:%Y-%m-%d %H:%M} UTC" if correction.made_at else ""
    undone = ""
    if correction.undone_at:
        undone = f"undone {correction.undone_at:%Y-%m-%d %H:%M} UTC{_by(correction.undone_by)}"
    return JournalLine(
        correction.number,
        in_words(correction, headings),
        f"{made}{_by(correction.author)}",
        undone,
        f"/names/undo/{correction.number}" if correction.is_active else "",
    )


def filing_words(unfiled: int, filing: Filing) -> str:
    """Say what is not filed yet under its present names, and who does it; empty when all is."""
    if not unfiled:
        return ""
    told = (
        f"{stories(unfiled)} still to be filed again. The corrections are kept; until all is "
        "filed, searches count stories as they were."
    )
    if filing.is_running:
        return f"{told} It is being done: {number(filing.taken_up)} taken up so far."
    if filing.has_failed:
        return f"{told} The last try failed; cuttings index tries again, and says why if it cannot."
    return (
        f"{told} Whoever writes the index just now does it at the end; if nobody does, the next "
        "correction or cuttings index."
    )


def suggestion_lines(found: Sequence[Suggestion]) -> tuple[SuggestionLine, ...]:
    """Lay out the worklist."""
    return tuple(
        SuggestionLine(
            kind=one.kind,
            record=one.record.heading,
            record_id=one.record.authority_id,
            record_url=name_url(one.kind, one.record.authority_id),
            stories=stories(one.stories),
            into=one.into.heading,
            into_id=one.into.authority_id,
            into_url=name_url(one.kind, one.into.authority_id),
            stories_into=stories(one.stories_into),
            evidence=one.evidence,
            together=stories(one.together),
            company=one.company[:8],
        )
        for one in found
    )


def _by(author: str) -> str:
    return f" by {author}" if author else ""
