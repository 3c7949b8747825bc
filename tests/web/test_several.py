"""Several processes, proxies before them, and parts that are down."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from archive.catalogue import Catalogue
from archive.engines.breaker import Breaker, GuardedEngine
from archive.errors import EngineError, SettingsError, StoreLostError
from archive.search.engine import SearchEngine, Searcher
from tests.archives import settings_for
from tests.web.conftest import open_archive
from tests.web.reading import open_page, page_of, text
from tests.web.test_errors import FailingEngine
from tests.web.test_saved import send
from web import create_app
from web.errors import fault_of
from web.wsgi import application


def test_a_form_of_one_process_is_taken_by_another(own_catalogue: Catalogue) -> None:
    one, other = (create_app(own_catalogue).test_client() for _ in range(2))
    form = open_page(one, "/search?q=strike")
    assert send(other, form, name="Strike").status_code == 303
    assert "Strike" in open_page(one, "/saved").get_text()


def test_a_proxy_says_who_asked_and_how(catalogue: Catalogue) -> None:
    client = create_app(catalogue, host_names=["news.example.org"], proxies=1).test_client()
    headers = {"X-Forwarded-Proto": "https", "X-Forwarded-Host": "news.example.org"}
    answer = client.get("/opensearch.xml", headers=headers)
    assert "https://news.example.org/search" in answer.text
    foreign = client.get("/", headers={**headers, "X-Forwarded-Host": "evil.example"})
    assert foreign.status_code == 400


def test_without_a_proxy_what_it_would_say_is_not_believed(client: FlaskClient) -> None:
    answer = client.get("/opensearch.xml", headers={"X-Forwarded-Host": "evil.example"})
    assert "evil" not in answer.text


@pytest.fixture
def down(catalogue: Catalogue) -> FlaskClient:
    """The pages while the engine is down, after it was asked often enough."""
    broken = Catalogue(catalogue.store, FailingEngine(EngineError("no route")))  # type: ignore[arg-type]  # searches only
    client = create_app(broken.guarded(limit_seconds=5)).test_client()
    for _ in range(5):
        client.get("/search?q=x")
    return client


def test_a_page_says_that_the_engine_is_down(down: FlaskClient) -> None:
    answer = down.get("/search?q=strike")
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "10")
    assert text(page_of(answer), "h1") == "The search engine does not answer"


def test_pages_that_need_no_engine_still_open(down: FlaskClient, catalogue: Catalogue) -> None:
    with catalogue.store.read() as transaction:
        (story,) = transaction.stories.latest(1)
    assert text(open_page(down, f"/story/{story.story_id}"), "h1") == story.headline
    for address in ("/saved", "/api", "/status", "/metrics", f"/story/{story.story_id}.json"):
        assert down.get(address).status_code == 200, address


class Late:
    """An engine of which the newest view is there only after some seconds, by its own clock."""

    def __init__(self, engine: SearchEngine, seconds: float) -> None:
        self._engine, self._seconds, self._passed = engine, seconds, 0.0

    def now(self) -> float:
        return time.monotonic() + self._passed

    def searcher(self) -> Searcher:
        self._passed += self._seconds
        return self._engine.searcher()


@pytest.mark.parametrize(("seconds", "status"), [(0, 200), (100, 503)])
def test_all_that_a_page_asks_shares_one_time_limit(
    catalogue: Catalogue, seconds: float, status: int
) -> None:
    late = Late(catalogue.engine, seconds)
    engine = GuardedEngine(late, Breaker(limit_seconds=60, now=late.now))  # type: ignore[arg-type]  # searches only
    client = create_app(Catalogue(catalogue.store, engine)).test_client()
    assert client.get("/search?q=strike").status_code == status


def test_health_names_the_part_that_is_down(down: FlaskClient) -> None:
    answer = down.get("/healthz")
    assert answer.status_code == 503
    assert answer.get_json() == {"ok": False, "engine": "EngineDownError", "store": "ok"}


def test_a_database_that_hung_up_is_told_apart() -> None:
    assert fault_of(StoreLostError("/srv")).heading == "The database does not answer"


def test_a_server_of_another_make_shows_the_archive(tmp_path: Path) -> None:
    open_archive(tmp_path).close()
    environment = {"CUTTINGS_DATA": str(tmp_path), "CUTTINGS_NAMES": "localhost,news.example.org"}
    client = application(environment).test_client()
    assert open_page(client, "/search?q=crane").select(".hit")
    assert client.get("/", headers={"Host": "evil.example"}).status_code == 400


@pytest.mark.parametrize("value", ["many", "-1", "nan"])
def test_a_setting_that_is_no_number_is_said(tmp_path: Path, value: str) -> None:
    with pytest.raises(SettingsError, match="CUTTINGS_PROXIES"):
        application({"CUTTINGS_DATA": str(tmp_path), "CUTTINGS_PROXIES": value})


def test_settings_of_no_archive_yet_make_one(tmp_path: Path) -> None:
    application({"CUTTINGS_DATA": str(tmp_path / "new")})
    Catalogue.open(settings_for(tmp_path / "new")).close()
