"""A seed that would load from elsewhere, run and turn away if the pages let it."""

from __future__ import annotations

import hashlib
from pathlib import Path

from archive.catalogue import Catalogue
from archive.store import SeedRecord, SeedState
from tests.web.library import told

TRAP = (
    b'<html><head><meta http-equiv="refresh" content="0;url=http://tracker.example/">'
    b'<LINK rel="preconnect" href="http://tracker.example/">'
    b'<script>document.title = "run"</script></head>'
    b'<body><p>As it came.</p><img src="http://tracker.example/pixel"></body></html>'
)


def put_trap(catalogue: Catalogue, path: Path) -> None:
    """Write the trap to the disk, and the story `page` that was read of it to the archive."""
    path.write_bytes(TRAP)
    record = SeedRecord(
        str(path),
        hashlib.sha256(TRAP).hexdigest(),
        len(TRAP),
        SeedState.INDEXED,
        "html",
        stories=1,
    )
    with catalogue.store.begin() as transaction:
        transaction.seeds.put(record)
        transaction.stories.put(*told("page", "As it came.", locator=str(path)))
    catalogue.catch_up()
