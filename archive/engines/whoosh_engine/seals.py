"""The seal of a generation: its manifest, and every file it consists of with size and sha256.

The seal is one file, `manifest.json`, replaced by one rename: that is the moment of a commit.
What it does not name does not belong to the index, whatever a crash has left behind. Files of a
segment never change, so that a commit reads back only what it has written.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from archive.durable import sha256_of, sync_all, write_whole
from archive.engines.whoosh_engine.columns import COLUMNS_VERSION
from archive.errors import DamagedIndexError, ForeignIndexError
from archive.search.documents import SCHEMA_VERSION
from archive.search.engine import Manifest
from archive.search.faults import HOW_TO_REBUILD

WRITTEN_BY = "cuttings"
NAME = "manifest.json"
COLUMNS = ".columns"
"""The suffix of files that can be made again from the others."""


@dataclass(frozen=True, slots=True)
class Mark:
    """What a file was when it was written."""

    bytes: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Seal:
    """A manifest and its files by name; `columns_version` is that of the files of columns."""

    manifest: Manifest
    files: Mapping[str, Mark]
    columns_version: int = COLUMNS_VERSION

    @property
    def trusted_files(self) -> dict[str, Mark]:
        """The files that must be as they were written: columns of another version are not."""
        if self.columns_version == COLUMNS_VERSION:
            return dict(self.files)
        return {name: mark for name, mark in self.files.items() if not name.endswith(COLUMNS)}


def seal(
    folder: Path, names: Iterable[str], manifest: Manifest, before: Seal | None = None
) -> Seal:
    """Bring a generation's files to the disk, and write down what they are.

    Files that the seal before had too are not read again.
    """
    known = before.trusted_files if before else {}
    marks = {name: known[name] for name in names if name in known}
    fresh = [folder / name for name in names if name not in known]
    sync_all(fresh)
    marks |= {path.name: Mark(path.stat().st_size, sha256_of(path)) for path in fresh}
    sealed = Seal(manifest, dict(sorted(marks.items())))
    write_whole(folder / NAME, _encoded(sealed))
    return sealed


def read_seal(folder: Path) -> Seal:
    """Read a generation's seal.

    Raises ForeignIndexError for an index that others wrote, since Whoosh unpickles what it
    opens, and DamagedIndexError for a seal that is not as it was written or of another version.
    """
    path = folder / NAME
    try:
        held = json.loads(path.read_bytes())
        if held.get("written_by") != WRITTEN_BY:
            raise ForeignIndexError(f"{folder}: not written by Cuttings; not opened")
        if held.pop("sha256", None) != _digest(held):
            raise DamagedIndexError(f"{path}: not as it was written; {HOW_TO_REBUILD}")
        found = _decoded(held)
    except FileNotFoundError as error:
        raise ForeignIndexError(f"{folder}: no manifest; not opened; {HOW_TO_REBUILD}") from error
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise DamagedIndexError(f"{path}: cannot be read ({error}); {HOW_TO_REBUILD}") from error
    if found.manifest.schema_version != SCHEMA_VERSION:
        raise DamagedIndexError(
            f"{folder}: index of version {found.manifest.schema_version}, this program writes "
            f"{SCHEMA_VERSION}; {HOW_TO_REBUILD}"
        )
    return found


def new_manifest(folder: Path, stories: int, change: int) -> Manifest:
    """The manifest of a generation that was just built."""
    now = datetime.now(UTC)
    return Manifest(folder.name, SCHEMA_VERSION, stories, now, now, change)


def changed(manifest: Manifest, stories: int, change: int | None) -> Manifest:
    """The manifest after a batch of changes."""
    reached = manifest.change if change is None else change
    return replace(manifest, stories=stories, changed_at=datetime.now(UTC), change=reached)


def _encoded(sealed: Seal) -> str:
    manifest = asdict(sealed.manifest)
    del manifest["is_outdated"]  # Seen when it is read: by then this program may be another one.
    held = {
        "written_by": WRITTEN_BY,
        **manifest,
        "built_at": sealed.manifest.built_at.isoformat(),
        "changed_at": sealed.manifest.changed_at.isoformat(),
        "columns_version": sealed.columns_version,
        "files": {name: [mark.bytes, mark.sha256] for name, mark in sealed.files.items()},
    }
    return json.dumps({**held, "sha256": _digest(held)}, indent=1)


def _digest(held: object) -> str:
    return hashlib.sha256(json.dumps(held, sort_keys=True).encode()).hexdigest()


def _decoded(held: Mapping[str, object]) -> Seal:
    files = held["files"]
    if not isinstance(files, dict):
        raise TypeError("no list of files")
    manifest = Manifest(
        str(held["generation"]),
        int(str(held["schema_version"])),
        int(str(held["stories"])),
        datetime.fromisoformat(str(held["built_at"])),
        datetime.fromisoformat(str(held["changed_at"])),
        int(str(held["change"])),
        is_outdated=held["columns_version"] != COLUMNS_VERSION,
    )
    marks = {name: Mark(size, digest) for name, (size, digest) in files.items()}
    return Seal(manifest, marks, int(str(held["columns_version"])))
