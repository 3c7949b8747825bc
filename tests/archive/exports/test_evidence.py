from __future__ import annotations

import csv
import hashlib
import json
import subprocess
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from io import BytesIO, StringIO
from pathlib import Path
from zipfile import ZipFile

import pytest

from archive.catalogue import Catalogue
from archive.exports import Context, evidence_pack
from archive.model import PartialDate, Story
from archive.search.state import SearchState
from archive.settings import Settings
from archive.store import SeedRecord, SeedState

CONTEXT = Context("http://archive.example", date(2023, 5, 2))
MADE = datetime(2023, 5, 2, 10, 30, tzinfo=UTC)
PAGE = b"<p>Fog \xff closed the harbour.</p>"


def story(story_id: str, locator: Path | str, headline: str = "Fog closes harbour") -> Story:
    return Story(
        story_id=story_id,
        locator=str(locator),
        headline=headline,
        text="Fog closed the harbour.",
        published=PartialDate.of(2023, 5, 1),
    )


def seed(path: Path, content: bytes, stories: int = 1) -> SeedRecord:
    path.write_bytes(content)
    digest = hashlib.sha256(content).hexdigest()
    return SeedRecord(str(path), digest, len(content), SeedState.INDEXED, "html", stories=stories)


@pytest.fixture
def catalogue(tmp_path: Path) -> Iterator[Catalogue]:
    """A page; two stories of one file; a story whose file changed; one that has none."""
    page, wire, changed = (tmp_path / n for n in ("../fog & co.html", "wire.jsonl", "changed.txt"))
    opened = Catalogue.open(Settings(tmp_path / "archive"), create=True)
    with opened.store.begin() as transaction:
        for record in (seed(page, PAGE), seed(wire, b"{}\n{}", 2), seed(changed, b"before")):
            transaction.seeds.put(record)
        for told, path in (
            (story("a", page, "../../etc/passwd"), page),
            (story("b", f"{wire}#1"), wire),
            (story("c", f"{wire}#2"), wire),
            (story("d", changed), changed),
            (story("e", "/nowhere.txt"), "/nowhere.txt"),
            (replace(story("f", "/g.txt"), text="Nothing of the kind.", headline="Sun"), "/g.txt"),
        ):
            transaction.stories.put(told, (), seed_path=str(path))
    opened.rebuild()
    changed.write_bytes(b"after")
    yield opened
    opened.close()


def packed(catalogue: Catalogue, address: str = "q=fog") -> bytes:
    state = SearchState.from_address(address)
    return b"".join(evidence_pack(catalogue, state, CONTEXT, made_at=MADE))


def files(content: bytes) -> dict[str, bytes]:
    with ZipFile(BytesIO(content)) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name) for name in archive.namelist()}


def test_sha256sum_verifies_every_file(catalogue: Catalogue, tmp_path: Path) -> None:
    folder = tmp_path / "unpacked"
    with ZipFile(BytesIO(packed(catalogue))) as archive:
        archive.extractall(folder)
        names = set(archive.namelist())
    told = subprocess.run(
        ["sha256sum", "--strict", "-c", "SHA256SUMS"],
        cwd=folder,
        capture_output=True,
        text=True,
        check=True,
    )

    assert {line.removesuffix(": OK") for line in told.stdout.splitlines()} | {
        "SHA256SUMS"
    } == names


def test_originals_are_the_seeds_byte_for_byte_and_each_is_there_once(
    catalogue: Catalogue,
) -> None:
    found = files(packed(catalogue))
    originals = sorted(content for name, content in found.items() if name.startswith("originals/"))

    assert originals == sorted([PAGE, b"{}\n{}"])


def test_contents_tell_why_an_original_is_not_there(catalogue: Catalogue) -> None:
    found = files(packed(catalogue))
    rows = list(csv.DictReader(StringIO(found["contents.csv"].decode())))
    originals = {row["story"]: row["original"] for row in rows}

    assert len(rows) == 5
    assert originals["b"] == originals["c"] in found
    assert found[originals["a"]] == PAGE
    assert originals["d"].startswith("none: changed.txt: changed since it was read")
    assert originals["e"] == "none: its seed is not known to the archive any more"
    assert all(row["text"] in found for row in rows)


def test_no_name_leads_out_of_the_folder(catalogue: Catalogue) -> None:
    for name in files(packed(catalogue)):
        assert ".." not in name
        assert not name.startswith("/")
        assert name.isascii()
        assert " " not in name


def test_the_query_is_told_with_the_index_that_answered(catalogue: Catalogue) -> None:
    told = json.loads(files(packed(catalogue, "q=fog&date=2023&page=7"))["query.json"])

    assert told["query"] == "fog"
    assert told["understood"] == "stories with “fog” in any form"
    assert told["address"] == "/search?q=fog&date=2023"
    assert told["generation"] == catalogue.engine.manifest().generation
    assert (told["stories"], told["stories_in_the_archive"]) == (5, 6)
    assert told["made_at"] == "2023-05-02T10:30:00+00:00"


def test_texts_and_citations_are_of_every_story(catalogue: Catalogue) -> None:
    found = files(packed(catalogue))

    texts = [content.decode() for name, content in found.items() if name.startswith("stories/")]
    assert len(texts) == 5
    assert all(text.endswith("\nFog closed the harbour.\n") for text in texts)
    assert found["citations.ris"].count(b"TY  - NEWS") == 5
    assert found["citations.bib"].count(b"@article{") == 5
    assert len(json.loads(found["citations.csl.json"])) == 5


def test_the_same_search_at_the_same_time_is_the_same_file(catalogue: Catalogue) -> None:
    assert packed(catalogue) == packed(catalogue)


def test_a_search_that_finds_nothing_is_a_pack_too(catalogue: Catalogue) -> None:
    found = files(packed(catalogue, "q=xylophone"))

    assert json.loads(found["query.json"])["stories"] == 0
    assert found["contents.csv"] == b"story,headline,date,text,original\r\n"
