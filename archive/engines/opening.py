"""The engine that an archive's settings name."""

from __future__ import annotations

from archive.engines.whoosh_engine import WhooshEngine
from archive.errors import SettingsError
from archive.search.engine import KeptEngine
from archive.settings import Settings


def open_engine(settings: Settings) -> KeptEngine:
    """Open the index of an archive, with nothing read or believed yet."""
    if not settings.engine_url:
        return WhooshEngine(settings.index_folder)
    try:
        # The client is an extra, and an archive in a folder starts sooner without it.
        from archive.engines.opensearch_engine import OpenSearchEngine
    except ModuleNotFoundError as error:
        if error.name != "opensearchpy":
            raise
        raise SettingsError(
            "an archive on OpenSearch needs its client; install it with: "
            "pip install 'cuttings[opensearch]'"
        ) from error
    return OpenSearchEngine(settings.engine_url)
