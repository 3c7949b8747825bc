"""The workers of a Dask cluster, on whatever machines they run.

Each needs the same version of Cuttings and of its model. Dask gives the chunk of a worker that
died to another one, a few times; what it then gives up is looked at here text by text.
"""

from __future__ import annotations

from concurrent.futures import Executor

from archive.errors import RecogniserError, SettingsError

WAIT_SECONDS = 30
"""How long to wait for a scheduler, and for its first worker."""


class ClusterWorkers:
    """The workers that a scheduler has, all of them; more may come and go meanwhile."""

    is_remote = True

    def __init__(self, address: str, *, wait_seconds: float = WAIT_SECONDS) -> None:
        try:
            from distributed import Client, KilledWorker
        except ImportError as error:
            raise SettingsError(
                "CUTTINGS_SCHEDULER needs Dask; install it with: pip install cuttings[dask]"
            ) from error
        self.deaths: tuple[type[BaseException], ...] = (KilledWorker,)
        try:
            self._client = Client(address, timeout=wait_seconds, set_as_default=False)
        except (OSError, TimeoutError, ValueError) as error:
            raise RecogniserError(
                f"{address}: no Dask scheduler answers there; start one with `dask scheduler`, "
                "or unset CUTTINGS_SCHEDULER to recognise on this machine"
            ) from error
        try:
            self._client.wait_for_workers(1, timeout=wait_seconds)
        except TimeoutError as error:
            self._client.close()
            raise RecogniserError(
                f"{address}: the scheduler has no workers; start some with `dask worker {address}`"
            ) from error
        self.executor: Executor = self._client.get_executor(pure=False)

    @property
    def pending(self) -> int:
        """Two chunks for every thread that the workers have now."""
        threads: dict[str, int] = self._client.nthreads()
        return 2 * max(1, sum(threads.values()))

    def renew(self) -> None:
        """Nothing: their nannies start new ones."""

    def close(self) -> None:
        """Leave the cluster; it goes on."""
        self._client.close()
