"""Keeping the index abreast of the store: what is filed there, and when it is filed again.

The store is the truth. Each of its changes has a number, and the index remembers the one it
has reached; what is newer is filed again, whatever ended the last run.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import islice

from archive.errors import DamagedIndexError, ForeignIndexError, NoIndexError
from archive.model import AuthorityRecord, DateSource, Mention, PartialDate, SpokenDate, Story
from archive.search.documents import FacetTerm, IndexDocument
from archive.search.engine import Manifest, SearchEngine
from archive.store import Store, Transaction

PAGE = 500
"""Stories whose records are looked up at once."""
COMMIT = 5_000
"""Most stories in one commit of the index, which bounds its memory."""
Records = Mapping[tuple[str, str], AuthorityRecord]
Progress = Callable[[int], None]
"""Is told how many stories more are filed."""


def silent(_: int) -> None:
    """Show no progress."""


def rebuild(store: Store, engine: SearchEngine, progress: Progress = silent) -> Manifest:
    """Build a new generation of the index from the store alone."""
    with store.read() as transaction:
        change = transaction.stories.latest_change()
        return engine.rebuild(_counted(all_documents(transaction), progress), change=change)


def catch_up(store: Store, engine: SearchEngine, progress: Progress = silent) -> int:
    """Bring the index to the newest change; return how many stories were filed or removed.

    An index that is missing, of another version or damaged is built anew.
    """
    with store.read() as transaction:
        try:
            reached = engine.manifest().change
        except (NoIndexError, DamagedIndexError, ForeignIndexError):
            reached = None
        if reached is None or reached > transaction.stories.latest_change():
            return rebuild(store, engine, progress).stories
        news = transaction.stories.changed_since(reached)
        if news.change == reached:
            return 0
        try:
            _commit(transaction, engine, news.put, news.deleted, news.change, progress)
        except DamagedIndexError:  # Nothing is written on top of damage.
            return rebuild(store, engine, progress).stories
    return len(news.put) + len(news.deleted)


def build_document(
    story: Story,
    mentions: Sequence[Mention],
    records: Records,
    spoken_dates: Sequence[SpokenDate] = (),
) -> IndexDocument:
    """What an engine is given of a story, its names under their present headings."""
    facets = {
        "source": _plain([story.source]),
        "author": _plain(story.authors),
        "language": _plain([story.language]),
    }
    for mention in mentions:
        record = records.get((mention.kind.value, mention.authority_id))
        names = record.names if record else (mention.name,)
        term = FacetTerm(mention.authority_id, names)
        facets[mention.kind.value] = (*facets.get(mention.kind.value, ()), term)
    return IndexDocument(
        story.story_id,
        story.headline,
        story.text,
        story.asides,
        story.published,
        {name: terms for name, terms in facets.items() if terms},
        _days_of(spoken_dates),
    )


def _days_of(spoken_dates: Sequence[SpokenDate]) -> tuple[PartialDate, ...]:
    """The days spoken of, each once; an index needs no words of them."""
    isos = dict.fromkeys(date.period.iso for date in spoken_dates)
    return tuple(PartialDate.from_iso(iso, source=DateSource.TEXT) for iso in isos)


def _plain(values: Iterable[str]) -> tuple[FacetTerm, ...]:
    """Values that are searched by their own words."""
    return tuple(FacetTerm(value, (value,)) for value in values if value)


def _commit(
    transaction: Transaction,
    engine: SearchEngine,
    put: Sequence[str],
    deleted: Sequence[str],
    change: int,
    progress: Progress,
) -> None:
    """File changes in commits of bounded size; only with the last is the change reached."""
    for start in range(0, max(len(put), 1), COMMIT):
        is_last = start + COMMIT >= len(put)
        with engine.writer(change=change if is_last else None) as writer:
            for document in _documents(transaction, put[start : start + COMMIT]):
                writer.put(document)
                progress(1)
            for story_id in deleted if is_last else ():
                writer.delete(story_id)


def _documents(transaction: Transaction, story_ids: Sequence[str]) -> Iterator[IndexDocument]:
    for start in range(0, len(story_ids), PAGE):
        found = transaction.stories.get_many(story_ids[start : start + PAGE])
        yield from _described(transaction, list(found.values()))


def all_documents(transaction: Transaction) -> Iterator[IndexDocument]:
    """What an index is to hold: every story of the store, in the order of their ids."""
    stories = transaction.stories.iterate()
    while page := list(islice(stories, PAGE)):
        yield from _described(transaction, page)


def _described(
    transaction: Transaction, page: Sequence[tuple[Story, tuple[Mention, ...]]]
) -> Iterator[IndexDocument]:
    pairs = {(m.kind.value, m.authority_id) for _, mentions in page for m in mentions}
    records = transaction.authorities.get_many(pairs)
    spoken = transaction.stories.spoken_dates(story.story_id for story, _ in page)
    for story, mentions in page:
        yield build_document(story, mentions, records, spoken.get(story.story_id, ()))


def _counted(documents: Iterable[IndexDocument], progress: Progress) -> Iterator[IndexDocument]:
    for document in documents:
        yield document
        progress(1)
