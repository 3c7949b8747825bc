"""Keeping the index abreast of the store: what is filed there, and when it is filed again.

The store is the truth. Each of its changes has a number, and the index remembers the one it
has reached; what is newer is filed again, whatever ended the last run.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import islice

from archive.errors import DamagedIndexError, ForeignIndexError, NoIndexError
from archive.model import (
    AuthorityRecord,
    DateSource,
    Mention,
    NameKind,
    PartialDate,
    Quote,
    SpokenDate,
    Story,
)
from archive.search.documents import FacetTerm, IndexDocument
from archive.search.engine import Manifest, SearchEngine
from archive.search.fields import SPEAKER
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
            manifest = engine.manifest()
            reached = None if manifest.is_outdated else manifest.change
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
    quotes: Sequence[Quote] = (),
) -> IndexDocument:
    """What an engine is given of a story, its names under their present headings."""
    facets = {
        "source": _plain([story.source]),
        "author": _plain(story.authors),
        "language": _plain([story.language]),
        SPEAKER: _speakers(quotes, records),
    }
    for mention in mentions:
        term = _term(mention.kind, mention.authority_id, mention.name, records)
        facets[mention.kind.value] = (*facets.get(mention.kind.value, ()), term)
    return IndexDocument(
        story.story_id,
        story.headline,
        story.text,
        story.asides,
        story.published,
        {name: terms for name, terms in facets.items() if terms},
        _days_of(spoken_dates),
        tuple(quote.span for quote in quotes),
    )


def _term(kind: NameKind, authority_id: str, name: str, records: Records) -> FacetTerm:
    record = records.get((kind.value, authority_id))
    return FacetTerm(authority_id, record.names if record else (name,))


def _speakers(quotes: Iterable[Quote], records: Records) -> tuple[FacetTerm, ...]:
    """Those who are quoted, each once; one without a record by the words that stand for him."""
    terms = [
        _term(quote.kind, quote.authority_id, quote.name, records)
        if quote.kind
        else FacetTerm(quote.name, (quote.name,))
        for quote in quotes
        if quote.name
    ]
    return tuple(dict.fromkeys(terms))


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


def document_of(transaction: Transaction, story_id: str) -> IndexDocument:
    """What an index holds of one story; raise NotFoundError when there is no such story."""
    story, mentions = transaction.stories.get(story_id), transaction.stories.mentions(story_id)
    return next(_described(transaction, [(story, mentions)]))


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
    ids = [story.story_id for story, _ in page]
    spoken, quotes = transaction.stories.spoken_dates(ids), transaction.stories.quotes(ids)
    pairs = {(m.kind.value, m.authority_id) for _, mentions in page for m in mentions}
    pairs |= {q.speaker for in_story in quotes.values() for q in in_story if q.speaker}
    records = transaction.authorities.get_many(pairs)
    for story, mentions in page:
        of_story = spoken.get(story.story_id, ()), quotes.get(story.story_id, ())
        yield build_document(story, mentions, records, *of_story)


def _counted(documents: Iterable[IndexDocument], progress: Progress) -> Iterator[IndexDocument]:
    for document in documents:
        yield document
        progress(1)
