"""Whole searches are written as files by command."""

from __future__ import annotations

import json
import re
import zipfile
from pathlib import Path

import pytest

from tests.indexer.conftest import Cuttings


@pytest.mark.parametrize(
    ("form", "begins"),
    [("csv", "headline,"), ("ris", "TY  - NEWS"), ("bib", "@article"), ("csl.json", "[")],
)
def test_every_form_holds_every_story(filled: Cuttings, form: str, begins: str) -> None:
    result = filled("export", "--as", form, "--root", "https://press.example/")
    assert result.exit_code == 0
    assert result.stdout.startswith(begins)
    places = re.findall(r"https://press\.example/story/(\w+)", result.stdout)
    assert len(set(places)) == 2


def test_filters_hold(filled: Cuttings) -> None:
    assert json.loads(filled("export", "--as", "csl.json", "--date", "1800").stdout) == []


def test_what_is_not_understood_exports_nothing(filled: Cuttings) -> None:
    result = filled("export", "--date", "foo")
    assert (result.exit_code, result.stdout) == (2, "")
    assert "not understood: date foo" in result.stderr


def test_a_fault_in_the_query_is_told_beside_the_export(filled: Cuttings) -> None:
    result = filled("export", "harbour OR")
    assert result.exit_code == 0
    assert "note: OR joins nothing here and is ignored" in result.stderr
    assert result.stdout.startswith("headline,")


def test_a_pack_is_a_zip_in_a_file(filled: Cuttings, tmp_path: Path) -> None:
    pack = tmp_path / "pack.zip"
    assert filled("export", "--as", "zip", "-o", pack).exit_code == 0
    with zipfile.ZipFile(pack) as opened:
        assert opened.testzip() is None
        assert json.loads(opened.read("query.json"))["stories"] == 2


def test_an_export_that_fails_leaves_no_file(filled: Cuttings, tmp_path: Path) -> None:
    target = tmp_path / "missing" / "out.csv"
    assert filled("export", "-o", target).exit_code == 1
    assert not target.parent.exists()
