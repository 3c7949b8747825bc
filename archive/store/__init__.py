"""The database of record: stories, mentions, authority records, saved queries, runs.

    with Store.open("sqlite:////srv/cuttings/cuttings.sqlite") as store:
        with store.begin() as transaction:
            transaction.stories.put(story, mentions, seed_path="seeds/a.html")
        with store.read() as transaction:
            transaction.stories.get(story.story_id)

The store is the truth; an index is derived from it, and asks `stories.changed_since` what it
has missed.
"""

from archive.store.authorities import Authorities
from archive.store.cache import Recognitions
from archive.store.changes import Changes
from archive.store.journal import Journal
from archive.store.memories import Memories, Memory
from archive.store.rejects import RejectRecord, Rejects
from archive.store.runs import Run, Runs
from archive.store.saved_queries import SavedQueries, SavedQuery
from archive.store.seeds import READS_QUOTES, SeedRecord, Seeds, SeedState
from archive.store.shares import Share, Shares
from archive.store.state import State
from archive.store.store import Store, Transaction
from archive.store.stories import Stories, StoryHistory, StoryKey

__all__ = [
    "READS_QUOTES",
    "Authorities",
    "Changes",
    "Journal",
    "Memories",
    "Memory",
    "Recognitions",
    "RejectRecord",
    "Rejects",
    "Run",
    "Runs",
    "SavedQueries",
    "SavedQuery",
    "SeedRecord",
    "SeedState",
    "Seeds",
    "Share",
    "Shares",
    "State",
    "Store",
    "Stories",
    "StoryHistory",
    "StoryKey",
    "Transaction",
]
