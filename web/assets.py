"""Style, script and icon, each under an address that changes with its content."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Self

FOLDER = Path(__file__).parent / "static"
TYPES = {
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".svg": "image/svg+xml",
}


@dataclass(frozen=True, slots=True)
class Asset:
    """A static file in memory."""

    content: bytes
    media_type: str
    digest: str


@dataclass(frozen=True, slots=True)
class Assets:
    """The static files by name, read once."""

    files: Mapping[str, Asset]

    @classmethod
    def of_package(cls) -> Self:
        """Read the files that come with the program."""
        return cls(
            {
                path.name: _asset(path.read_bytes(), TYPES[path.suffix])
                for path in sorted(FOLDER.iterdir())
                if path.suffix in TYPES
            }
        )

    def url(self, name: str) -> str:
        """The address of a file in its present version."""
        return f"/static/{self.files[name].digest}/{name}"

    def find(self, digest: str, name: str) -> Asset | None:
        """The file, if it has that content."""
        asset = self.files.get(name)
        return asset if asset and asset.digest == digest else None


def _asset(content: bytes, media_type: str) -> Asset:
    return Asset(content, media_type, hashlib.sha256(content).hexdigest()[:12])
