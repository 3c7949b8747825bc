from __future__ import annotations

import socket
import sqlite3
import subprocess
import sys
from contextlib import closing
from http.client import IncompleteRead
from pathlib import Path
from urllib.request import urlopen

import pytest

from archive.errors import SettingsError
from archive.search.state import SearchState
from tests.archives import servers, settings_for
from tests.web.conftest import open_archive
from web.serve import listen

SERVE = """
import sys
from pathlib import Path
from archive.settings import Settings
from web.serve import serve
folder, database, engine = sys.argv[1:]
serve(["--port", "0"], obj=Settings(Path(folder), database, engine))
"""


def test_serve_says_where_the_archive_is_and_shows_it(tmp_path: Path) -> None:
    open_archive(tmp_path).close()
    kept = settings_for(tmp_path)
    command = [sys.executable, "-c", SERVE, str(tmp_path), kept.database_url, kept.engine_url]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server:
        try:
            assert server.stdout is not None
            line = server.stdout.readline()
            address = next(word for word in line.split() if word.startswith("http://"))
            with urlopen(f"{address}search?q=crane") as response:
                headers, body = response.headers, response.read().decode()
        finally:
            server.terminate()

    assert address.startswith("http://127.0.0.1:")
    assert "Budget for a " in body
    assert "Server" not in headers


@pytest.mark.skipif(bool(servers), reason="a file of SQLite is damaged")
def test_a_download_that_meets_damage_on_its_way_is_seen_to_be_incomplete(tmp_path: Path) -> None:
    with closing(open_archive(tmp_path)) as catalogue:
        last = list(catalogue.story_ids(SearchState()))[-1]
    with closing(sqlite3.connect(tmp_path / "cuttings.sqlite")) as database:
        database.execute("UPDATE stories SET precision = 'mon4h' WHERE story_id = ?", [last])
        database.commit()
    kept = settings_for(tmp_path)
    script = f"import archive.exports.records as records; records.BATCH = 1\n{SERVE}"
    command = [sys.executable, "-c", script, str(tmp_path), kept.database_url, kept.engine_url]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server:
        try:
            assert server.stdout is not None
            line = server.stdout.readline()
            address = next(word for word in line.split() if word.startswith("http://"))
            with urlopen(f"{address}search.csv") as response, pytest.raises(IncompleteRead) as cut:
                response.read()
        finally:
            server.terminate()

    assert cut.value.partial.startswith(b"headline,")


def test_a_port_in_use_is_said() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(SettingsError, match=rf"127\.0\.0\.1:{port}: cannot listen there"):
            listen("127.0.0.1", port)
