"""Any corrections in any order: what was done and undone leaves nothing behind."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st

from archive.catalogue import Catalogue
from archive.engines.memory import MemoryEngine
from archive.errors import CorrectionError, NotFoundError
from archive.filing import rebuild
from archive.model import NameKind
from archive.names.corrections import Action, Pair
from archive.names.mending import drafted, preview, preview_undo
from archive.search.results import Facet
from archive.search.state import SearchState
from tests.archive.names.test_mending import correct, everything, facets, opened, take_back

Wish = int | tuple[Action, Pair, dict[str, str]]
"""The number of a correction to undo, or what to correct how."""
IDS = ("ada-berg", "berg", "dan-ito", "board", "ito", "a-berg", "dr-b", "berg-apart")
TEXTS = ("Berg", "A. Berg", "Ada Berg", "Ito", "Dan Ito", "Board", "Dr B")
WISHES = st.lists(
    st.one_of(
        st.tuples(
            st.sampled_from(Action),
            st.tuples(st.sampled_from(["actor", "organisation"]), st.sampled_from(IDS)),
            st.fixed_dictionaries(
                {
                    "text": st.sampled_from(TEXTS),
                    "to": st.sampled_from(("", *IDS)),
                    "to_kind": st.sampled_from(NameKind),
                }
            ),
        ),
        st.integers(0, 5),
    ),
    max_size=8,
)


def try_to(wish: Callable[[], object]) -> bool:
    """Do it unless it makes no sense."""
    try:
        wish()
    except (CorrectionError, NotFoundError):
        return False
    return True


def counts(catalogue: Catalogue) -> dict[Pair, int]:
    return {
        (name, value): count for name, facet in facets(catalogue).items()
        for value, _, count in facet
    }  # fmt: skip


@settings(max_examples=60)
@given(wishes=WISHES, order=st.randoms(use_true_random=False))
def test_whatever_is_done_can_be_undone_in_any_order(wishes: list[Wish], order: Random) -> None:
    with TemporaryDirectory() as folder:
        catalogue = opened(Path(folder))
        at_first = everything(catalogue)
        for wish in wishes:
            carry_out(catalogue, wish)
        with catalogue.store.read() as transaction:
            active = [c.number for c in transaction.journal.all() if c.is_active]
        order.shuffle(active)
        for number in active:
            take_back(catalogue, number)
        assert everything(catalogue) == at_first
        catalogue.close()


def carry_out(catalogue: Catalogue, wish: Wish) -> None:
    """Make a correction or undo one; at once undone, it leaves nothing behind.

    The index that caught up is the one that would be built anew, and a preview tells what
    then happens.
    """
    before, counted = everything(catalogue), counts(catalogue)
    if isinstance(wish, int):
        with catalogue.store.read() as transaction:
            if not try_to(lambda: preview_undo(transaction, wish)):
                return
            told = preview_undo(transaction, wish)
        if not try_to(lambda: take_back(catalogue, wish)):
            return
    else:
        action, subject, more = wish
        with catalogue.store.read() as transaction:
            if not try_to(lambda: drafted(transaction, action, subject, **more)):
                return
            told = preview(transaction, drafted(transaction, action, subject, **more))
        made = correct(catalogue, action, subject, **more)
        take_back(catalogue, made.number)
        assert everything(catalogue) == before
        correct(catalogue, action, subject, **more)
    now = counts(catalogue)
    assert [(counted.get(c.pair, 0), now.get(c.pair, 0)) for c in told.changes] == [
        (c.before, c.after) for c in told.changes
    ]
    fresh = MemoryEngine()
    rebuild(catalogue.store, fresh)
    request = SearchState().request(facet_size=None)
    built: dict[str, Facet] = dict(fresh.searcher().search(request).facets)
    assert built == dict(catalogue.engine.searcher().search(request).facets)
