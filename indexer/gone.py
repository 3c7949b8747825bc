"""What is no longer there: its stories leave the archive, its rejects are forgotten."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from pathlib import Path

from archive.model import Reject
from archive.store import Store
from indexer.readers.seed import locator_of
from indexer.seeds import Found, Skipped


@dataclass(slots=True)
class Gone:
    """How many stories went, and the paths that keep theirs as no seed at all is under them."""

    removed: int
    kept: list[str]


def remove_gone(
    store: Store, paths: Sequence[Path], found: Sequence[Found], *, forget_missing: bool
) -> Gone:
    """Remove the stories of seeds under the paths that are not among what was found there.

    A path under which no seed at all is found keeps its stories, since it may be a disk
    that is not mounted, unless they are to be forgotten.
    """
    unreadable = [item.locator for item in found if isinstance(item, Reject)]
    present = {
        locator_of(item.path if isinstance(item, Skipped) else item)
        for item in found
        if not isinstance(item, Reject)
    }
    seeds = [locator_of(item) for item in found if isinstance(item, Path)]
    went = Gone(0, [])
    for root in map(locator_of, paths):
        gone = [p for p in _known(store, root) if p not in present and not _is_in(p, unreadable)]
        is_empty = not any(_is_in(seed, [root]) for seed in seeds)
        if gone and is_empty and not forget_missing:
            went.kept.append(root)
            continue
        went.removed += _remove(store, gone)
        _clear_rejects(store, root, present, unreadable)
    return went


def remove_under(store: Store, path: Path) -> int:
    """Remove every story and reject of a file or folder that went; return how many stories."""
    root = locator_of(path)
    removed = _remove(store, _known(store, root))
    _clear_rejects(store, root)
    return removed


def _known(store: Store, root: str) -> list[str]:
    with store.read() as transaction:
        return [record.path for record in transaction.seeds.under(root)]


def _remove(store: Store, seed_paths: Sequence[str]) -> int:
    if not seed_paths:
        return 0
    removed = 0
    with store.begin() as transaction:
        for path in seed_paths:
            removed += len(transaction.stories.by_seed(path))
            transaction.seeds.remove(path)
        transaction.authorities.remove_unused()
    return removed


def _clear_rejects(
    store: Store, root: str, present: Collection[str] = (), unreadable: Sequence[str] = ()
) -> None:
    """Forget the rejects of paths that are no longer there."""
    with store.read() as transaction:
        paths = {record.seed_path for record in transaction.rejects.all()}
    gone = [
        path
        for path in sorted(paths)
        if _is_in(path, [root]) and path not in present and not _is_in(path, unreadable)
    ]
    if gone:
        with store.begin() as transaction:
            for path in gone:
                transaction.rejects.clear(path)


def _is_in(path: str, folders: Sequence[str]) -> bool:
    return any(path == folder or path.startswith(folder.rstrip("/") + "/") for folder in folders)
