"""Several servers of one archive behind a real proxy, and one of them killed."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, closing
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPResponse
from pathlib import Path
from urllib.parse import urlencode

import pytest
from bs4 import BeautifulSoup

from tests.cluster import nginx
from tests.web.conftest import open_archive

pytestmark = pytest.mark.slow
ROOT = Path(__file__).parents[2]
NAME = "news.example.org"
SERVERS = 3
SERVE = ("--port", "0", "--name", NAME, "--proxies", "1")


@dataclass(frozen=True)
class Site:
    """The archive as it is reached through the proxy."""

    port: int
    processes: list[subprocess.Popen[str]]

    def ask(
        self, path: str, fields: dict[str, str] | None = None, host: str = NAME
    ) -> tuple[HTTPResponse, str]:
        """Open a page, or send a form as its page would."""
        headers = {"Host": host}
        body = None
        if fields is not None:
            body = urlencode(fields)
            headers |= {
                "Content-Type": "application/x-www-form-urlencoded",
                "Origin": f"https://{NAME}",
                "Sec-Fetch-Site": "same-origin",
            }
        with closing(HTTPConnection("127.0.0.1", self.port, timeout=60)) as connection:
            connection.request("POST" if body else "GET", path, body, headers)
            answer = connection.getresponse()
            return answer, answer.read().decode()

    def answered(self, path: str, times: int) -> set[str]:
        """Which servers answered a page that was opened so often, and always was there."""
        found = set()
        for _ in range(times):
            answer, _ = self.ask(path)
            assert answer.status == 200
            found.add(str(answer.headers[nginx.ANSWERED_BY]).rpartition(" ")[2])
        return found


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Site]:
    if reason := nginx.missing():
        pytest.skip(reason)
    open_archive(tmp_path).close()
    with ExitStack() as stack:
        processes = [_serve(stack, tmp_path) for _ in range(SERVERS)]
        ports = [_port(process) for process in processes]
        yield Site(stack.enter_context(nginx.started(ports)), processes)


def test_a_form_of_one_server_is_taken_by_the_next(site: Site) -> None:
    for number in range(SERVERS):
        answer, body = site.ask("/search?q=strike")
        form = BeautifulSoup(body, "lxml").select("form[method=post]")[0]
        fields = {str(e["name"]): str(e.get("value", "")) for e in form.select("[name]")}
        saved, _ = site.ask(str(form["action"]), fields | {"name": f"Strike {number}"})
        assert saved.status == 303
        assert saved.headers[nginx.ANSWERED_BY] != answer.headers[nginx.ANSWERED_BY]
    listed = {site.ask("/saved")[1].count("Strike ") >= SERVERS for _ in range(SERVERS)}
    assert listed == {True}


def test_addresses_are_those_that_readers_use(site: Site) -> None:
    assert f"https://{NAME}/search" in site.ask("/opensearch.xml")[1]
    assert site.ask("/", host="evil.example")[0].status == 400


def test_a_killed_server_is_not_noticed(site: Site) -> None:
    assert len(site.answered("/search?q=strike", 2 * SERVERS)) == SERVERS
    site.processes[0].kill()
    site.processes[0].wait()
    assert len(site.answered("/search?q=strike", 20)) == SERVERS - 1


def _serve(stack: ExitStack, folder: Path) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", "from indexer.cli import main; main()"]
    process = stack.enter_context(
        subprocess.Popen(
            [*command, "--data", folder, "serve", *SERVE],
            cwd=ROOT,
            stdout=subprocess.PIPE,
            text=True,
        )
    )
    stack.callback(process.kill)
    return process


def _port(process: subprocess.Popen[str]) -> int:
    assert process.stdout
    return int(process.stdout.readline().split("/ ")[0].rpartition(":")[2])
