"""A small archive of peace talks, over the reference engine."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from archive.catalogue import Catalogue
from archive.engines.memory import MemoryEngine
from archive.model import AuthorityRecord, Mention, NameKind, Quote, Story
from archive.store import Store
from tests.builders import day

ACTOR, ORGANISATION, PLACE = NameKind.ACTOR, NameKind.ORGANISATION, NameKind.PLACE
RECORDS = (
    AuthorityRecord(ACTOR, "mara-gentz", "Mara Gentz", ("Gentz", "Mara Genz")),
    AuthorityRecord(ACTOR, "geno-marek", 'Geno "Gem" Marek', ("Marek",)),
    AuthorityRecord(ORGANISATION, "geneva-forum", "Geneva Forum", ("GF",)),
    AuthorityRecord(ORGANISATION, "gefo", "Gefo"),
    AuthorityRecord(PLACE, "geneva", "Geneva"),
    AuthorityRecord(PLACE, "gent", "Gent"),
)
TEXTS = (
    *(["Peace talks in Geneva"] * 6),
    "Peace and government",
    "The goverment spoke of geese and peas",
    "Genuine heron of the government",
    "Heroes, a hero, heroic; the hero",
    "Mara Gentz on peace",
)
FILED = {
    0: ("mara-gentz", "geneva-forum", "geneva"),
    1: ("mara-gentz", "gefo", "geneva"),
    2: ("geno-marek", "geneva-forum"),
    10: ("mara-gentz",),
}
"""The names of each story by its number; none is filed under Gent."""


@pytest.fixture(scope="session")
def catalogue(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Catalogue]:
    records = {record.authority_id: record for record in RECORDS}
    folder = tmp_path_factory.mktemp("talks")
    with Store.open(f"sqlite:///{folder / 'cuttings.sqlite'}") as store:
        with store.begin() as transaction:
            transaction.authorities.put(RECORDS)
            transaction.stories.put_many(
                (
                    (_story(number, text), [_mention(records[i]) for i in FILED.get(number, ())])
                    for number, text in enumerate(TEXTS)
                ),
                quotes={"s0": [Quote((0, 11), "Gentz", ACTOR, "mara-gentz")]},
            )
        catalogue = Catalogue(store, MemoryEngine())
        catalogue.rebuild()
        yield catalogue


def _story(number: int, text: str) -> Story:
    published = day("2023" if number % 2 else "2022")
    return Story(f"s{number}", f"seeds/s{number}.txt", "", text, published)


def _mention(record: AuthorityRecord) -> Mention:
    return Mention(record.kind, record.authority_id, record.heading, ((0, 5),), "full name")
