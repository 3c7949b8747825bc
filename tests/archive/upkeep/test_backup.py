"""A backup is whole or refused, and becomes the archive it was made of."""

from __future__ import annotations

import hashlib
import json
import sqlite3
import zipfile
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from archive.catalogue import Catalogue
from archive.errors import ArchiveError, ConflictError, SettingsError, StoreError, StoreVersionError
from archive.settings import Settings
from archive.staging import PREFIX, SUFFIX
from archive.store import Store
from archive.upkeep.backup import DATABASE, MANIFEST, back_up, restore
from tests.archive.store.builders import FULL_STORY, mention, story

Change = Callable[[dict[str, bytes]], None]


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(tmp_path / "data")


@pytest.fixture
def catalogue(settings: Settings) -> Iterator[Catalogue]:
    opened = Catalogue.open(settings, create=True)
    with opened.store.begin() as transaction:
        transaction.stories.put(FULL_STORY, [mention("joao-ruiz", (49, 58))])
        transaction.stories.put(story("b"))
    (settings.folder / "authorities.toml").write_text("actor = []\n")
    yield opened
    opened.close()


@pytest.fixture
def backup(catalogue: Catalogue, settings: Settings, tmp_path: Path) -> Path:
    file, _ = back_up(
        catalogue.store, settings, tmp_path / "backup.zip", files=("authorities.toml", "no.toml")
    )
    return file


def everything(store: Store) -> list[object]:
    with store.read() as transaction:
        return list(transaction.stories.iterate())


def rewrite(backup: Path, change: Change) -> None:
    """Write a backup again with other members."""
    with zipfile.ZipFile(backup) as packed:
        members = {name: packed.read(name) for name in packed.namelist()}
    change(members)
    with zipfile.ZipFile(backup, "w") as packed:
        for name, data in members.items():
            packed.writestr(name, data)


def test_what_comes_back_is_what_was_backed_up(
    backup: Path, catalogue: Catalogue, tmp_path: Path
) -> None:
    manifest = restore(backup, Settings(tmp_path / "new"))
    assert manifest.counts == {
        "stories": 2,
        "undated": 1,
        "rejected": 0,
        "seeds": 0,
        "saved_queries": 0,
    }
    assert sorted(path.name for path in (tmp_path / "new").iterdir()) == [
        "authorities.toml",
        "cuttings.sqlite",
    ]
    again = Catalogue.open(Settings(tmp_path / "new"))
    assert everything(again.store) == everything(catalogue.store)
    assert again.rebuild().stories == 2
    again.close()


def test_a_backup_is_made_while_others_write(
    catalogue: Catalogue, settings: Settings, tmp_path: Path
) -> None:
    with catalogue.store.begin() as transaction:
        transaction.stories.put(story("c"))
        _, manifest = back_up(catalogue.store, settings, tmp_path / "backup.zip")
    assert manifest.counts["stories"] == 2
    with catalogue.store.read() as transaction:
        assert transaction.stories.count() == 3


def test_in_a_folder_a_backup_is_named_by_its_time(
    catalogue: Catalogue, settings: Settings, tmp_path: Path
) -> None:
    (tmp_path / "backups").mkdir()
    file, _ = back_up(catalogue.store, settings, tmp_path / "backups")
    assert list((tmp_path / "backups").iterdir()) == [file]
    assert file.name.startswith("cuttings-2")


def test_a_file_that_is_there_is_never_overwritten(
    catalogue: Catalogue, settings: Settings, backup: Path
) -> None:
    before = backup.read_bytes()
    with pytest.raises(ConflictError, match="already there"):
        back_up(catalogue.store, settings, backup)
    assert backup.read_bytes() == before


def test_a_place_that_cannot_be_written_is_said(
    catalogue: Catalogue, settings: Settings, tmp_path: Path
) -> None:
    with pytest.raises(StoreError, match="cannot be written"):
        back_up(catalogue.store, settings, tmp_path / "no" / "backup.zip")


def test_a_folder_with_something_in_it_is_left_alone(backup: Path, settings: Settings) -> None:
    with pytest.raises(ConflictError, match="not empty"):
        restore(backup, settings)


def test_an_empty_folder_is_filled(backup: Path, tmp_path: Path) -> None:
    (tmp_path / "new").mkdir()
    restore(backup, Settings(tmp_path / "new"))
    assert (tmp_path / "new" / DATABASE).exists()


def test_a_database_on_a_server_is_no_place_for_a_backup(backup: Path, tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="CUTTINGS_DATABASE"):
        restore(backup, Settings(tmp_path / "new", "postgresql://db/press"))


def flip(members: dict[str, bytes]) -> None:
    data = members[DATABASE]
    members[DATABASE] = data[:5000] + bytes([data[5000] ^ 1]) + data[5001:]


def longer(members: dict[str, bytes]) -> None:
    members[DATABASE] += b"\0"


def without_database(members: dict[str, bytes]) -> None:
    del members[DATABASE]


def without_manifest(members: dict[str, bytes]) -> None:
    del members[MANIFEST]


def with_manifest(**changes: object) -> Change:
    def change(members: dict[str, bytes]) -> None:
        members[MANIFEST] = json.dumps({**json.loads(members[MANIFEST]), **changes}).encode()

    return change


def with_outer_member(members: dict[str, bytes]) -> None:
    told = json.loads(members[MANIFEST])
    told["members"]["../evil"] = {"size_bytes": 0, "sha256": ""}
    members[MANIFEST] = json.dumps(told).encode()
    members["../evil"] = b""


@pytest.mark.parametrize(
    "change",
    [
        flip,
        longer,
        without_database,
        without_manifest,
        with_outer_member,
        with_manifest(format=2),
        with_manifest(written_by="another"),
        with_manifest(members={}),
        with_manifest(members=[]),
        with_manifest(counts={"stories": 3}),
    ],
)
def test_a_backup_that_is_not_whole_restores_nothing(
    backup: Path, tmp_path: Path, change: Change
) -> None:
    rewrite(backup, change)
    before = sorted(tmp_path.iterdir())
    with pytest.raises(StoreError, match=r"backup\.zip"):
        restore(backup, Settings(tmp_path / "new"))
    assert sorted(tmp_path.iterdir()) == before


@pytest.mark.parametrize("kept", [0.0, 0.3, 0.9, 0.999])
def test_a_backup_that_was_cut_off_restores_nothing(
    backup: Path, tmp_path: Path, kept: float
) -> None:
    data = backup.read_bytes()
    backup.write_bytes(data[: int(len(data) * kept)])
    with pytest.raises(ArchiveError, match="not a whole backup"):
        restore(backup, Settings(tmp_path / "new"))
    assert not (tmp_path / "new").exists()


def test_a_backup_of_a_newer_version_is_refused(
    catalogue: Catalogue, settings: Settings, tmp_path: Path
) -> None:
    file, _ = back_up(catalogue.store, settings, tmp_path / "backup.zip")
    newer = tmp_path / "newer.sqlite"
    with zipfile.ZipFile(file) as packed:
        newer.write_bytes(packed.read(DATABASE))
    with closing(sqlite3.connect(newer)) as database:
        database.execute("UPDATE cuttings_schema SET version_num = '9999'")
        database.commit()
    data = newer.read_bytes()

    def swap(members: dict[str, bytes]) -> None:
        told = json.loads(members[MANIFEST])
        sha256 = hashlib.sha256(data).hexdigest()
        told["members"][DATABASE] = {"size_bytes": len(data), "sha256": sha256}
        members |= {DATABASE: data, MANIFEST: json.dumps(told).encode()}

    rewrite(file, swap)
    with pytest.raises(StoreVersionError):
        restore(file, Settings(tmp_path / "new"))
    assert not (tmp_path / "new").exists()


def left_behind(place: Path) -> Path:
    """What a backup or restore leaves that was killed."""
    left = place / f"{PREFIX}killed{SUFFIX}"
    left.mkdir()
    (left / DATABASE).write_bytes(b"half")
    return left


def test_what_a_killed_backup_left_goes_with_the_next(
    catalogue: Catalogue, settings: Settings, tmp_path: Path
) -> None:
    left = left_behind(tmp_path)
    back_up(catalogue.store, settings, tmp_path / "backup.zip")
    assert not left.exists()


def test_what_a_killed_restore_left_goes_with_the_next(backup: Path, tmp_path: Path) -> None:
    left = left_behind(tmp_path)
    restore(backup, Settings(tmp_path / "new"))
    assert not left.exists()
