"""Seeds in, a searchable archive out.

    paths → seeds → stories → ids → names → store, one transaction a batch → index

A seed whose bytes were read before, in the same way, is not read again; one that is still
being written is left for later. The index is brought up to date from the store, at the start
with what an earlier run left undone.
"""

from __future__ import annotations

import hashlib
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from archive.catalogue import Catalogue
from archive.errors import ArchiveError, SeedError
from archive.model import Reject
from archive.store import READS_QUOTES, SeedRecord, SeedState
from indexer.batch import Batch, ReadSeed
from indexer.contents import Opened, contents_of
from indexer.extract.quotes import QUOTES_VERSION
from indexer.extract.spoken_dates import SPOKEN_DATES_VERSION
from indexer.gone import remove_gone, remove_under
from indexer.patience import patiently
from indexer.readers import READER_VERSION
from indexer.readers.seed import locator_of
from indexer.reading import WORTH_PROCESSES, Reading
from indexer.recognition import Recognition
from indexer.report import NoProgress, Progress, Report
from indexer.seeds import Found, Skipped, find_seeds
from indexer.settling import Settling, read_settled

BATCH_STORIES = 1_000
BATCH_CHARACTERS = 8_000_000
"""A batch is kept when it has so many stories, or so much text."""
FILE_EVERY = 10_000
"""The index is brought up to date after so many stories, so that long runs can be searched."""


@dataclass(slots=True)
class Indexing:
    """One run over paths; `read_again` reads seeds that are known just so, too.

    `kind` is what the run is listed as.
    """

    catalogue: Catalogue
    recognition: Recognition
    progress: Progress = field(default_factory=NoProgress)
    forget_missing: bool = False
    read_again: bool = False
    settling: Settling = field(default_factory=Settling)
    kind: str = "index"
    reading: Reading = field(default_factory=Reading)
    report: Report = field(default_factory=Report)
    _unfiled: int = 0

    def run(self, paths: Sequence[Path]) -> Report:
        """Index every seed under the paths; what is no longer there is removed.

        Ctrl-C ends the run cleanly: what was read is kept and can be searched.
        """
        absolute = [path.absolute() for path in paths]
        return self._recorded(absolute, lambda run_id: self._index(absolute, run_id))

    def run_changes(self, changed: Sequence[Path], removed: Sequence[Path]) -> Report:
        """Index what was added or changed below folders that are indexed, remove what went.

        Paths are absolute. Unlike paths given to `run`, hidden ones are skipped.
        """

        def index(run_id: int) -> None:
            found = list(find_seeds(changed, named=()))
            for path in removed:
                self.report.removed += remove_under(self.catalogue.store, path)
            self._read_found(found, run_id)

        return self._recorded([*changed, *removed], index)

    def _recorded(self, paths: Sequence[Path], index: Callable[[int], None]) -> Report:
        """Do the work of a run between catching up and catching up, and list how it ended."""
        started = time.monotonic()
        with self.catalogue.store.begin() as transaction:
            run_id = transaction.runs.start(self.kind, [locator_of(path) for path in paths])
        outcome = "failed"
        try:
            self._between_filings(index, run_id)
            outcome = "done"
        except KeyboardInterrupt:
            self.report.interrupted = True
            outcome = "interrupted"
        except ArchiveError as error:
            outcome = f"failed: {type(error).__name__}: {error}"
            raise
        finally:
            self.report.workers = self.recognition.tallies
            self.report.seconds = time.monotonic() - started
            with self.catalogue.store.begin() as transaction:
                transaction.runs.finish(run_id, self.report.counts_with_kinds, outcome)
        return self.report

    def _between_filings(self, index: Callable[[int], None], run_id: int) -> None:
        try:
            self.catalogue.catch_up()
            index(run_id)
        finally:
            self.progress.filing()
            self.catalogue.catch_up()

    def _index(self, paths: Sequence[Path], run_id: int) -> None:
        found = list(find_seeds(paths))
        gone = remove_gone(self.catalogue.store, paths, found, forget_missing=self.forget_missing)
        self.report.removed += gone.removed
        self.report.kept += gone.kept
        self._read_found(found, run_id)

    def _read_found(self, found: Sequence[Found], run_id: int) -> None:
        self._note_others(found, run_id)
        seeds = [path for path in found if isinstance(path, Path)]
        self.progress.seeds_found(len(seeds))
        self._keep_all(seeds, run_id)

    def _as_they_settle(self, seeds: Sequence[Path]) -> Iterator[Path]:
        """Yield the seeds, those last that were written to just now; leave those that grow."""
        settled, others = self.settling.part(seeds)
        yield from settled
        if others:
            self.settling.wait()
            settled, growing = self.settling.part(others)
            self.report.growing += growing
            yield from settled

    def _keep_all(self, seeds: Sequence[Path], run_id: int) -> None:
        batch = Batch()
        unread = batch.unread
        workers = self.recognition.workers_for(len(seeds), WORTH_PROCESSES)
        for record, items in contents_of(self._opened(seeds, run_id), workers, self.reading):
            for item in items:
                if isinstance(item, ReadSeed):
                    batch.seeds.append(item)
                else:
                    batch.add(record.path, item)
                if len(batch.stories) >= BATCH_STORIES or batch.characters >= BATCH_CHARACTERS:
                    self._keep(batch)
                    batch = Batch(unread=unread)
            self.progress.seed_done()
        self._keep(batch)

    def _keep(self, batch: Batch) -> None:
        kept = patiently(
            lambda: batch.keep(self.catalogue.store, self.recognition, self._reader_version)
        )
        self.report.indexed += kept.new
        self.report.changed += kept.changed
        self.report.unchanged += kept.unchanged
        self.report.removed += kept.removed
        self.report.rejects += [reject for seed in batch.seeds for reject in seed.rejects]
        self.report.rejects += kept.rejects
        self.progress.stories_done(kept.new + kept.changed + kept.unchanged)
        self._unfiled += kept.new + kept.changed
        if self._unfiled >= FILE_EVERY:
            self.catalogue.catch_up()
            self._unfiled = 0

    @property
    def _reader_version(self) -> str:
        """What the stories, names, dates and quotations of a seed depend on besides its bytes."""
        read = f"dates {SPOKEN_DATES_VERSION}; {READS_QUOTES} {QUOTES_VERSION}"
        return f"{READER_VERSION}; {self.recognition.settings}; {read}"

    def _opened(self, seeds: Sequence[Path], run_id: int) -> Iterator[Opened]:
        """Yield each seed that is new or changed, or the error that it cannot be opened for."""
        for path in self._as_they_settle(seeds):
            record = SeedRecord(
                locator_of(path), "", 0, SeedState.REJECTED, "", self._reader_version, run_id=run_id
            )
            try:
                seed = read_settled(path)
            except SeedError as error:
                yield record, error
                continue
            if seed is None:
                self.report.growing.append(path)
                self.progress.seed_done()
                continue
            digest = hashlib.sha256(seed.data).hexdigest()
            record = replace(record, sha256=digest, size_bytes=len(seed.data))
            if self._is_known(record):
                self.progress.seed_done()
            else:
                yield record, seed

    def _is_known(self, seed: SeedRecord) -> bool:
        """Whether the seed was read before, just so; its rejects are then reported again."""
        if self.read_again:
            return False
        with self.catalogue.store.read() as transaction:
            before = transaction.seeds.find(seed.path)
            if not before or before.sha256 != seed.sha256:
                return False
            if before.reader_version != seed.reader_version:
                return False
            self.report.unchanged += before.stories
            self.report.rejects += [r.reject for r in transaction.rejects.for_path(seed.path)]
        return True

    def _note_others(self, found: Sequence[Found], run_id: int) -> None:
        """Keep the reasons of what is not read at all."""
        rejects = [item for item in found if isinstance(item, Reject)]
        skipped = [item for item in found if isinstance(item, Skipped)]
        self.report.rejects += rejects
        self.report.skipped += skipped
        with self.catalogue.store.begin() as transaction:
            for reject in rejects:
                transaction.rejects.put([reject], seed_path=reject.locator, run_id=run_id)
            for skip in skipped:
                locator = locator_of(skip.path)
                transaction.seeds.put(
                    SeedRecord(locator, "", 0, SeedState.SKIPPED, run_id=run_id, reason=skip.reason)
                )
