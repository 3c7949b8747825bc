"""An archive that moves to PostgreSQL and OpenSearch and back: same links, same counts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from archive.catalogue import Catalogue
from archive.engines.opening import open_engine
from archive.saved.queries import find_saved, revisit_saved, save_search
from archive.search.results import ResultPage
from archive.search.state import SearchState
from archive.settings import Settings
from archive.store import Store
from archive.store.copying import copy_store
from archive.upkeep.checking import check_index, check_store
from tests.archives import Servers
from tests.cluster.opensearch import Cluster
from tests.cluster.postgres import Server
from tests.engines.test_agreement import same
from tests.web.library import fill

TODAY = date(2026, 1, 1)
ADDRESSES = (
    "",
    "q=strike",
    "q=harbour+OR+ferr*&sort=newest",
    'q="ferry+strike"~3&actor=ada-larsen',
    "q=speaker:larsen",
    "organisation=harbour-board&not.actor=mina-petrov&sort=oldest",
    "date=undated",
    "actor=ada-larsen&actor=bo-okafor&all=actor",
    "q=nothing-of-the-kind~1",
)


@pytest.fixture
def servers(
    postgres: Server, opensearch_cluster: Cluster, archive_template: str
) -> Iterator[Servers]:
    used = Servers(postgres, opensearch_cluster, archive_template)
    yield used
    used.close()


def answers(catalogue: Catalogue) -> list[ResultPage]:
    """What searches find, with all values of all facets."""
    states = map(SearchState.from_address, ADDRESSES)
    return [catalogue.answer(state, facet_size=None, today=TODAY).page for state in states]


def move(source: Catalogue, settings: Settings) -> Catalogue:
    """The archive in another place, with an index built there."""
    with Store.open(settings.store_url, create=True) as target:
        copy_store(source.store, target, lambda _: None)
    moved = Catalogue.open(settings)
    moved.rebuild()
    return moved


def test_an_archive_moves_to_a_cluster_and_back(servers: Servers, tmp_path: Path) -> None:
    home = Catalogue.open(Settings(tmp_path / "home"), create=True)
    fill(home.store)
    home.rebuild()
    saved = save_search(home, "Strikes", SearchState.from_address("q=strike&sort=newest"))
    expected = answers(home)
    assert [page.total for page in expected].count(0) == 1

    settings = servers.settings(tmp_path / "away")
    away = move(home, settings)
    back = move(away, Settings(tmp_path / "back"))

    for catalogue in (away, back):
        for page, known in zip(answers(catalogue), expected, strict=True):
            same(known, page)
        revisit = revisit_saved(catalogue, find_saved(catalogue, saved.slug))
        assert revisit
        assert revisit.is_quiet
    engine = open_engine(settings)
    assert [*check_store(away.store, quick=True)] == []
    assert [f for f in check_index(away.store, engine) if not f.is_note] == []
    for catalogue in (home, away, back):
        catalogue.close()


def test_a_check_on_a_cluster_finds_what_the_database_has_otherwise(
    servers: Servers, tmp_path: Path
) -> None:
    settings = servers.settings(tmp_path / "checked")
    catalogue = Catalogue.open(settings)
    fill(catalogue.store)
    catalogue.rebuild()
    with catalogue.store.begin() as transaction:
        story, mentions = next(iter(transaction.stories.iterate()))
        transaction.stories.put(replace(story, headline="Another one"), mentions)

    faults = [str(f) for f in check_index(catalogue.store, open_engine(settings)) if not f.is_note]
    assert len(faults) == 1
    assert "1 changes of the database are not in it yet" in faults[0]
    assert catalogue.catch_up() == 1
    assert [f for f in check_index(catalogue.store, open_engine(settings)) if not f.is_note] == []
    catalogue.close()
