"""Corrections from end to end: a store, the reference engine, and the facets that readers see."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from archive.catalogue import Catalogue
from archive.engines.memory import MemoryEngine
from archive.errors import CorrectionError, NotFoundError
from archive.model import Mention, NameKind
from archive.names.corrections import Action, Correction, Pair
from archive.names.mending import drafted, make, preview, undo
from archive.search.state import SearchState
from archive.store import Store
from tests.archive.store.builders import mention, record, story

ACTOR, ORGANISATION = NameKind.ACTOR, NameKind.ORGANISATION
FOUND: dict[str, tuple[Mention, ...]] = {
    "a": (mention("ada-berg", (0, 4), name="Ada Berg"), mention("berg", name="Berg")),
    "b": (mention("ada-berg", name="A. Berg"), mention("board", kind=ORGANISATION, name="Board")),
    "c": (mention("berg", name="Berg"), mention("dan-ito", name="Dan Ito")),
    "d": (mention("board", name="Board"), mention("dan-ito", name="Ito")),
    "e": (),
}
RECORDS = (
    record("ada-berg", "Ada Berg", "A. Berg"),
    record("berg", "Berg"),
    record("dan-ito", "Dan Ito", "Ito"),
    record("board", "Board", kind=ORGANISATION),
    record("board", "Board"),
)
BERG: Pair = ("actor", "berg")
ADA: Pair = ("actor", "ada-berg")
BOARD: Pair = ("actor", "board")


def opened(folder: Path) -> Catalogue:
    """An archive of the stories above."""
    store = Store.open(f"sqlite:///{folder / 'cuttings.sqlite'}")
    with store.begin() as transaction:
        transaction.authorities.put(RECORDS)
        transaction.stories.put_many((story(key), named) for key, named in FOUND.items())
    catalogue = Catalogue(store, MemoryEngine())
    catalogue.rebuild()
    return catalogue


@pytest.fixture
def catalogue(tmp_path: Path) -> Iterator[Catalogue]:
    archive = opened(tmp_path)
    yield archive
    archive.close()


def facets(catalogue: Catalogue) -> dict[str, list[tuple[str, str, int]]]:
    """Every counted value as readers see it: id, heading, count."""
    answer = catalogue.answer(SearchState(), facet_size=None)
    return {
        name: [(v.value, answer.label(name, v.value), v.count) for v in facet.values]
        for name, facet in answer.page.facets.items()
    }


def everything(catalogue: Catalogue) -> list[object]:
    """What searches and pages are made of."""
    with catalogue.store.read() as transaction:
        stories = list(transaction.stories.iterate())
        pairs = [(kind.value, r.authority_id) for kind in NameKind for r in RECORDS]
        return [stories, transaction.authorities.get_many(pairs), facets(catalogue)]


def correct(
    catalogue: Catalogue, action: Action, subject: Pair, *, text: str = "", to: str = "",
    to_kind: str = "",
) -> Correction:  # fmt: skip
    """Make a correction, and let the index catch up."""
    with catalogue.store.begin() as transaction:
        draft = drafted(transaction, action, subject, text=text, to=to, to_kind=to_kind)
        made = make(transaction, draft, author="ida")
    catalogue.catch_up()
    return made


def take_back(catalogue: Catalogue, number: int) -> None:
    with catalogue.store.begin() as transaction:
        undo(transaction, number, author="bo")
    catalogue.catch_up()


def test_a_merge_joins_the_counts_and_each_story_counts_once(catalogue: Catalogue) -> None:
    correct(catalogue, Action.MERGE, BERG, to="ada-berg")
    assert facets(catalogue)["actor"] == [
        ("ada-berg", "Ada Berg", 3),
        ("dan-ito", "Dan Ito", 2),
        ("board", "Board", 1),
    ]
    with catalogue.store.read() as transaction:
        (merged,) = transaction.stories.mentions("a")
    assert (merged.name, merged.spans) == ("Ada Berg", ((0, 4),))
    assert merged.rule == "full name; full name; correction 1: merged"


def test_a_merged_name_is_found_under_all_its_forms(catalogue: Catalogue) -> None:
    correct(catalogue, Action.MERGE, ("actor", "dan-ito"), to="ada-berg")
    assert catalogue.answer(SearchState('actor:"dan ito"')).page.total == 4
    with catalogue.store.read() as transaction:
        found = transaction.authorities.get("actor", "dan-ito")
    assert (found.heading, found.names) == ("Ada Berg", ("Ada Berg", "A. Berg", "Dan Ito", "Ito"))


def test_an_old_id_in_an_address_counts_as_the_new_one(catalogue: Catalogue) -> None:
    correct(catalogue, Action.MERGE, BERG, to="ada-berg")
    correct(catalogue, Action.RETYPE, BOARD, to_kind="organisation")
    answer = catalogue.answer(SearchState.from_address("actor=berg&not.actor=board&page=2"))
    assert answer.state.address == "actor=ada-berg&not.organisation=board&page=2"
    assert answer.page.total == 2
    both = catalogue.answer(SearchState.from_address("actor=berg&actor=ada-berg&all=actor"))
    assert both.state.address == "actor=ada-berg&all=actor"
    assert both.page.total == 3


def test_merges_run_on_into_each_other(catalogue: Catalogue) -> None:
    correct(catalogue, Action.MERGE, BERG, to="ada-berg")
    correct(catalogue, Action.MERGE, ADA, to="dan-ito")
    assert facets(catalogue)["actor"] == [("dan-ito", "Dan Ito", 4), ("board", "Board", 1)]
    take_back(catalogue, 1)
    assert facets(catalogue)["actor"][0] == ("dan-ito", "Dan Ito", 4)
    assert ("berg", "Berg", 2) in facets(catalogue)["actor"]


def test_a_form_is_split_off_into_a_record_of_its_own(catalogue: Catalogue) -> None:
    correct(catalogue, Action.SPLIT, ("actor", "dan-ito"), text="Ito")
    assert facets(catalogue)["actor"][1:] == [
        ("berg", "Berg", 2),
        ("board", "Board", 1),
        ("dan-ito", "Dan Ito", 1),
        ("ito", "Ito", 1),
    ]
    with catalogue.store.read() as transaction:
        assert transaction.authorities.get("actor", "dan-ito").names == ("Dan Ito",)
        assert transaction.stories.naming("actor", "ito") == ("d",)


def test_forms_are_counted_by_story_before_and_after(catalogue: Catalogue) -> None:
    with catalogue.store.read() as transaction:
        assert transaction.stories.forms(*ADA) == {"Ada Berg": 1, "A. Berg": 1}
    correct(catalogue, Action.SPLIT, ADA, text="A. Berg")
    correct(catalogue, Action.MERGE, BERG, to="ada-berg")
    with catalogue.store.read() as transaction:
        assert transaction.stories.forms(*ADA) == {"Ada Berg": 1, "Berg": 2}
        assert transaction.stories.forms("actor", "a-berg") == {"A. Berg": 1}
        assert transaction.stories.forms(*BERG) == {}


def test_a_form_is_split_off_into_another_record(catalogue: Catalogue) -> None:
    correct(catalogue, Action.SPLIT, ADA, text="a berg", to="berg")
    with catalogue.store.read() as transaction:
        assert transaction.stories.naming("actor", "berg") == ("a", "b", "c")
        assert transaction.stories.naming("actor", "ada-berg") == ("a",)


def test_what_was_merged_can_be_split_off_again(catalogue: Catalogue) -> None:
    correct(catalogue, Action.MERGE, BERG, to="ada-berg")
    apart = correct(catalogue, Action.SPLIT, ADA, text="Berg")
    assert apart.target == ("actor", "berg-apart")
    assert ("berg-apart", "Berg", 2) in facets(catalogue)["actor"]


def test_a_rename_changes_the_heading_and_keeps_the_old_one_as_a_form(
    catalogue: Catalogue,
) -> None:
    correct(catalogue, Action.RENAME, BERG, text="  Astrid \n Berg ")
    assert ("berg", "Astrid Berg", 2) in facets(catalogue)["actor"]
    assert catalogue.answer(SearchState("actor:astrid")).page.total == 2
    with catalogue.store.read() as transaction:
        assert transaction.authorities.get("actor", "berg").variants == ("Berg",)


def test_a_hidden_name_leaves_the_facets_and_has_no_stories(catalogue: Catalogue) -> None:
    correct(catalogue, Action.HIDE, BERG)
    assert "berg" not in [value for value, _, _ in facets(catalogue)["actor"]]
    assert catalogue.answer(SearchState("actor:berg")).page.total == 2
    with catalogue.store.read() as transaction:
        assert transaction.stories.naming("actor", "berg") == ()
        assert transaction.authorities.starting_with("berg") == ()


def test_a_retyped_name_moves_into_the_other_facet_and_back(catalogue: Catalogue) -> None:
    before = facets(catalogue)
    correct(catalogue, Action.RENAME, BOARD, text="The Board")
    correct(catalogue, Action.RETYPE, BOARD, to_kind="organisation")
    assert facets(catalogue)["organisation"] == [("board", "The Board", 2)]
    take_back(catalogue, 1)
    correct(catalogue, Action.RETYPE, ("organisation", "board"), to_kind="actor")
    assert facets(catalogue)["organisation"] == []
    assert ("board", "Board", 2) in facets(catalogue)["actor"]
    take_back(catalogue, 3)
    take_back(catalogue, 2)
    assert facets(catalogue) == before


def test_an_added_form_takes_in_what_was_found_under_it(catalogue: Catalogue) -> None:
    correct(catalogue, Action.VARIANT, ADA, text="Berg")
    assert ("ada-berg", "Ada Berg", 3) in facets(catalogue)["actor"]
    correct(catalogue, Action.VARIANT, ADA, text="Dr B")
    assert catalogue.answer(SearchState('actor:"dr b"')).page.total == 3


def test_a_story_that_comes_later_is_put_right_too(catalogue: Catalogue) -> None:
    correct(catalogue, Action.MERGE, BERG, to="ada-berg")
    with catalogue.store.begin() as transaction:
        transaction.stories.put(story("f"), [mention("berg", name="Berg")])
    catalogue.catch_up()
    assert ("ada-berg", "Ada Berg", 4) in facets(catalogue)["actor"]


def test_a_merge_outlives_the_record_that_took_the_name_in(catalogue: Catalogue) -> None:
    correct(catalogue, Action.MERGE, BERG, to="ada-berg")
    with catalogue.store.begin() as transaction:
        transaction.stories.put_many([(story("a"), ()), (story("b"), ())])
        transaction.authorities.remove_unused()
    catalogue.catch_up()
    assert facets(catalogue)["actor"][0] == ("dan-ito", "Dan Ito", 2)
    assert ("ada-berg", "Ada Berg", 1) in facets(catalogue)["actor"]


@pytest.mark.parametrize(
    ("action", "subject", "more", "why"),
    [
        (Action.MERGE, BERG, {"to": "berg"}, "into itself"),
        (Action.MERGE, BERG, {"to": "nobody"}, "no actor 'nobody'"),
        (Action.MERGE, ("actor", "nobody"), {"to": "berg"}, "no actor 'nobody'"),
        (Action.SPLIT, BERG, {"text": "Ito"}, "'Ito' is no form of Berg"),
        (Action.SPLIT, BERG, {"text": ""}, "'' is no form of Berg"),
        (Action.SPLIT, BERG, {"text": "Berg", "to": "berg"}, "filed under Berg already"),
        (Action.RENAME, BERG, {"text": "  "}, "at least one letter"),
        (Action.RENAME, BERG, {"text": "Berg"}, "is the heading already"),
        (Action.RETYPE, BERG, {"to_kind": "ship"}, "'ship' is no kind"),
        (Action.RETYPE, BERG, {"to_kind": "actor"}, "filed as actor already"),
        (Action.VARIANT, ADA, {"text": "a berg"}, "a form of Ada Berg already"),
    ],
)
def test_what_makes_no_sense_is_refused_with_the_reason(
    catalogue: Catalogue, action: Action, subject: Pair, more: dict[str, str], why: str
) -> None:
    before = everything(catalogue)
    with pytest.raises((CorrectionError, NotFoundError), match=why):
        correct(catalogue, action, subject, **more)
    assert everything(catalogue) == before


def test_a_hidden_or_undone_correction_is_not_touched_again(catalogue: Catalogue) -> None:
    correct(catalogue, Action.HIDE, BERG)
    with pytest.raises(CorrectionError, match="Berg is hidden; undo that first"):
        correct(catalogue, Action.MERGE, ADA, to="berg")
    take_back(catalogue, 1)
    with pytest.raises(CorrectionError, match="correction 1 is undone already"):
        take_back(catalogue, 1)
    with pytest.raises(NotFoundError, match="no correction 7"):
        take_back(catalogue, 7)


def test_the_journal_says_who_did_what_and_when(catalogue: Catalogue) -> None:
    made = correct(catalogue, Action.MERGE, BERG, to="ada-berg")
    take_back(catalogue, made.number)
    with catalogue.store.read() as transaction:
        (entry,) = transaction.journal.all()
    assert (entry.number, entry.action, entry.subject, entry.target) == (1, Action.MERGE, BERG, ADA)
    assert (entry.author, entry.undone_by, entry.target_heading) == ("ida", "bo", "Ada Berg")
    assert entry.made_at
    assert entry.undone_at
    assert entry.made_at <= entry.undone_at
    assert entry.made_at.utcoffset() is not None


def test_a_preview_tells_the_counts_and_changes_nothing(catalogue: Catalogue) -> None:
    before = everything(catalogue)
    with catalogue.store.read() as transaction:
        told = preview(transaction, drafted(transaction, Action.MERGE, BERG, to="ada-berg"))
    assert told.stories == 2
    assert [(c.pair, c.heading, c.before, c.after) for c in told.changes] == [
        (BERG, "Berg", 2, 0),
        (ADA, "Ada Berg", 2, 3),
    ]
    assert everything(catalogue) == before
