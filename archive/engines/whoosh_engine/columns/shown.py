"""What hits show of the stories, where one read finds all of it.

Whoosh's stored stories are compressed and hold far more: reading one takes thirty times as long.
"""

from __future__ import annotations

import json
from collections.abc import Mapping

import numpy as np

from archive.engines.whoosh_engine.columns.file import Array
from archive.errors import DamagedIndexError
from archive.search.documents import IndexDocument
from archive.search.faults import HOW_TO_REBUILD
from archive.search.stored import ShownStory, date_facts, date_from

_ENCODING = "utf-8", "surrogatepass"
_decode = json.JSONDecoder().raw_decode


class ShownBuilder:
    """Takes stories, and writes each as a line of JSON with its text behind it."""

    def __init__(self) -> None:
        self._blob = bytearray()
        self._starts = [0]

    def add(self, document: IndexDocument) -> None:
        """Take the next story."""
        facts = (
            document.story_id,
            document.headline,
            document.quotations,
            date_facts(document.published),
            next(iter(document.values("source")), ""),
        )
        self._blob += f"{json.dumps(facts)}\n{document.body}".encode(*_ENCODING)
        self._starts.append(len(self._blob))

    def arrays(self, name: str) -> dict[str, Array]:
        """The stories as arrays."""
        return {
            f"{name}.blob": np.frombuffer(self._blob, dtype=np.uint8),
            f"{name}.start": np.array(self._starts, dtype=np.int64),
        }


class ShownStories:
    """The stories of a segment, read back one at a time."""

    def __init__(self, name: str, arrays: Mapping[str, Array]) -> None:
        self._blob = memoryview(arrays[f"{name}.blob"].view(np.uint8).data)
        self._starts = memoryview(arrays[f"{name}.start"].view(np.int64).data)

    def __getitem__(self, number: int) -> ShownStory:
        """The story with a number; raise DamagedIndexError when that is not as it was written."""
        try:
            held = str(self._blob[self._starts[number] : self._starts[number + 1]], *_ENCODING)
            (story_id, headline, quotations, published, source), end = _decode(held)
            body = held[end + 1 :]
            return ShownStory(
                story_id, headline, body, quotations, date_from(tuple(published)), source
            )
        except (ValueError, TypeError) as error:
            raise DamagedIndexError(
                f"story {number} of a segment cannot be read ({error}); {HOW_TO_REBUILD}"
            ) from error
