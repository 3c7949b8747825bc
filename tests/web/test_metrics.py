"""What a monitor is told."""

from __future__ import annotations

from pathlib import Path

from flask.testing import FlaskClient
from prometheus_client.parser import text_string_to_metric_families

from archive.catalogue import Catalogue
from tests.archives import settings_for
from tests.web.library import TOTAL
from web import create_app

Samples = dict[tuple[str, str], float]


def samples(client: FlaskClient) -> Samples:
    """Value by name and labels, as a monitor reads them."""
    response = client.get("/metrics")
    assert response.content_type.startswith("text/plain; version=")
    return {
        (sample.name, ",".join(f"{k}={v}" for k, v in sorted(sample.labels.items()))): sample.value
        for family in text_string_to_metric_families(response.text)
        for sample in family.samples
    }


def test_the_state_of_the_archive(own_client: FlaskClient) -> None:
    found = samples(own_client)
    state = {name: value for (name, _), value in found.items() if "_bytes" not in name}
    assert 0 <= state.pop("cuttings_generation_age_seconds") < 3600
    assert 0 <= state.pop("cuttings_index_age_seconds") < 3600
    assert state == {
        "cuttings_stories": TOTAL,
        "cuttings_undated_stories": 1,
        "cuttings_rejected": 0,
        "cuttings_unfiled_changes": 0,
        "cuttings_index_usable": 1,
        "cuttings_locked": 0,
        "cuttings_lock_age_seconds": 0,
        "cuttings_searchable_stories": TOTAL,
    }
    assert found[("cuttings_index_bytes", "")] > 1000
    assert found[("cuttings_store_bytes", "")] > 1000


def test_a_writer_is_seen(own_client: FlaskClient, own_catalogue: Catalogue) -> None:
    with own_catalogue.engine.writer():
        assert samples(own_client)[("cuttings_locked", "")] == 1


def test_searches_are_timed_by_outcome(own_client: FlaskClient) -> None:
    for address in ("/search?q=ferry", "/search.json?q=ferry", "/search?date.from=2023", "/"):
        own_client.get(address)
    found = samples(own_client)
    assert found[("cuttings_search_seconds_count", "outcome=answered")] >= 2
    assert found[("cuttings_requests_total", "endpoint=search.search_json,status=200")] == 1
    assert found[("cuttings_requests_total", "endpoint=home.home,status=200")] == 1


def test_what_was_searched_is_not_told(own_client: FlaskClient) -> None:
    own_client.get("/search?q=secretword")
    own_client.get("/secretpage")
    text = own_client.get("/metrics").text
    assert "secret" not in text
    assert 'endpoint="none",status="404"' in text


def test_an_archive_without_an_index_is_told_of(tmp_path: Path) -> None:
    catalogue = Catalogue.open(settings_for(tmp_path), create=True)
    client = create_app(catalogue).test_client()
    client.get("/search?q=x")
    found = samples(client)
    assert found[("cuttings_index_usable", "")] == 0
    assert found[("cuttings_search_seconds_count", "outcome=failed")] == 1
    assert not any(name == "cuttings_generation_age_seconds" for name, _ in found)
