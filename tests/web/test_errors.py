from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from flask.testing import FlaskClient
from hypothesis import given, settings
from hypothesis import strategies as st

from archive.catalogue import Catalogue
from archive.errors import (
    ArchiveError,
    ConflictError,
    DamagedIndexError,
    EngineError,
    NoIndexError,
    NotFoundError,
    SettingsError,
    StoreError,
    StoreVersionError,
    WriterBusyError,
)
from archive.search.engine import Manifest, Searcher
from archive.search.fields import FACET_NAMES
from tests.web.reading import open_page, page_of, text
from web import create_app
from web.errors import fault_of


@pytest.mark.parametrize(
    ("error", "status"),
    [
        (NotFoundError("no story 'x' in the archive"), 404),
        (ConflictError("taken"), 409),
        (NoIndexError("/srv/index: none"), 503),
        (WriterBusyError("/srv/index: busy"), 503),
        (DamagedIndexError("/srv/index: damaged"), 503),
        (EngineError("/srv/index: bad"), 503),
        (StoreError("/srv/cuttings.sqlite: bad"), 503),
        (StoreVersionError("/srv/cuttings.sqlite: newer"), 503),
        (SettingsError("/srv: bad"), 500),
        (ArchiveError("/srv: bad"), 500),
    ],
)
def test_every_error_has_its_status_and_tells_no_folder(error: ArchiveError, status: int) -> None:
    fault = fault_of(error)

    assert fault.status == status
    assert "/srv" not in fault.heading + fault.advice


class FailingEngine:
    """An engine of which every search, and its description, raises one error."""

    def __init__(self, error: Exception) -> None:
        self._error = error

    def searcher(self) -> Searcher:
        raise self._error

    def manifest(self) -> Manifest:
        raise self._error

    def lock_holder(self) -> None:
        raise self._error

    def bytes_held(self) -> None:
        raise self._error


@contextmanager
def failing(catalogue: Catalogue, error: Exception) -> Iterator[FlaskClient]:
    broken = Catalogue(catalogue.store, FailingEngine(error))  # type: ignore[arg-type]  # searches only
    yield create_app(broken).test_client()


def test_an_unforeseen_error_gives_a_page_and_no_traceback(catalogue: Catalogue) -> None:
    with failing(catalogue, RuntimeError("secret /srv detail")) as client:
        page = client.get("/search")
        twin = client.get("/search.json")

    assert page.status_code == twin.status_code == 500
    assert text(page_of(page), "h1") == "Something went wrong in the archive"
    assert "secret" not in page.text + twin.text
    assert twin.get_json()["ok"] is False


def test_a_busy_archive_asks_to_try_again(catalogue: Catalogue) -> None:
    with failing(catalogue, WriterBusyError("/srv/index: locked by 17")) as client:
        response = client.get("/search")

    assert response.status_code == 503
    assert text(page_of(response), "h1") == "The archive is being written"


def test_an_error_page_offers_the_search(client: FlaskClient) -> None:
    page = open_page(client, "/nowhere", status=404)

    assert text(page, ".label") == "404 Not Found"
    assert page.select("[role=search]")


@pytest.mark.parametrize("method", ["post", "put", "delete", "patch"])
def test_a_page_that_only_shows_takes_nothing(client: FlaskClient, method: str) -> None:
    response = getattr(client, method)("/search")

    assert response.status_code == 405
    assert "GET" in response.headers["Allow"]
    assert text(page_of(response), "h1") == "This page cannot be asked that way"


def test_too_long_a_form_is_refused(client: FlaskClient) -> None:
    response = client.post("/saved", data={"name": "x" * 100_000})

    assert response.status_code == 413
    assert text(page_of(response), "h1") == "That is too long to send"


def test_too_long_an_address_is_refused(client: FlaskClient) -> None:
    response = client.get("/search?q=" + "x" * 10_000)

    assert response.status_code == 414


def test_json_errors_have_one_shape(client: FlaskClient) -> None:
    for address, status in (
        ("/story/x.json", 404),
        ("/nowhere.json", 404),
        ("/facet/x.json", 404),
        (f"/search.json?q={'x' * 9000}", 414),
    ):
        response = client.get(address)
        body = response.get_json()
        assert (response.status_code, body["ok"], body["status"]) == (status, False, status)
        assert body["error"]


def test_a_program_is_answered_in_json(client: FlaskClient) -> None:
    response = client.get("/nowhere", headers={"Accept": "application/json"})

    assert response.get_json()["status"] == 404


ANY_BYTES = st.binary(max_size=60)
NAMES = st.sampled_from(
    [
        "q",
        "sort",
        "page",
        "per",
        "all",
        "find",
        "order",
        *FACET_NAMES,
        *(f"not.{n}" for n in FACET_NAMES),
    ]
)
TYPED = st.one_of(
    st.text(max_size=40),
    st.text('"()~*?:-. \\ORANDNOTabc0123456789', max_size=40),
    st.sampled_from(["-", "undated", "2023", "2023-XX", "9999-12", "0000", "2023..", ">=2023"]),
)
PATHS = st.sampled_from(
    ["/search", "/search.json", "/story/ferry-strike", "/facet/actor", "/facet/date.json", "/"]
)


@settings(max_examples=150)
@given(PATHS, st.lists(st.tuples(NAMES, TYPED), max_size=6))
def test_nothing_that_is_asked_breaks_the_server(
    client_of_session: FlaskClient, path: str, pairs: list[tuple[str, str]]
) -> None:
    encoded = [(name, value.encode("utf-8", "surrogatepass")) for name, value in pairs]
    query = "&".join(f"{name}={_percent(value)}" for name, value in encoded)

    assert client_of_session.get(f"{path}?{query}").status_code < 500


@settings(max_examples=100)
@given(PATHS, ANY_BYTES)
def test_no_bytes_in_an_address_break_the_server(
    client_of_session: FlaskClient, path: str, query: bytes
) -> None:
    response = client_of_session.get(path, query_string=query.decode("latin-1"))

    assert response.status_code < 500


@settings(max_examples=100)
@given(ANY_BYTES)
def test_no_path_breaks_the_server(client_of_session: FlaskClient, path: bytes) -> None:
    for start in ("/", "/story/", "/actor/", "/s/", "/facet/", "/static/"):
        assert client_of_session.get(start + _percent(path)).status_code < 500


@settings(max_examples=50)
@given(
    st.sampled_from(["/saved", "/saved/undo", "/s/x/rename", "/s/x/delete"]),
    st.dictionaries(st.sampled_from(["name", "search", "token", "undo"]), st.text(max_size=40)),
)
def test_no_form_breaks_the_server(
    client_of_session: FlaskClient, path: str, fields: dict[str, str]
) -> None:
    encoded = {name: value.encode("utf-8", "replace") for name, value in fields.items()}

    assert client_of_session.post(path, data=encoded).status_code < 500


def _percent(data: bytes) -> str:
    return "".join(f"%{byte:02X}" for byte in data)


def test_an_error_for_programs_is_a_problem(client: FlaskClient) -> None:
    response = client.get("/story/none.json")
    assert response.content_type == "application/problem+json"
    body = response.json
    assert body is not None
    assert body["ok"] is False
    assert (body["status"], body["title"]) == (404, "Not in the archive")
    assert body["error"] == f"{body['title']}. {body['detail']}"
