"""The whole archive looked at: database, names, seeds, and the index against all of them.

Each fault names the command that mends it. What can be made again from the database is mended
by building the index anew.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import replace
from itertools import islice
from pathlib import Path

from archive.engines.memory.searcher import MemorySearcher
from archive.errors import DamagedRowError, EngineError
from archive.filing import PAGE, all_documents
from archive.query.nodes import MatchAll
from archive.search.documents import IndexDocument
from archive.search.engine import KeptEngine
from archive.search.faults import MEND, Fault
from archive.search.request import SearchRequest
from archive.store import SeedState, Store, Transaction
from archive.store.integrity import altered_stories, database_faults, misplaced_mentions

_FROM_BACKUP = "a copy of the database made before"


def check_store(store: Store, *, quick: bool = False) -> Iterator[Fault]:
    """Look at the database, at the places of names, and at the seeds on disk."""
    yield from _readable(_store_faults(store, quick=quick))


def _readable(faults: Iterator[Fault]) -> Iterator[Fault]:
    """Faults as they are found; a row that holds what was never written ends them as the last."""
    try:
        yield from faults
    except DamagedRowError as error:
        yield Fault("database", str(error), _FROM_BACKUP)


def _store_faults(store: Store, *, quick: bool) -> Iterator[Fault]:
    with store.read() as transaction:
        for fault in database_faults(transaction):
            yield Fault("database", fault, _FROM_BACKUP)
        if not quick:
            yield from _story_faults(transaction)
        yield from _seed_notes(transaction, quick=quick)


def _story_faults(transaction: Transaction) -> Iterator[Fault]:
    """Stories whose words are not as written, and names that stand nowhere in them."""
    stories = transaction.stories.iterate()
    while page := list(islice(stories, PAGE)):
        for story_id in sorted(altered_stories(transaction, (story for story, _ in page))):
            yield Fault(f"story {story_id}", "its words are not as written", _FROM_BACKUP)
        for story, mentions in page:
            for mention in misplaced_mentions(story, mentions):
                yield Fault(
                    f"story {story.story_id}",
                    f"{mention.name!r} is said to stand where there are no words",
                    f"cuttings index {story.locator.partition('#')[0]}",
                )


def check_index(store: Store, engine: KeptEngine, *, quick: bool = False) -> Iterator[Fault]:
    """Look at the index by itself, and compare it with the database, story by story."""
    try:
        with engine.inspected() as index, store.read() as transaction:
            faults = list(index.faults(quick=quick))
            yield from faults
            unfiled = transaction.stories.changed_since(index.manifest.change)
            if unfiled.put or unfiled.deleted:
                count = len(unfiled.put) + len(unfiled.deleted)
                yield Fault(index.where, f"{count} changes of the database are not in it yet", MEND)
            documents = None if quick else index.documents()
            if documents is None:
                return
            ignored = {*unfiled.put, *unfiled.deleted}
            held, counted = {}, {}
            for document in documents:
                held[document.story_id] = _digest(document)
                counted[document.story_id] = replace(
                    document, headline="", text="", asides=(), quotations=()
                )
            yield from _readable(_differences(transaction, held, ignored))
            if not faults:
                yield from _sums(engine, counted)
    except EngineError as error:
        yield Fault("index", str(error), MEND)


def _differences(
    transaction: Transaction, held: dict[str, bytes], ignored: set[str]
) -> Iterator[Fault]:
    """Stories that are not in the index as the database has them; `held` are their digests there.

    Those that the database has not as they were written are no measure of an index.
    """
    known = set()
    for document in all_documents(transaction):
        story_id = document.story_id
        known.add(story_id)
        if held.get(story_id) == _digest(document) or story_id in ignored:
            continue
        if altered_stories(transaction, [transaction.stories.get(story_id)]):
            continue
        is_other = story_id in held
        what = "other in the index than in the database" if is_other else "not in the index"
        yield Fault(f"story {story_id}", what, MEND)
    for story_id in held.keys() - known - ignored:
        yield Fault(f"story {story_id}", "in the index, but not in the database", MEND)


def _digest(document: IndexDocument) -> bytes:
    """What stands for a document, of which a million do not fit into memory."""
    in_order = replace(document, facets=dict(sorted(document.facets.items())))
    return hashlib.blake2b(repr(in_order).encode("utf-8", "surrogatepass"), digest_size=16).digest()


def _sums(engine: KeptEngine, held: dict[str, IndexDocument]) -> Iterator[Fault]:
    """Counts that are not those of the stories."""
    request = SearchRequest(MatchAll(), per_page=1, facet_size=None)
    counted, expected = engine.searcher().search(request), MemorySearcher(held).search(request)
    if counted.total != expected.total:
        yield Fault("index", f"finds {counted.total} stories of {expected.total}", MEND)
    for name, facet in expected.facets.items():
        if counted.facets[name] != facet:
            yield Fault("index", f"counts of {name} are not those of the stories", MEND)


def _seed_notes(transaction: Transaction, *, quick: bool) -> Iterator[Fault]:
    """Seeds that are not on disk as they were read."""
    for record in transaction.seeds.under():
        if record.state is not SeedState.INDEXED:
            continue
        path, mend = Path(record.path), f"cuttings index {record.path}"
        try:
            size = path.stat().st_size
            same = size == record.size_bytes
            if same and not quick:
                same = hashlib.sha256(path.read_bytes()).hexdigest() == record.sha256
        except OSError as error:
            reason = error.strerror or "cannot be read"
            yield Fault(record.path, f"the seed: {reason.lower()}", mend, is_note=True)
            continue
        if not same:
            yield Fault(record.path, "the seed changed after it was read", mend, is_note=True)
