"""A batch of changes into an index: new versions beside the old ones, then one step that shows.

Nothing that is written here is seen before the state names the batch, and nothing is taken
from readers that still look at an earlier one.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from archive.engines.opensearch_engine.cluster import Body, Cluster
from archive.engines.opensearch_engine.state import Generation
from archive.engines.opensearch_engine.versions import born_in, version_id, version_of
from archive.engines.opensearch_engine.view import View
from archive.errors import IndexWriteError
from archive.search.documents import IndexDocument
from archive.search.stored import stored_document

Versions = Iterator[tuple[str, Body | None]]
_REMOVED_AT_ONCE = 1_000


def write_batch(
    cluster: Cluster,
    generation: Generation,
    changes: Mapping[str, IndexDocument | None],
    batch: int,
    change: int | None,
) -> Generation:
    """Write the versions of a batch, and return the generation as it is with them."""
    replaced = list(View(cluster, generation).versions(list(changes)))
    cluster.bulk(generation.name, _ended(replaced, batch))
    added = [document for document in changes.values() if document is not None]
    cluster.bulk(generation.name, _begun(added, batch))
    cluster.refresh(generation.name)
    stories = generation.manifest.stories - len(replaced) + len(added)
    written = generation.after(batch, stories=stories, change=change)
    return counted(cluster, written)


def counted(cluster: Cluster, generation: Generation) -> Generation:
    """The generation with its words counted; raise IndexWriteError when stories are missing."""
    view = View(cluster, generation)
    told = view.search(
        {"size": 0, "track_total_hits": True, "aggs": {"words": {"sum": {"field": "length"}}}}
    )
    stories, expected = told["hits"]["total"]["value"], generation.manifest.stories
    if stories != expected:
        raise IndexWriteError(
            f"{generation.name}: holds {stories:,} stories where {expected:,} were written; "
            "nothing was changed for readers; run it again"
        )
    return generation.measured(int(told["aggregations"]["words"]["value"]))


def remove_unseen(cluster: Cluster, generation: Generation) -> None:
    """Remove versions that no reader can look at: replaced long ago, or of no batch."""
    oldest = generation.seen[0].epoch
    holes = list(generation.holes)
    replaced = {
        "filter": [{"range": {"died": {"lte": oldest}}}],
        "must_not": [{"terms": {"died": holes}}],
    }
    unseen = {"bool": {"should": [{"bool": replaced}, {"terms": {"born": holes}}]}}
    body: Body = {"query": unseen, "size": _REMOVED_AT_ONCE, "_source": False, "sort": ["_doc"]}
    while True:
        hits = cluster.search(generation.name, body)["hits"]["hits"]
        if not hits:
            return
        cluster.bulk(generation.name, ((hit["_id"], None) for hit in hits))
        cluster.refresh(generation.name)


def fill(cluster: Cluster, index: str, documents: Iterable[IndexDocument], batch: int) -> int:
    """Write every story as the first batch of an index; return how many there were."""
    count = 0

    def counting() -> Iterator[IndexDocument]:
        nonlocal count
        for document in documents:
            count += 1
            yield document

    cluster.bulk(index, _begun(counting(), batch))
    cluster.refresh(index)
    return count


def _ended(versions: Iterable[Body], batch: int) -> Versions:
    """Old versions, that die in the batch."""
    for version in versions:
        document = stored_document(version["_source"]["story"])
        yield version["_id"], version_of(document, born_in(version["_id"]), batch)


def _begun(documents: Iterable[IndexDocument], batch: int) -> Versions:
    for document in documents:
        yield version_id(document.story_id, batch), version_of(document, batch)
