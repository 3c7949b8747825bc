"""What is asked of a cluster, with its failures as errors of the archive."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from opensearchpy import OpenSearch, helpers
from opensearchpy.exceptions import (
    AuthenticationException,
    AuthorizationException,
    NotFoundError,
    OpenSearchException,
    TransportError,
)
from opensearchpy.exceptions import ConnectionError as NoConnection

from archive.engines.opensearch_engine.address import Address
from archive.errors import DamagedIndexError, EngineDownError, EngineError, IndexWriteError
from archive.search.faults import HOW_TO_REBUILD

Body = dict[str, Any]
"""What is sent or answered as JSON."""
SECONDS = 60
"""How long one answer may take, a bulk request included."""
COPIED_SECONDS = 45
"""How long a build waits for the copies of its index; searches need none."""
CONNECTIONS = 32
"""Open at once to each node; as many as the guard of an engine has threads."""
_BULK_STORIES, _BULK_BYTES = 500, 8_000_000
_RETRIES = 8
_MISSING, _NOT_YET, _CONFLICT = 404, 408, 409
_BUSY = {429, 502, 503, 504}


@dataclass(frozen=True, slots=True)
class Held:
    """A document as it stands, with what a later write must name to be let through."""

    source: Body
    number: int
    term: int


class Cluster:
    """A connection to the nodes of a cluster, shared between threads.

    A node that does not answer is left out for a while and the next one asked. An answer is
    whole or an error: shards that failed are never left out of it.
    """

    def __init__(self, address: Address) -> None:
        self.where = ", ".join(node.rpartition("@")[2] for node in address.nodes)
        # It would tell of every try with a traceback; what comes of them is told in errors.
        logging.getLogger("opensearch").setLevel(logging.ERROR)
        self._client = OpenSearch(
            hosts=list(address.nodes),
            timeout=SECONDS,
            max_retries=max(3, 2 * len(address.nodes)),
            retry_on_timeout=True,
            retry_on_status=tuple(_BUSY),
            pool_maxsize=CONNECTIONS,
            http_compress=False,
        )

    def get(self, index: str, name: str) -> Held | None:
        """Read one document as it is just now; None when there is none."""
        with self._errors():
            found = self._client.get(index=index, id=name, params={"ignore": _MISSING})
        if not found.get("found"):
            return None
        return Held(found["_source"], found["_seq_no"], found["_primary_term"])

    def put(self, index: str, name: str, source: Body, seen: Held | None) -> bool:
        """Write one document if it still is as it was seen; say whether it was."""
        condition: Body = (
            {"if_seq_no": seen.number, "if_primary_term": seen.term}
            if seen
            else {"op_type": "create"}
        )
        with self._errors():
            told = self._client.index(
                index=index, id=name, body=source, params={**condition, "ignore": _CONFLICT}
            )
        return "error" not in told

    def search(self, index: str, body: Body) -> Body:
        """Search; an answer of some shards only is an error."""
        with self._errors():
            found: Body = self._client.search(
                index=index, body=body, params={"allow_partial_search_results": "false"}
            )
        if found["timed_out"] or found["_shards"]["failed"]:
            raise EngineDownError(f"{self.where}: only a part of {index} answered; try again")
        return found

    def bulk(self, index: str, documents: Iterable[tuple[str, Body | None]]) -> None:
        """Write documents, and delete those that are None; what a busy node refuses is retried."""
        actions = (
            {"_op_type": "delete", "_index": index, "_id": name}
            if source is None
            else {"_index": index, "_id": name, "_source": source}
            for name, source in documents
        )
        with self._errors():
            for done, answer in helpers.streaming_bulk(
                self._client,
                actions,
                chunk_size=_BULK_STORIES,
                max_chunk_bytes=_BULK_BYTES,
                max_retries=_RETRIES,
                initial_backoff=1,
                max_backoff=10,
                raise_on_error=False,
            ):
                ((kind, told),) = answer.items()
                if not done and not (kind == "delete" and told["status"] == _MISSING):
                    raise IndexWriteError(
                        f"{index}: {told['_id']} was refused: {_reason(told)}; nothing was changed "
                        "in the index; run it again"
                    )

    def refresh(self, index: str) -> None:
        """Let all that was written be found, on every shard."""
        with self._errors():
            shards = self._client.indices.refresh(index=index)["_shards"]
        if shards["failed"]:
            raise EngineDownError(f"{self.where}: {index} cannot be refreshed; try again")

    def create(self, index: str, body: Body) -> None:
        """Make an index; one that is there already is left as it is."""
        with self._errors():
            if not self._client.indices.exists(index=index):
                self._client.indices.create(index=index, body=body)

    def configure(self, index: str, settings: Body) -> None:
        """Change settings of an index, and wait until its copies are there, but not for ever.

        Those of a large index are made behind it.
        """
        waiting = {
            "wait_for_status": "green",
            "timeout": f"{COPIED_SECONDS}s",
            # Without this one, the client takes the other for itself.
            "request_timeout": SECONDS,
            "ignore": _NOT_YET,
        }
        with self._errors():
            self._client.indices.put_settings(index=index, body=settings)
            self._client.cluster.health(index=index, params=waiting)

    def drop(self, indexes: Iterable[str]) -> None:
        """Remove indexes; those that are not there are no error."""
        with self._errors():
            for index in indexes:
                self._client.indices.delete(index=index, params={"ignore_unavailable": "true"})

    def indexes(self, pattern: str) -> dict[str, int]:
        """The indexes whose names fit, with the bytes of their stories, each counted once."""
        with self._errors():
            listed = self._client.cat.indices(
                index=pattern, params={"format": "json", "bytes": "b", "h": "index,pri.store.size"}
            )
        return {entry["index"]: int(entry["pri.store.size"] or 0) for entry in listed}

    def health(self, index: str) -> str:
        """`green`, `yellow` where copies are missing, or `red` where stories are."""
        with self._errors():
            return str(self._client.cluster.health(index=index)["status"])

    def data_nodes(self) -> int:
        """How many nodes hold data."""
        with self._errors():
            return int(self._client.cluster.health()["number_of_data_nodes"])

    def close(self) -> None:
        """Let go of the connections."""
        self._client.close()

    @contextmanager
    def _errors(self) -> Iterator[None]:
        """Say in the archive's errors what the cluster or the way to it refuses."""
        try:
            yield
        except NoConnection as error:
            raise EngineDownError(
                f"{self.where}: no node of the cluster answers ({_cause(error)}); "
                "start it, or look at CUTTINGS_ENGINE"
            ) from error
        except (AuthenticationException, AuthorizationException) as error:
            raise EngineError(
                f"{self.where}: the cluster does not let this user in; look at CUTTINGS_ENGINE"
            ) from error
        except NotFoundError as error:
            raise DamagedIndexError(
                f"{self.where}: an index is gone ({_cause(error)}); {HOW_TO_REBUILD}"
            ) from error
        except TransportError as error:
            kind = EngineDownError if error.status_code in _BUSY else EngineError
            raise kind(f"{self.where}: {error.error}: {_cause(error)}") from error
        except OpenSearchException as error:
            raise EngineError(f"{self.where}: {error}") from error


def _reason(told: Body) -> str:
    error = told.get("error", told["status"])
    return str(error.get("reason", error) if isinstance(error, dict) else error)


def _cause(error: TransportError) -> str:
    """The innermost reason that the cluster gives."""
    info = error.info
    if not isinstance(info, dict):
        return str(info or error.error)
    cause = info.get("error", info)
    if not isinstance(cause, dict):
        return str(cause)
    cause = next(iter(cause.get("root_cause", ())), cause)
    return str(cause.get("reason", cause))
