"""What a check finds: where, what is wrong, and the command that mends it."""

from __future__ import annotations

from dataclasses import dataclass

MEND = "cuttings check --repair"
"""Builds the index anew from the database."""
HOW_TO_REBUILD = "rebuild it with: cuttings reindex"
"""How the message of an error about an index ends."""


@dataclass(frozen=True, slots=True)
class Fault:
    """Something that is not as it should be; a note is no damage, only worth knowing."""

    where: str
    what: str
    mend: str
    is_note: bool = False

    def __str__(self) -> str:
        return f"{self.where}: {self.what}; mend it with: {self.mend}"
