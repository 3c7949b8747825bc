from __future__ import annotations

import socket
import subprocess
import sys
from pathlib import Path
from urllib.request import urlopen

import pytest

from archive.errors import SettingsError
from tests.archives import settings_for
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


def test_a_port_in_use_is_said() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(SettingsError, match=rf"127\.0\.0\.1:{port}: cannot listen there"):
            listen("127.0.0.1", port)
