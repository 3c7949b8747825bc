"""Complete indexes, one folder each, and the pointer to the one that answers.

    index/CURRENT               the name of the current generation
    index/writer.lock           held by whoever writes
    index/generations/<name>/   a Whoosh index, its columns, manifest.json

A generation is built in a folder that nothing points to; swapping CURRENT shows it. A folder
without a manifest was never finished.
"""

from __future__ import annotations

import json
import os
import shutil
from dataclasses import asdict, replace
from datetime import UTC, datetime
from pathlib import Path

from archive.errors import DamagedIndexError, ForeignIndexError, NoIndexError
from archive.search.documents import SCHEMA_VERSION
from archive.search.engine import Manifest

WRITTEN_BY = "cuttings"
_HOW_TO_REBUILD = "rebuild it with: cuttings reindex"


class Generations:
    """The generations in one index folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._current = folder / "CURRENT"

    @property
    def lock_path(self) -> Path:
        """The file that a writer locks."""
        return self.folder / "writer.lock"

    def prepare(self) -> None:
        """Make the index folder."""
        (self.folder / "generations").mkdir(parents=True, exist_ok=True)

    def exist(self) -> bool:
        """Whether a generation answers."""
        return self._current.exists()

    def current(self) -> Path:
        """The folder of the current generation; raise NoIndexError when there is none."""
        try:
            name = self._current.read_text("utf-8").strip()
        except FileNotFoundError:
            raise NoIndexError(
                f"{self.folder}: nothing is indexed yet; start with: cuttings index PATH"
            ) from None
        return self.path(name)

    def path(self, name: str) -> Path:
        """The folder of a generation."""
        return self.folder / "generations" / name

    def start(self) -> Path:
        """Make the folder of the next generation."""
        self.prepare()
        folder = self.path(f"{self._newest() + 1:06d}")
        folder.mkdir()
        return folder

    def swap(self, folder: Path) -> None:
        """Point to a complete generation, and remove all but it and the one before it."""
        previous = self._current.read_text("utf-8").strip() if self._current.exists() else ""
        beside = self.folder / "CURRENT.new"
        with beside.open("w", encoding="utf-8") as file:
            file.write(folder.name + "\n")
            file.flush()
            os.fsync(file.fileno())
        beside.replace(self._current)
        sync_folder(self.folder)
        for other in (self.folder / "generations").iterdir():
            if other.name not in {folder.name, previous}:
                shutil.rmtree(other, ignore_errors=True)

    def _newest(self) -> int:
        names = [path.name for path in (self.folder / "generations").iterdir()]
        return max((int(name) for name in names if name.isdigit()), default=0)


def write_manifest(folder: Path, manifest: Manifest) -> None:
    """Write a generation's manifest, whole and on disk."""
    written = {"written_by": WRITTEN_BY, **asdict(manifest)}
    beside = folder / "manifest.new"
    with beside.open("w", encoding="utf-8") as file:
        json.dump(written, file, indent=1, default=datetime.isoformat)
        file.flush()
        os.fsync(file.fileno())
    beside.replace(folder / "manifest.json")
    sync_folder(folder)


def read_manifest(folder: Path) -> Manifest:
    """Read a generation's manifest; an index that others wrote is refused, since Whoosh
    unpickles what it opens."""
    path = folder / "manifest.json"
    try:
        read = json.loads(path.read_text("utf-8"))
        if read.get("written_by") != WRITTEN_BY:
            raise ForeignIndexError(f"{folder}: not written by Cuttings; not opened")
        manifest = Manifest(
            str(read["generation"]),
            int(read["schema_version"]),
            int(read["stories"]),
            datetime.fromisoformat(read["built_at"]),
            datetime.fromisoformat(read["changed_at"]),
            int(read["change"]),
        )
    except FileNotFoundError as error:
        raise ForeignIndexError(f"{folder}: no manifest; not opened; {_HOW_TO_REBUILD}") from error
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise DamagedIndexError(f"{path}: cannot be read ({error}); {_HOW_TO_REBUILD}") from error
    if manifest.schema_version != SCHEMA_VERSION:
        raise DamagedIndexError(
            f"{folder}: index of version {manifest.schema_version}, this program writes "
            f"{SCHEMA_VERSION}; {_HOW_TO_REBUILD}"
        )
    return manifest


def new_manifest(folder: Path, stories: int, change: int) -> Manifest:
    """The manifest of a generation that was just built."""
    now = datetime.now(UTC)
    return Manifest(folder.name, SCHEMA_VERSION, stories, now, now, change)


def changed(manifest: Manifest, stories: int, change: int | None) -> Manifest:
    """The manifest after a batch of changes."""
    reached = manifest.change if change is None else change
    return replace(manifest, stories=stories, changed_at=datetime.now(UTC), change=reached)


def sync_files(folder: Path) -> None:
    """Bring every file of a folder, and its list of files, to the disk."""
    for path in folder.iterdir():
        if path.is_file():
            descriptor = os.open(path, os.O_RDONLY)
            try:
                os.fsync(descriptor)
            finally:
                os.close(descriptor)
    sync_folder(folder)


def sync_folder(folder: Path) -> None:
    """Bring a folder's list of files to the disk."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
