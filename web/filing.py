"""Stories filed again after a correction; what takes long goes on behind the answers."""

from __future__ import annotations

from concurrent.futures import Future, ThreadPoolExecutor, wait

from archive.catalogue import Catalogue
from archive.errors import WriterBusyError

PATIENCE_SECONDS = 5.0
"""How long a reader waits for what was corrected to be filed."""


class Filing:
    """Brings the index to what the store holds, in one thread, one correction after another."""

    def __init__(self, catalogue: Catalogue, *, patience_seconds: float = PATIENCE_SECONDS) -> None:
        self._catalogue = catalogue
        self.patience_seconds = patience_seconds
        self._thread = ThreadPoolExecutor(1, "filing")
        self._latest: Future[None] | None = None
        self.taken_up = 0
        """Stories in work or done since the filing began; searches show them when all are done."""

    def catch_up(self) -> bool:
        """File what is not filed yet; say whether it was done in time, and go on if not."""
        latest = self._latest = self._thread.submit(self._file)
        wait([latest], self.patience_seconds)
        if not latest.done():
            return False
        latest.result()
        return True

    @property
    def is_running(self) -> bool:
        """Whether stories are being filed just now."""
        return self._latest is not None and not self._latest.done()

    @property
    def has_failed(self) -> bool:
        """Whether the latest filing could not be done, and was not left to another writer."""
        latest = self._latest
        error = latest.exception() if latest and latest.done() else None
        return error is not None and not isinstance(error, WriterBusyError)

    def _file(self) -> None:
        self.taken_up = 0
        self._catalogue.catch_up(self._count)

    def _count(self, stories: int) -> None:
        self.taken_up += stories
