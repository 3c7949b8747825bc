"""The list of jars, and that a jar which is another one is refused."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from tests.cluster.opensearch_home import PLUGINS, Jar, check, listed

LINE = "lib  org.example:thing:1.0  " + hashlib.sha256(b"pinned").hexdigest()


def test_a_line_names_a_jar_and_its_place() -> None:
    jar = Jar.parse(LINE)
    assert (jar.group, jar.path) == ("org.example", Path("lib/thing-1.0.jar"))


@pytest.mark.parametrize("content", [b"another", b""])
def test_another_jar_is_refused(tmp_path: Path, content: bytes) -> None:
    jar = Jar.parse(LINE)
    file = tmp_path / jar.path
    file.parent.mkdir()
    file.write_bytes(b"pinned")
    check([jar], tmp_path)
    file.write_bytes(content)
    with pytest.raises(ValueError, match=r"thing-1.0.jar: sha256 is"):
        check([jar], tmp_path)


def test_no_jar_lies_in_two_places() -> None:
    """A node that finds a class twice does not start."""
    jars = listed()
    assert len({jar.artifact for jar in jars}) == len(jars)
    assert {jar.folder for jar in jars} == {"lib", *(f"modules/{name}" for name in PLUGINS)}
