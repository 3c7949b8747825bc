"""How the archive is: what it holds, and how old its index is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from archive.answer_json import Json
from archive.search.engine import Manifest
from archive.search.labels import day_label
from web.presenters.counts import counted, number


@dataclass(frozen=True, slots=True)
class Status:
    """Counts of the archive, beside what its index says of itself; `now` is UTC."""

    manifest: Manifest
    kept: int
    undated: int
    rejected: int
    now: datetime

    @property
    def age(self) -> timedelta:
        """How long ago the index last changed."""
        return self.now - self.manifest.changed_at

    @property
    def lines(self) -> tuple[tuple[str, str], ...]:
        """What a reader is told, as terms and descriptions."""
        manifest = self.manifest
        return (
            ("Stories that can be searched", number(manifest.stories)),
            ("Stories kept", number(self.kept)),
            ("of them undated", number(self.undated)),
            ("Seeds rejected", number(self.rejected)),
            ("Index generation", manifest.generation),
            ("Index schema", str(manifest.schema_version)),
            ("Index built", moment_words(manifest.built_at)),
            (
                "Index last changed",
                f"{moment_words(manifest.changed_at)}, {age_words(self.age)} ago",
            ),
        )

    def as_json(self) -> Json:
        """What a program is told."""
        manifest = self.manifest
        return {
            "stories": manifest.stories,
            "kept": self.kept,
            "undated": self.undated,
            "rejected": self.rejected,
            "generation": manifest.generation,
            "schema_version": manifest.schema_version,
            "built_at": manifest.built_at.isoformat(),
            "changed_at": manifest.changed_at.isoformat(),
            "age_seconds": round(self.age.total_seconds()),
        }


def moment_words(moment: datetime) -> str:
    """A moment in words."""
    return f"{day_label(moment.date())}, {moment:%H:%M} UTC"


def age_words(age: timedelta) -> str:
    """A stretch of time in its largest whole unit.

    >>> age_words(timedelta(minutes=3, seconds=7)), age_words(timedelta(days=1, hours=2))
    ('3 minutes', '1 day')
    """
    seconds = int(age.total_seconds())
    for unit, length in (("day", 86_400), ("hour", 3_600), ("minute", 60)):
        if seconds >= length:
            return counted(seconds // length, unit)
    return "less than a minute"
