"""The guide to the API: its program reads an archive, and what it says is so."""

from __future__ import annotations

import contextlib
import io
import json
import re
import shlex
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from threading import Thread
from urllib.parse import urlsplit

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.serving import make_server

from archive.catalogue import Catalogue
from archive.comparisons.batch import MOST_BYTES, MOST_QUERIES
from tests.web.conftest import described, open_archive
from tests.web.test_paging import walked
from web.api.document import API_VERSION, entries
from web.api.operations import JSON
from web.errors import heading_of
from web.security import MAX_ADDRESS_BYTES

GUIDE = (Path(__file__).parents[2] / "docs" / "api.md").read_text("utf-8")
PROGRAM = "".join(re.findall(r"```python\n(.*?)```", GUIDE, re.DOTALL))
COMMANDS = re.findall(r"^    (curl .*)$", GUIDE, re.MULTILINE)


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Catalogue]:
    opened = open_archive(tmp_path_factory.mktemp("archive"))
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def served(archive: Catalogue) -> Flask:
    return described(archive)


@pytest.fixture
def asking(served: Flask) -> FlaskClient:
    return served.test_client()


def test_the_program_prints_every_story_in_order(served: Flask, asking: FlaskClient) -> None:
    server = make_server("127.0.0.1", 0, served)
    Thread(target=server.serve_forever, daemon=True).start()
    program = PROGRAM.replace("8000", str(server.port)).replace("per=100", "per=1")
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed):
        exec(program, {})
    server.shutdown()
    server.server_close()

    assert program.count(str(server.port)) == program.count("per=1") == 1
    expected = walked(asking, "/search.json?q=strike&sort=oldest")
    assert len(printed.getvalue().splitlines()) == len(expected) > 1


@pytest.mark.parametrize("command", COMMANDS)
def test_a_request_of_the_guide_is_answered(asking: FlaskClient, command: str) -> None:
    _, *words = shlex.split(command)
    sent = "&".join(word for flag, word in pairwise(words) if flag == "--data")
    url = urlsplit(words[-1])
    answer = asking.open(
        f"{url.path}?{url.query}",
        method="POST" if sent else "GET",
        data=sent,
        content_type="application/x-www-form-urlencoded",
    )
    assert answer.status_code == 200
    assert answer.get_json().get("not_understood", []) == []


def test_every_address_with_an_answer_in_json_is_listed(served: Flask) -> None:
    told = re.findall(r"^\| `(/\S*)` \|", GUIDE, re.MULTILINE)
    known = {entry.path for entry in entries(served) if JSON in entry.operation.answers}
    assert set(told) == known | {"/suggest"}


def test_a_problem_looks_as_the_guide_shows_it(asking: FlaskClient) -> None:
    (shown,) = re.findall(r"```json\n(.*?)```", GUIDE, re.DOTALL)
    assert asking.get("/story/nothing.json").get_json() == json.loads(shown)


def test_every_status_that_can_come_is_explained(served: Flask) -> None:
    told = {int(status) for status in re.findall(r"^\| (\d{3}) \|", GUIDE, re.MULTILINE)}
    fails = {status for entry in entries(served) for status in entry.operation.fails}
    assert fails <= told
    assert all(heading_of(status) for status in told)


def test_numbers_of_the_guide_are_those_of_the_code() -> None:
    assert f"This is version {API_VERSION}." in GUIDE
    assert f"{MAX_ADDRESS_BYTES:,} bytes" in GUIDE
    assert f"{MOST_QUERIES:,} queries, or {MOST_BYTES // 1024} KB" in GUIDE
