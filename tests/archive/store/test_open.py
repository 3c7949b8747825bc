from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from archive.errors import StoreError
from archive.store import Store
from archive.store.snapshot import check_database
from tests.archive.store.builders import story


def url_of(file: Path) -> str:
    return f"sqlite:///{file}"


def test_a_store_is_made_with_its_folder(tmp_path: Path) -> None:
    file = tmp_path / "new folder" / "ü %20" / "cuttings.sqlite"
    with Store.open(url_of(file)) as store, store.read() as transaction:
        assert transaction.stories.count() == 0
    assert file.exists()


def test_a_missing_store_says_how_to_make_one(tmp_path: Path) -> None:
    file = tmp_path / "none" / "cuttings.sqlite"
    with pytest.raises(StoreError) as raised:
        Store.open(url_of(file), create=False)
    assert str(raised.value) == f"{file}: no archive here yet; run `cuttings index` to make one"
    assert not file.parent.exists()


def test_an_empty_file_is_no_archive_yet(tmp_path: Path) -> None:
    file = tmp_path / "cuttings.sqlite"
    file.touch()
    with pytest.raises(StoreError, match="no archive here yet"):
        Store.open(url_of(file), create=False)


@pytest.mark.parametrize("content", [b"Not a database.\n" * 200, b"\0" * 4096, b"SQLite"])
def test_a_file_that_is_no_database_is_left_alone(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "cuttings.sqlite"
    file.write_bytes(content)
    with pytest.raises(StoreError, match="damaged, or not a database") as raised:
        Store.open(url_of(file))
    assert str(file) in str(raised.value)
    assert file.read_bytes() == content


def test_the_database_of_another_program_is_left_alone(tmp_path: Path) -> None:
    file = tmp_path / "other.sqlite"
    other = sqlite3.connect(file)
    other.execute("CREATE TABLE photos (name TEXT)")
    other.close()
    with pytest.raises(StoreError, match="the database of another program"):
        Store.open(url_of(file))


def test_a_damaged_database_says_so(tmp_path: Path) -> None:
    file = tmp_path / "cuttings.sqlite"
    with Store.open(url_of(file)) as store, store.begin() as transaction:
        transaction.stories.put_many([(story(f"s{n}", text="x" * 900), ()) for n in range(900)])
    data = bytearray(file.read_bytes())
    for start in range(4096 * 40, len(data), 4096):
        data[start : start + 4096] = b"\xfe" * 4096
    file.write_bytes(data[:-5000])
    with pytest.raises(StoreError, match="damaged"):
        read_all(url_of(file))


def test_a_damaged_schema_whose_fault_is_no_text_says_so(tmp_path: Path) -> None:
    file = tmp_path / "cuttings.sqlite"
    Store.open(url_of(file)).close()
    name = b"sqlite_autoindex_authorities_1"
    data = file.read_bytes()
    assert name in data
    file.write_bytes(data.replace(name, name.replace(b"_1", b"\xdf1")))
    with pytest.raises(StoreError, match="damaged, or not a database"):
        read_all(url_of(file))
    with pytest.raises(StoreError, match="not a whole database"):
        check_database(file)


def test_text_that_is_no_text_is_not_blamed_on_the_database(tmp_path: Path) -> None:
    with (
        Store.open(url_of(tmp_path / "cuttings.sqlite")) as store,
        pytest.raises(UnicodeDecodeError),
        store.read(),
    ):
        b"\xdf".decode()


def read_all(url: str) -> None:
    with Store.open(url, create=False) as store, store.read() as transaction:
        for _ in transaction.stories.iterate():
            pass


def test_a_folder_in_the_place_of_the_database_is_refused(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="cannot be opened or written"):
        Store.open(url_of(tmp_path))


def test_a_file_in_the_place_of_the_folder_is_refused(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("I am a file.")
    with pytest.raises(StoreError, match="its folder cannot be made"):
        Store.open(url_of(tmp_path / "data" / "cuttings.sqlite"))


def test_a_database_that_cannot_be_written_says_so(tmp_path: Path) -> None:
    file = tmp_path / "cuttings.sqlite"
    Store.open(url_of(file)).close()
    # What an account without the right to write sees, even if the tests run as root.
    read_only = Store.open(f"sqlite:///file:{file}?mode=ro&uri=true")
    with pytest.raises(StoreError, match="check that you may write"), read_only.begin() as t:
        t.stories.put(story("a"))
    read_only.close()


@pytest.mark.parametrize(
    ("url", "message"),
    [
        ("cuttings.sqlite", "not a database address"),
        ("", "not a database address"),
        ("sqlite://", "in memory keeps nothing"),
        ("sqlite:///:memory:", "in memory keeps nothing"),
        ("nosuch://host/base", "no driver for this database"),
    ],
)
def test_an_address_that_names_no_database_says_why(url: str, message: str) -> None:
    with pytest.raises(StoreError, match=message):
        Store.open(url)


def test_a_password_is_never_shown() -> None:
    for url in ("nosuch://me:hidden@host/base", "postgresql://me:hidden@localhost:1/base"):
        with pytest.raises(StoreError) as raised:
            Store.open(url)
        assert "hidden" not in str(raised.value)
