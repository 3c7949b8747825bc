"""The sets under a folder, each scored in the way of its format."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from archive.errors import NotFoundError
from indexer.evaluate.names import Way, score_names
from indexer.evaluate.pages import TRUTH, score_pages
from indexer.evaluate.quotes import SUFFIX as QUOTES
from indexer.evaluate.quotes import score_quotes
from indexer.evaluate.scores import Score, total
from indexer.evaluate.timebank import score_timebank
from indexer.extract.authorities import AuthorityFile
from indexer.extract.pool import RecogniserPool


def score_sets(folder: Path, pool: RecogniserPool, authorities: AuthorityFile) -> Iterator[Score]:
    """Score every set under a folder as it is come by; raise NotFoundError when there is none."""
    names = sorted(folder.rglob("*.jsonl.gz"))
    texts = sorted((*folder.rglob("*.tar.gz"), *folder.rglob("*.tgz")))
    pages = sorted(path.parent for path in folder.rglob(TRUTH))
    quotes = sorted(folder.rglob(f"*{QUOTES}"))
    if not (names or texts or pages or quotes):
        raise NotFoundError(
            f"{folder}: no set in it; a set is *.jsonl.gz with linked entities, "
            f"*.tar.gz with TimeML, *{QUOTES} with quotations, or a folder of pages with {TRUTH}"
        )
    for path in pages:
        yield from score_pages(path)
    yield from map(score_timebank, texts)
    for path in quotes:
        yield from score_quotes(path, pool, authorities)
    for path in names:
        title = path.name.partition(".")[0]
        for way, scores in score_names(path, pool, authorities).items():
            if way is Way.FORMS:
                yield from scores
            yield total(f"{title}: all names{way}", scores)
