"""An authority file is read as its head describes it, and says what is wrong with it."""

from __future__ import annotations

from pathlib import Path

import pytest

from archive.errors import SettingsError
from archive.model import NameKind, Origin
from indexer.extract.listings import Listing, read_listings
from indexer.extract.offices import Office


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "authorities.toml"


def test_both_ways_of_writing_a_record_are_read(path: Path) -> None:
    path.write_text(
        """
        organisation = [
            { heading = "Harbour Board", variants = ["HB"], words = ["Board"] },
        ]
        [[actor]]
        id = "jane-roe"
        heading = "Jane  Röe"
        variants = ["J. Roe"]
        short_names = ["Roe"]
        offices = ["Mayor of Port Ellery 1990-1995, 2001"]
        [[place]]
        heading = "São Tomé"
        demonyms = ["Santomean"]
        """,
        encoding="utf-8",
    )

    assert list(read_listings(path, Origin.OWN)) == [
        Listing(
            NameKind.ORGANISATION,
            "harbour-board",
            "Harbour Board",
            variants=("HB",),
            words=("Board",),
            origin=Origin.OWN,
        ),
        Listing(
            NameKind.ACTOR,
            "jane-roe",
            "Jane Röe",
            variants=("J. Roe",),
            short_names=("Roe",),
            offices=(Office("Mayor of Port Ellery", ((1990, 1995), (2001, 2001))),),
            origin=Origin.OWN,
        ),
        Listing(NameKind.PLACE, "sao-tome", "São Tomé", demonyms=("Santomean",), origin=Origin.OWN),
    ]


def test_an_empty_file_lists_nobody(path: Path) -> None:
    path.write_text("# nothing yet\n")

    assert list(read_listings(path, Origin.OWN)) == []


@pytest.mark.parametrize(
    ("content", "complaint"),
    [
        ("actor = [", "cannot be read as an authority file"),
        ("person = []", "'person' is no list of records; use [[actor]], [[organisation]]"),
        ("actor = 3", "'actor' is no list of records"),
        ("actor = [3]", "actor 1: not a record with a heading"),
        ("[[actor]]\nid = 'x'", "actor 1: heading is missing or no text"),
        ("[[actor]]\nheading = ' '", "actor 1: heading is missing or no text"),
        ("[[actor]]\nheading = 'A'\n[[actor]]\nheading = 5", "actor 2: heading is missing"),
        ("[[actor]]\nheading = 'A'\nid = 'A B'", "actor 1: id 'A B' may hold letters, digits"),
        (
            "[[actor]]\nheading = 'A'\noffices = ['Mayor']",
            "actor 1: office 'Mayor' ends with no years",
        ),
        ("[[actor]]\nheading = 'A'\noffices = ['Mayor 9-1']", "actor 1: office 'Mayor 9-1' ends"),
        ("[[actor]]\nheading = 'A'\noffices = ['1990-1995']", "actor 1: office '1990-1995' ends"),
        (
            "[[actor]]\nheading = 'A'\noffices = ['Mayor 1995-1990']",
            "actor 1: office 'Mayor 1995-1990' ends with no years; write: Prime Minister of",
        ),
        ("[[actor]]\nheading = 'A'\nid = ''", "actor 1: id is missing or no text"),
        ("[[place]]\nheading = 'A'\nvariants = 'B'", "place 1: variants is no list of texts"),
        ("[[place]]\nheading = 'A'\nwords = [1]", "place 1: words is no list of texts"),
        ("[[place]]\nheading = 'A'\nwords = ['']", "place 1: words is no list of texts"),
        ("[[place]]\nheading = 'A'\nvariant = ['B']", "place 1: unknown ['variant']; use"),
    ],
)
def test_a_mistake_is_told_with_file_and_entry(path: Path, content: str, complaint: str) -> None:
    path.write_text(content)

    with pytest.raises(SettingsError) as raised:
        list(read_listings(path, Origin.OWN))

    assert str(raised.value).startswith(f"{path}: {complaint}")


def test_a_file_that_is_not_there_or_not_utf8_is_told(path: Path) -> None:
    with pytest.raises(SettingsError, match="cannot be read"):
        list(read_listings(path, Origin.OWN))

    path.write_bytes(b"[[actor]]\nheading = '\xe9'")

    with pytest.raises(SettingsError, match="cannot be read"):
        list(read_listings(path, Origin.OWN))
