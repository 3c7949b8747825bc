"""Names of stories: recognised once per content, resolved by the authority file."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping, Sequence
from types import TracebackType
from typing import Self

from archive.model import AuthorityRecord, Mention, NameKind, Story
from archive.store import Store
from indexer.extract.authorities import AuthorityFile
from indexer.extract.names import RULES_VERSION, resolve_names
from indexer.extract.pool import Load, RecogniserPool, Tally, Unread, load_spacy
from indexer.extract.recogniser import Entity
from indexer.workers import Workers


class Recognition:
    """Finds the names of stories; without `reads_texts`, only names that seeds give or list.

    Recognised names are kept in the store by content, so that none is recognised twice.
    """

    def __init__(
        self,
        authorities: AuthorityFile,
        *,
        reads_texts: bool = True,
        model: str = "",
        processes: int | None = None,
        load: Load = load_spacy,
        workers: Workers | None = None,
    ) -> None:
        self._authorities = authorities
        self._listed = {(r.kind, r.authority_id): r for r in authorities.records}
        self._reads_texts = reads_texts
        self._model = model
        self._pool = RecogniserPool(
            processes=processes or os.cpu_count() or 1, model=model, load=load, workers=workers
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._pool.__exit__(kind, error, trace)

    @property
    def settings(self) -> str:
        """What the names depend on besides the stories; cheap to ask."""
        rules = f"rules {RULES_VERSION}, authorities {self._authorities.version}"
        if not self._reads_texts:
            return f"no recogniser, {rules}"
        return f"{self._model or 'default'}, {rules}"

    def warm(self) -> None:
        """Load the recogniser now and not with the first text; raise when it is not installed."""
        if self._reads_texts:
            # The first text takes longest; this one is over before any story comes.
            list(self._pool.recogniser.recognise(["Ada Berg spoke."]))

    @property
    def tallies(self) -> Mapping[str, Tally]:
        """What each worker has recognised so far, by its machine and process."""
        return self._pool.tallies

    def workers_for(self, count: int, worth: int) -> Workers | None:
        """The workers for so many things, as the pool that recognises has them."""
        return self._pool.workers_for(count, worth)

    def mentions(
        self, store: Store, stories: Sequence[Story]
    ) -> list[tuple[Mention, ...] | Unread]:
        """Find the names in each story, or say why it cannot be read for them."""
        found = self._entities(store, stories) if self._reads_texts else {}
        return [self._resolved(story, found.get(story.content_hash, ())) for story in stories]

    def _resolved(
        self, story: Story, found: tuple[Entity, ...] | Unread
    ) -> tuple[Mention, ...] | Unread:
        return (
            found if isinstance(found, Unread) else resolve_names(story, found, self._authorities)
        )

    def records(self, mentions: Sequence[Sequence[Mention]]) -> list[AuthorityRecord]:
        """The authority records of mentions; a name that is not listed makes its own."""
        found: dict[tuple[NameKind, str, str], AuthorityRecord] = {}
        for mention in (mention for named in mentions for mention in named):
            key = (mention.kind, mention.authority_id, mention.name)
            if key not in found:
                found[key] = self._record(mention)
        return list(found.values())

    def _record(self, mention: Mention) -> AuthorityRecord:
        listed = self._listed.get((mention.kind, mention.authority_id))
        return listed or AuthorityRecord(mention.kind, mention.authority_id, mention.name)

    def _entities(
        self, store: Store, stories: Sequence[Story]
    ) -> dict[str, tuple[Entity, ...] | Unread]:
        bodies = {story.content_hash: story.body for story in stories}
        if not bodies:
            return {}
        version = self._pool.recogniser.version
        with store.read() as transaction:
            known = transaction.recognitions.get_many(bodies, version)
        entities: dict[str, tuple[Entity, ...] | Unread] = {
            key: _from_json(text) for key, text in known.items()
        }
        new = [key for key in bodies if key not in entities]
        found = dict(zip(new, self._pool.recognise([bodies[key] for key in new]), strict=True))
        if found:
            with store.begin() as transaction:
                kept = {k: _as_json(n) for k, n in found.items() if not isinstance(n, Unread)}
                transaction.recognitions.put_many(kept, version)
        return entities | found


def _as_json(entities: Sequence[Entity]) -> str:
    return json.dumps([(entity.kind.value, entity.start, entity.end) for entity in entities])


def _from_json(text: str) -> tuple[Entity, ...]:
    return tuple(Entity(NameKind(kind), start, end) for kind, start, end in json.loads(text))
