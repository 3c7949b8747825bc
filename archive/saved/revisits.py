"""What is new, gone or changed among the stories of a saved query."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from archive.catalogue import Catalogue
from archive.search.state import SearchState
from archive.store import Memory
from archive.store.histories import contents_of, histories_of


@dataclass(frozen=True, slots=True)
class Revisit:
    """The ids of stories that differ from those found at a moment (UTC), in the order found now.

    `gone` are those that were found then and are not now, whether they left the archive or no
    longer fit; they are in the order of their ids, and None where nobody remembers.
    """

    since: datetime
    new: tuple[str, ...]
    changed: tuple[str, ...]
    gone: tuple[str, ...] | None

    @property
    def is_quiet(self) -> bool:
        """Whether nothing is different."""
        return not (self.new or self.changed or self.gone)


def contents_found(catalogue: Catalogue, state: SearchState) -> Mapping[str, str]:
    """The content hash of every story that a search finds, by its id: what is to be remembered."""
    found = catalogue.story_ids(state)
    with catalogue.store.read() as transaction:
        return contents_of(transaction.stories.connection, found)


def revisit(catalogue: Catalogue, state: SearchState, memory: Memory) -> Revisit:
    """Compare what a search finds with what it found."""
    now = contents_found(catalogue, state)
    then = memory.contents
    return Revisit(
        memory.found_at,
        new=tuple(key for key in now if key not in then),
        changed=tuple(key for key in now if key in then and then[key] != now[key]),
        gone=tuple(sorted(set(then) - set(now))),
    )


def revisit_since(catalogue: Catalogue, state: SearchState, since: datetime) -> Revisit:
    """What a search finds that came into the archive, or was written anew, after a moment."""
    found = catalogue.story_ids(state)
    with catalogue.store.read() as transaction:
        histories = histories_of(transaction.stories.connection, found)
    known = [key for key in found if key in histories]
    return Revisit(
        since,
        new=tuple(key for key in known if histories[key].first_seen_at > since),
        changed=tuple(
            key
            for key in known
            if histories[key].first_seen_at <= since < histories[key].indexed_at
        ),
        gone=None,
    )
