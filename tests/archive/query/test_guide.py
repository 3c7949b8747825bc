"""The users' guide says of each query what the parser says."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from archive.query.grammar import MAX_DEPTH, MAX_TERMS
from archive.query.parser import parse

GUIDE = (Path(__file__).parents[3] / "docs" / "query-language.md").read_text(encoding="utf-8")
FOUND = re.findall(r"^\| `([^`]+)` \| (stories [^|]+) \|$", GUIDE, re.MULTILINE)
FAULTY = re.findall(r"^\| `([^`]+)` \| ([^|]+) \| `([^`]+)` \|$", GUIDE, re.MULTILINE)
SAME = re.findall(r"`([^`]+)` is\s`([^`]+)`", GUIDE)


def test_every_row_of_the_guide_is_tested() -> None:
    rows = len(re.findall(r"^\| `", GUIDE, re.MULTILINE))
    assert (len(FOUND) + len(FAULTY), len(SAME)) == (rows, 2)


@pytest.mark.parametrize(("query_text", "sentence"), FOUND)
def test_the_guide_says_what_is_found(query_text: str, sentence: str) -> None:
    parsed = parse(query_text)
    assert (parsed.understood, parsed.warnings) == (sentence, ())


@pytest.mark.parametrize(("query_text", "message", "repair"), FAULTY)
def test_the_guide_says_what_is_amiss(query_text: str, message: str, repair: str) -> None:
    (warning,) = parse(query_text).warnings
    assert (warning.message, warning.repair) == (message, repair)
    assert parse(repair).warnings == ()


@pytest.mark.parametrize(("query_text", "canonical"), SAME)
def test_the_guide_says_which_queries_are_the_same(query_text: str, canonical: str) -> None:
    assert parse(query_text).canonical == canonical


def test_the_guide_gives_the_limits() -> None:
    assert f"up to {MAX_TERMS} words, and brackets up to {MAX_DEPTH} deep" in GUIDE
