"""What is shipped: no name means two records, and the names of the news are there."""

from __future__ import annotations

from collections import Counter, defaultdict

import pytest

from archive.model import NameKind, Origin, authority_id_for
from indexer.extract.authorities import SHIPPED_FOLDER, AuthorityFile
from indexer.extract.listings import Listing, read_listings
from tests.indexer.extract.builders import ACTOR, ORGANISATION, PLACE


@pytest.fixture(scope="module")
def listings() -> list[Listing]:
    paths = sorted(SHIPPED_FOLDER.glob("*.toml"))
    return [found for path in paths for found in read_listings(path, Origin.SHIPPED)]


def test_no_id_is_given_twice(listings: list[Listing]) -> None:
    counts = Counter(listing.key for listing in listings)

    assert [key for key, count in counts.items() if count > 1] == []


def test_no_form_belongs_to_two_records_of_any_kind(listings: list[Listing]) -> None:
    holders: dict[str, set[tuple[NameKind, str]]] = defaultdict(set)
    for listing in listings:
        for name in (listing.heading, *listing.variants, *listing.words):
            holders[authority_id_for(name)].add(listing.key)

    assert {name: keys for name, keys in holders.items() if len(keys) > 1} == {}


def test_no_short_name_is_a_full_form_of_another_record(
    listings: list[Listing], shipped: AuthorityFile
) -> None:
    taken = [
        (name, listing.heading, other.heading)
        for listing in listings
        for name in listing.short_names
        for kind in NameKind
        if (other := shipped.find(kind, name)) and other.authority_id != listing.authority_id
    ]

    assert taken == []


def test_no_name_is_a_demonym(listings: list[Listing], shipped: AuthorityFile) -> None:
    names = [name for listing in listings for name in (listing.heading, *listing.variants)]

    assert [name for name in names if shipped.is_demonym(name)] == []


def test_words_are_single_words(listings: list[Listing]) -> None:
    assert [word for listing in listings for word in listing.words if " " in word] == []


def test_only_places_have_demonyms(listings: list[Listing]) -> None:
    assert {listing.kind for listing in listings if listing.demonyms} == {PLACE}


def test_each_kind_has_many_records(listings: list[Listing]) -> None:
    counts = Counter(listing.kind for listing in listings)

    assert counts[ACTOR] >= 180
    assert counts[ORGANISATION] >= 250
    assert counts[PLACE] >= 400


@pytest.mark.parametrize(
    ("kind", "heading", "names"),
    [
        (ACTOR, "Volodymyr Zelensky", "Zelensky, Zelenskyy, Volodymyr Zelenskiy"),
        (ACTOR, "Xi Jinping", "Xi"),
        (ACTOR, "Vladimir Putin", "Putin, Vladimir Vladimirovich Putin"),
        (ACTOR, "Recep Tayyip Erdogan", "Erdoğan, Tayyip Erdoğan"),
        (ACTOR, "Ursula von der Leyen", "von der Leyen"),
        (ACTOR, "Kim Jong Un", "Kim Jong-un"),
        (ACTOR, "Muammar Gaddafi", "Moammar Gadhafi, Qaddafi"),
        (ORGANISATION, "United Nations", "UN, U.N."),
        (ORGANISATION, "International Criminal Court", "ICC"),
        (ORGANISATION, "China Central Television", "CCTV"),
        (ORGANISATION, "European Union", "EU"),
        (ORGANISATION, "NATO", "Nato, North Atlantic Treaty Organization"),
        (ORGANISATION, "Doctors Without Borders", "MSF, Médecins Sans Frontières"),
        (PLACE, "United States", "US, U.S., USA, United States of America"),
        (PLACE, "United Kingdom", "UK, Britain"),
        (PLACE, "Türkiye", "Turkey"),
        (PLACE, "Kyiv", "Kiev"),
        (PLACE, "The Hague", "Hague"),
        (PLACE, "Kremlin", "kremlin"),
    ],
)
def test_the_names_of_the_news_lead_to_one_heading(
    shipped: AuthorityFile, kind: NameKind, heading: str, names: str
) -> None:
    found = [shipped.find(kind, name) for name in (heading, *names.split(", "))]

    assert {record.heading if record else None for record in found} == {heading}


@pytest.mark.parametrize("surname", ["Bush", "Clinton", "Kim", "Gandhi", "Castro", "Le Pen"])
def test_surnames_of_several_leaders_lead_to_none(shipped: AuthorityFile, surname: str) -> None:
    assert shipped.find(ACTOR, surname) is None
    assert shipped.is_shared(ACTOR, surname)
