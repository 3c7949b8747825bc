"""What a run did, and what it could not do."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from archive.model import Reject
from indexer.extract.pool import Tally
from indexer.seeds import Skipped

REJECTED_AS = "rejected as "
"""Before the kind of an error, in the counts that are kept of a run."""
GROWING = "still being written"


@dataclass(slots=True)
class Report:
    """Counts of a run; stories are counted one by one, unchanged seeds as a whole.

    `unchanged` are the stories of seeds that were not read again, or read again and the same.
    """

    indexed: int = 0
    changed: int = 0
    unchanged: int = 0
    removed: int = 0
    rejects: list[Reject] = field(default_factory=list)
    skipped: list[Skipped] = field(default_factory=list)
    growing: list[Path] = field(default_factory=list)
    """Files that were being written all the while; they were left for the next run."""
    kept: list[str] = field(default_factory=list)
    """Given paths that are empty or not there now; their stories were kept."""
    seconds: float = 0.0
    workers: Mapping[str, Tally] = field(default_factory=dict)
    """What each process that recognised has done, by its machine and number."""
    interrupted: bool = False

    @property
    def counts(self) -> dict[str, int]:
        """The counts by name."""
        return {
            "indexed": self.indexed,
            "changed": self.changed,
            "unchanged": self.unchanged,
            "removed": self.removed,
            "rejected": len(self.rejects),
            "skipped": len(self.skipped),
        }

    @property
    def counts_with_kinds(self) -> dict[str, int]:
        """The counts, and after them what else is worth keeping: rejects by kind, files left."""
        kinds = {
            f"{REJECTED_AS}{kind}": len(found) for kind, found in by_kind(self.rejects).items()
        }
        growing = {GROWING: len(self.growing)} if self.growing else {}
        return {**self.counts, **growing, **kinds}

    @property
    def stories_per_second(self) -> float:
        """How quickly new and changed stories were read and filed."""
        return (self.indexed + self.changed) / self.seconds if self.seconds else 0.0


class Progress(Protocol):
    """Is told how far a run has come."""

    def seeds_found(self, count: int) -> None:
        """So many seeds are to be looked at."""

    def seed_done(self) -> None:
        """One more seed was looked at."""

    def stories_done(self, count: int) -> None:
        """So many stories more are kept."""

    def filing(self) -> None:
        """The index is being brought up to date."""


class NoProgress:
    """Shows nothing."""

    def seeds_found(self, count: int) -> None:
        """Do nothing."""

    def seed_done(self) -> None:
        """Do nothing."""

    def stories_done(self, count: int) -> None:
        """Do nothing."""

    def filing(self) -> None:
        """Do nothing."""


def by_kind(rejects: Iterable[Reject]) -> dict[str, list[Reject]]:
    """Group rejects by the kind of their error, the most frequent first."""
    groups: dict[str, list[Reject]] = {}
    for reject in rejects:
        groups.setdefault(reject.kind, []).append(reject)
    return dict(sorted(groups.items(), key=lambda item: (-len(item[1]), item[0])))
