"""A correction is kept at once; what takes long to file goes on behind the answers, and is told."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from threading import Event

import pytest
from flask.testing import FlaskClient

from archive.catalogue import Catalogue
from archive.errors import IndexWriteError, WriterBusyError
from archive.filing import Progress, silent
from tests.web.reading import open_page, rows, texts
from tests.web.test_corrections import MERGE, correct
from web.filing import Filing
from web.site import SITE, Site

NOTICE = "main .notice"


class Gate:
    """Filing that reports one story, and goes on when it is let through."""

    def __init__(self, catalogue: Catalogue) -> None:
        self.reached, self.opened = Event(), Event()
        self._file = catalogue.catch_up

    def catch_up(self, progress: Progress = silent) -> int:
        progress(1)
        self.reached.set()
        self.opened.wait()
        return self._file(progress)


@pytest.fixture
def gate(own_catalogue: Catalogue, monkeypatch: pytest.MonkeyPatch) -> Iterator[Gate]:
    made = Gate(own_catalogue)
    monkeypatch.setattr(own_catalogue, "catch_up", made.catch_up)
    yield made
    made.opened.set()


@pytest.fixture
def filing(own_client: FlaskClient) -> Filing:
    """The filing of the client's own site, with which nobody has patience."""
    site: Site = own_client.application.extensions[SITE]
    site.filing.patience_seconds = 0
    return site.filing


def failing(error: Exception) -> Callable[..., int]:
    def fail(*_: object) -> int:
        raise error

    return fail


def test_what_takes_long_is_told_and_goes_on(
    own_client: FlaskClient, gate: Gate, filing: Filing
) -> None:
    assert correct(own_client, MERGE) == "/names/corrections"
    gate.reached.wait()
    page = open_page(own_client, "/names/corrections")
    (told,) = texts(page, NOTICE)
    assert "stories still to be filed again" in told
    assert "It is being done: 1 taken up so far." in told
    assert "Bo Okafor 2" in rows(open_page(own_client, "/search"), "actor")

    gate.opened.set()
    filing.patience_seconds = 60
    assert filing.catch_up()
    assert texts(open_page(own_client, "/names/corrections"), NOTICE) == []
    assert rows(open_page(own_client, "/search"), "actor")[0] == "Bo Okafor 4"


def test_another_correction_meanwhile_is_filed_afterwards(
    own_client: FlaskClient, gate: Gate, filing: Filing
) -> None:
    correct(own_client, MERGE)
    correct(own_client, "action=rename&kind=actor&name=ada-larsen&text=A.+Larsen")
    gate.opened.set()
    filing.patience_seconds = 60
    assert filing.catch_up()
    assert rows(open_page(own_client, "/search"), "actor")[:2] == ["Bo Okafor 4", "A. Larsen 3"]


def test_while_another_process_writes_the_journal_says_who_will_file(
    own_client: FlaskClient, own_catalogue: Catalogue, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(own_catalogue, "catch_up", failing(WriterBusyError("busy")))
    assert correct(own_client, MERGE) == "/names/corrections"
    (told,) = texts(open_page(own_client, "/names/corrections"), NOTICE)
    assert "Whoever writes the index just now does it at the end" in told


def test_a_filing_that_failed_behind_the_answers_is_told(
    own_client: FlaskClient, own_catalogue: Catalogue, monkeypatch: pytest.MonkeyPatch
) -> None:
    correct(own_client, MERGE)
    with own_catalogue.store.begin() as transaction:
        transaction.stories.touch([next(transaction.stories.iterate())[0].story_id])
    filing: Filing = own_client.application.extensions[SITE].filing
    monkeypatch.setattr(own_catalogue, "catch_up", failing(IndexWriteError("/data: no room")))
    with pytest.raises(IndexWriteError):
        filing.catch_up()
    (told,) = texts(open_page(own_client, "/names/corrections"), NOTICE)
    assert told.startswith("1 story still to be filed again.")
    assert "The last try failed" in told
    assert "/data" not in told
