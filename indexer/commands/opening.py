"""What commands open: the archive, and the reading of names."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import click

from archive.catalogue import Catalogue
from archive.settings import Settings
from indexer.extract.authorities import OWN_FILE, load_authorities
from indexer.recognition import Recognition
from indexer.settling import SETTLED_SECONDS
from indexer.workers import Workers


@contextmanager
def opened(settings: Settings, *, create: bool = False) -> Iterator[Catalogue]:
    """Open the archive for the length of a command."""
    catalogue = Catalogue.open(settings, create=create)
    try:
        yield catalogue
    finally:
        catalogue.close()


def recognition_for(settings: Settings, *, no_names: bool, processes: int | None) -> Recognition:
    """How names are read, with the archive's own list of them."""
    return Recognition(
        load_authorities(settings.folder / OWN_FILE),
        reads_texts=not no_names,
        model=settings.model,
        processes=processes,
        workers=None if no_names else cluster_of(settings),
    )


def cluster_of(settings: Settings) -> Workers | None:
    """The workers of the scheduler that is set; None when this machine recognises."""
    if not settings.scheduler:
        return None
    from indexer.extract.cluster import ClusterWorkers

    return ClusterWorkers(settings.scheduler)


no_names_option = click.option(
    "--no-names", is_flag=True, help="Do not read texts for names; keep those given."
)
processes_option = click.option(
    "--processes", type=click.IntRange(1, 64), help="Recognise with so many processes."
)
settle_option = click.option(
    "--settle",
    type=click.FloatRange(0, 3600),
    default=SETTLED_SECONDS,
    show_default=True,
    envvar="CUTTINGS_SETTLE",
    metavar="SECONDS",
    help="Leave a file alone until nothing was written to it for so long.",
)
