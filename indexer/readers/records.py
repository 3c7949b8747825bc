"""What the records of one file are called."""

from __future__ import annotations

from indexer.readers.decode import one_line

_LONGEST_ID = 200


class RecordLocators:
    """Hands out `file#record` once each: by the record's own id, else by its number.

    >>> locators = RecordLocators("feed.jsonl")
    >>> locators.take(1, "a-7"), locators.take(2, "a-7"), locators.take(3)
    ('feed.jsonl#a-7', 'feed.jsonl#2', 'feed.jsonl#3')
    """

    def __init__(self, file_locator: str) -> None:
        self._file = file_locator
        self._taken: set[str] = set()

    def take(self, number: int, identity: str = "") -> str:
        """Name the record with that number, and perhaps an id of its own."""
        identity = one_line(identity)
        names = [identity] if 0 < len(identity) <= _LONGEST_ID else []
        names += [str(number), f"record-{number}"]
        name = next(name for name in names if name not in self._taken)
        self._taken.add(name)
        return f"{self._file}#{name}"
