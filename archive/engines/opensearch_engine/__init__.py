"""The OpenSearch engine: the same archive on a cluster that others operate.

Each version of a story is a document of its own that knows in which batch it was born and in
which it died; one small document, the state, says which batch is the newest. A reader asks for
the versions that live in that batch: all of a batch is seen, or nothing of it, on every shard
and copy.
"""

from archive.engines.opensearch_engine.engine import OpenSearchEngine

__all__ = ["OpenSearchEngine"]
