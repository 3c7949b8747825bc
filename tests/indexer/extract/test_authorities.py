"""A name is found under any of its forms, and nobody takes what several share."""

from __future__ import annotations

from pathlib import Path

import pytest

from archive.errors import SettingsError
from archive.model import AuthorityRecord, NameKind, Origin
from indexer.extract.authorities import SPOKEN_OF_YEARS, AuthorityFile, load_authorities
from tests.indexer.extract.builders import ACTOR, ORGANISATION, PLACE, authorities, listing

ROE = listing(ACTOR, "Jane Roe", variants=("Jane P. Röe",), short_names=("Roe", "Jane"))
OTHER_ROE = listing(ACTOR, "Richard Roe", short_names=("Roe",))
BOARD = listing(ORGANISATION, "Harbour Board", variants=("HB",), words=("Harbourers",))
HARBOUR = listing(PLACE, "Harbour", demonyms=("Harbourian",))


def heading(file: AuthorityFile, kind: NameKind, name: str) -> str:
    """The heading of the record found, or nothing."""
    record = file.find(kind, name)
    return record.heading if record else ""


@pytest.mark.parametrize("name", ["Jane Roe", "JANE ROE", "jane p roe", "Roe", "jane"])
def test_any_form_finds_the_record_whatever_its_case_and_accents(name: str) -> None:
    assert heading(authorities(ROE, BOARD), ACTOR, name) == "Jane Roe"


def test_a_record_is_found_under_its_own_kind_only() -> None:
    file = authorities(ROE, BOARD)

    assert file.find(ORGANISATION, "Jane Roe") is None
    assert file.find(ACTOR, "HB") is None


def test_a_record_names_the_short_forms_that_are_its_own_alone() -> None:
    file = authorities(ROE, OTHER_ROE, BOARD)

    assert file.records == (
        AuthorityRecord(
            ACTOR, "jane-roe", "Jane Roe", ("Jane P. Röe", "Jane"), origin=Origin.SHIPPED
        ),
        AuthorityRecord(ACTOR, "richard-roe", "Richard Roe", (), origin=Origin.SHIPPED),
        AuthorityRecord(
            ORGANISATION, "harbour-board", "Harbour Board", ("HB", "Harbourers"), Origin.SHIPPED
        ),
    )


def test_a_shared_short_name_finds_nobody() -> None:
    file = authorities(ROE, OTHER_ROE)

    assert file.find(ACTOR, "Roe") is None
    assert file.is_shared(ACTOR, "ROE")
    assert not file.is_shared(ACTOR, "Jane")
    assert not file.is_shared(ORGANISATION, "Roe")


def test_of_those_who_share_a_name_the_last_in_office_is_told() -> None:
    file = authorities(
        listing(ACTOR, "Jane Roe", short_names=("Roe",), offices=("Mayor 1990-1995, 2010-",)),
        listing(ACTOR, "Richard Roe", short_names=("Roe",), offices=("Judge 1994-1999",)),
        listing(ACTOR, "Rita Roe", short_names=("Roe",)),
    )

    def told(year: int) -> tuple[str, str] | None:
        found = file.last_in_office(ACTOR, "ROE", year)
        return (found[0].heading, found[1]) if found else None

    assert [told(year) for year in (1989, 1993, 1994, 1995, 1996, 2009, 2010, 2030)] == [
        None,
        ("Jane Roe", "Mayor in 1993"),
        None,
        None,
        ("Richard Roe", "Judge in 1996"),
        ("Richard Roe", "Judge in 1999"),
        ("Jane Roe", "Mayor in 2010"),
        ("Jane Roe", "Mayor in 2030"),
    ]
    assert file.last_in_office(ACTOR, "Roe", 1999 + SPOKEN_OF_YEARS) is not None
    assert file.last_in_office(ACTOR, "Nobody", 1999) is None


def test_a_name_is_not_told_by_an_office_of_long_ago() -> None:
    file = authorities(
        listing(ACTOR, "Jane Roe", short_names=("Roe",), offices=("Mayor 1990",)),
        listing(ACTOR, "Richard Roe", short_names=("Roe",)),
    )
    assert file.last_in_office(ACTOR, "Roe", 1990 + SPOKEN_OF_YEARS) is not None
    assert file.last_in_office(ACTOR, "Roe", 1991 + SPOKEN_OF_YEARS) is None


def test_an_own_file_may_give_offices_or_leave_them() -> None:
    shipped = listing(ACTOR, "Jane Roe", offices=("Mayor 1990-1995",))
    file = authorities(shipped, listing(ACTOR, "Jane Roe", variants=("J. Roe",)))
    assert file.records[0].offices == ("Mayor, 1990–1995",)
    file = authorities(shipped, listing(ACTOR, "Jane Roe", offices=("Judge 2001-",)))
    assert file.records[0].offices == ("Judge, since 2001",)


def test_short_names_are_known_also_when_shared() -> None:
    file = authorities(ROE, OTHER_ROE)

    assert [file.is_short_name(ACTOR, name) for name in ("roe", "Jane", "Doe")] == [
        True,
        True,
        False,
    ]


def test_the_kind_is_told_where_only_one_has_the_name() -> None:
    file = authorities(ROE, BOARD, HARBOUR, listing(ORGANISATION, "Roe"))

    assert [file.kind_of(name) for name in ("HB", "Harbour", "Roe", "Nobody")] == [
        ORGANISATION,
        PLACE,
        None,
        None,
    ]


def test_demonyms_are_words_and_no_names() -> None:
    file = authorities(HARBOUR)

    assert file.is_demonym("HARBOURIAN")
    assert not file.is_demonym("Harbour")
    assert file.find(PLACE, "Harbourian") is None


def test_a_later_record_of_the_same_id_adds_its_forms_and_wins_the_heading() -> None:
    own = """
    [[actor]]
    id = "volodymyr-zelensky"
    heading = "Volodymyr Zelenskyy"
    variants = ["Ze"]
    """

    record = _load(own).find(ACTOR, "Zelensky")

    assert record is not None
    assert (record.heading, record.origin) == ("Volodymyr Zelenskyy", Origin.OWN)
    assert {"Volodymyr Zelensky", "Volodymyr Zelenskiy", "Ze"} <= set(record.variants)


def test_an_own_record_takes_a_name_from_a_shipped_one() -> None:
    file = _load("organisation = [{ heading = 'Icelandic Chess Club', variants = ['ICC'] }]")

    assert heading(file, ORGANISATION, "ICC") == "Icelandic Chess Club"
    assert heading(file, ORGANISATION, "International Criminal Court") == (
        "International Criminal Court"
    )


def test_no_own_file_leaves_the_shipped_lists(tmp_path: Path) -> None:
    assert load_authorities(tmp_path / "none.toml").version == load_authorities().version


def test_the_version_changes_with_any_record() -> None:
    versions = [
        authorities(ROE).version,
        authorities(ROE, BOARD).version,
        authorities(OTHER_ROE).version,
    ]

    assert len(set(versions)) == 3
    assert authorities(ROE).version == authorities(ROE).version


def test_a_mistake_in_the_own_file_is_told(tmp_path: Path) -> None:
    path = tmp_path / "authorities.toml"
    path.write_text("actor = 1")

    with pytest.raises(SettingsError, match="no list of records"):
        load_authorities(path)


@pytest.fixture(autouse=True)
def _own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def _load(own: str) -> AuthorityFile:
    path = Path("authorities.toml")
    path.write_text(own)
    return load_authorities(path)
