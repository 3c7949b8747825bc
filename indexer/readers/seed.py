"""What a reader is handed: a seed as bytes, then as text."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class SeedFile:
    """A seed as it came: where it lies and its raw bytes."""

    path: Path
    data: bytes

    @property
    def locator(self) -> str:
        """What the archive calls the file."""
        return locator_of(self.path)


@dataclass(frozen=True, slots=True)
class SeedText:
    """A seed's characters, not cleaned yet, and what was noticed in decoding them.

    `url` is where it was saved from, if what it was taken out of says so.
    """

    locator: str
    text: str
    notes: tuple[str, ...] = ()
    url: str = ""

    def noted(self, *remarks: str) -> tuple[str, ...]:
        """The notes of a story: those of the seed and the remarks, each with the place."""
        return tuple(f"{self.locator}: {remark}" for remark in (*self.notes, *remarks))


def locator_of(path: Path) -> str:
    r"""Name a file by its path with forward slashes; bytes that are no text are escaped.

    >>> locator_of(Path("seeds/b\udcff.txt"))
    'seeds/b\\xff.txt'
    """
    as_bytes = path.as_posix().encode("utf-8", "surrogateescape")
    return as_bytes.decode("utf-8", "backslashreplace")
