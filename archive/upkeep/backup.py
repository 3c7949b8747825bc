"""A backup of an archive in one file, and an archive from it.

    cuttings.sqlite    the database of record, as it was at one moment
    authorities.toml   the archive's own list of names, if there is one
    manifest.json      who wrote it and when, counts, size and sha256 of each member

It is a zip file. The index is not in it, since it is derived; it is built anew afterwards.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import zipfile
import zlib
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import IO

from archive.durable import sha256_of, sync
from archive.errors import ConflictError, SettingsError, StoreError
from archive.settings import Settings
from archive.staging import staging
from archive.store import Store
from archive.store.figures import figures_of
from archive.store.snapshot import check_database, copy_database

WRITTEN_BY = "cuttings backup"
FORMAT = 1
DATABASE = "cuttings.sqlite"
MANIFEST = "manifest.json"
_BLOCK = 1 << 20
_QUICK = 3
"""How hard the file is compressed: a good part of what is possible in a fraction of the time."""


@dataclass(frozen=True, slots=True)
class Member:
    """A file in a backup."""

    size_bytes: int
    sha256: str


@dataclass(frozen=True, slots=True)
class BackupManifest:
    """What a backup says of itself; `made_at` is UTC in ISO 8601."""

    version: str
    made_at: str
    counts: Mapping[str, int]
    members: Mapping[str, Member]


def back_up(
    store: Store, settings: Settings, target: Path, *, files: Sequence[str] = ()
) -> tuple[Path, BackupManifest]:
    """Write a backup of a running archive; return where it is and what it says of itself.

    `target` is a new file, or a folder that gets a file named by the time. `files` are names
    of further files of the archive's folder, taken along when they are there.
    """
    now = datetime.now(UTC)
    file = target / f"cuttings-{now:%Y%m%d-%H%M%S}.zip" if target.is_dir() else target
    if file.exists():
        raise ConflictError(f"{file}: already there; name a new file")
    with _writing(file), staging(file.parent) as staged:
        with store.read() as transaction:
            copy_database(transaction, staged / DATABASE)
        for name in files:
            if (settings.folder / name).is_file():
                shutil.copyfile(settings.folder / name, staged / name)
        counts = _counts(staged)
        members = {path.name: _member(path) for path in sorted(staged.iterdir())}
        manifest = BackupManifest(version("cuttings"), now.isoformat(), counts, members)
        _pack(staged, manifest, staged / "packed.zip")
        (staged / "packed.zip").rename(file)
        sync(file.parent)
    return file, manifest


def restore(backup: Path, settings: Settings) -> BackupManifest:
    """Make the archive of a backup in a new or empty folder, all of it or nothing.

    A database of an older version is brought up to date. Raises StoreError when the backup is
    not whole, StoreVersionError when a newer version wrote it, and ConflictError when there is
    something in the folder.
    """
    if settings.database_url:
        raise SettingsError("a backup becomes an archive in a folder; unset CUTTINGS_DATABASE")
    target = settings.folder
    if target.exists() and any(target.iterdir()):
        raise ConflictError(f"{target}: not empty; name a new folder with --data")
    with _reading(backup), zipfile.ZipFile(backup) as packed:
        manifest = _manifest(backup, packed)
        target.parent.mkdir(parents=True, exist_ok=True)
        with staging(target.parent) as folder:
            staged = folder / "archive"
            staged.mkdir()
            for name, member in manifest.members.items():
                _unpack(packed, backup, staged / name, member)
            check_database(staged / DATABASE)
            _check_counts(backup, manifest, _counts(staged))
            sync(staged)
            staged.replace(target)
            sync(target.parent)
    return manifest


def _pack(staged: Path, manifest: BackupManifest, file: Path) -> None:
    """Write the members, and bring them to the disk before the file gets its name."""
    with file.open("wb") as output:
        method = zipfile.ZIP_DEFLATED
        with zipfile.ZipFile(output, "w", method, compresslevel=_QUICK) as packed:
            told = {"written_by": WRITTEN_BY, "format": FORMAT, **asdict(manifest)}
            packed.writestr(MANIFEST, json.dumps(told, indent=1))
            for name in manifest.members:
                packed.write(staged / name, name)
        output.flush()
        os.fsync(output.fileno())


def _manifest(backup: Path, packed: zipfile.ZipFile) -> BackupManifest:
    try:
        told = json.loads(packed.read(MANIFEST))
        if (told["written_by"], told["format"]) != (WRITTEN_BY, FORMAT):
            raise StoreError(f"{backup}: a backup of another format; install a newer cuttings")
        members = {name: Member(**member) for name, member in told["members"].items()}
        counts = {str(name): int(count) for name, count in told["counts"].items()}
        manifest = BackupManifest(str(told["version"]), str(told["made_at"]), counts, members)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise StoreError(f"{backup}: not a backup of Cuttings: no manifest in it") from error
    absent = sorted(set(members) - set(packed.namelist()))
    if absent:
        raise StoreError(f"{backup}: not a whole backup: {', '.join(absent)} is missing")
    strange = [name for name in members if Path(name).name != name or name.startswith(".")]
    if DATABASE not in members or strange:
        raise StoreError(f"{backup}: not a backup of Cuttings: {strange or 'no database in it'}")
    return manifest


def _unpack(packed: zipfile.ZipFile, backup: Path, file: Path, member: Member) -> None:
    """Write one member; no more of it than the manifest says."""
    digest, left = hashlib.sha256(), member.size_bytes
    with packed.open(file.name) as source, file.open("wb") as output:
        for block in _blocks(source, left + 1):
            digest.update(block)
            output.write(block)
            left -= len(block)
        os.fsync(output.fileno())
    if left or digest.hexdigest() != member.sha256:
        raise StoreError(
            f"{backup}: {file.name} in it is not what was backed up (its checksum differs); "
            "nothing was restored; use another backup"
        )


def _blocks(source: IO[bytes], limit: int) -> Iterator[bytes]:
    while limit and (block := source.read(min(_BLOCK, limit))):
        limit -= len(block)
        yield block


def _member(path: Path) -> Member:
    return Member(path.stat().st_size, sha256_of(path))


def _counts(folder: Path) -> dict[str, int]:
    """Count what a database holds; opening it brings it up to date."""
    database = f"sqlite:///{folder / DATABASE}"
    with Store.open(database, create=False) as store, store.read() as transaction:
        found = figures_of(transaction)
    return {
        "stories": found.stories,
        "undated": found.undated,
        "rejected": found.rejected,
        "seeds": found.seeds,
        "saved_queries": found.saved_queries,
    }


def _check_counts(backup: Path, manifest: BackupManifest, counts: Mapping[str, int]) -> None:
    for name, count in manifest.counts.items():
        if counts.get(name, count) != count:
            raise StoreError(f"{backup}: {count} {name} were backed up, {counts[name]} came back")


@contextmanager
def _writing(file: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise StoreError(f"{file}: cannot be written ({error.strerror or error})") from error


@contextmanager
def _reading(backup: Path) -> Iterator[None]:
    try:
        yield
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError) as error:
        raise StoreError(f"{backup}: not a whole backup ({error}); use another one") from error
    except OSError as error:
        raise StoreError(f"{backup}: cannot be restored ({error.strerror or error})") from error
