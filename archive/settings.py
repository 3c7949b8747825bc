"""Settings from the environment and the command line, checked once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from archive.errors import SettingsError

DEFAULT_FOLDER = "cuttings-data"


@dataclass(frozen=True, slots=True)
class Settings:
    """Where an archive lives and what reads its names.

    `database_url` is any SQLAlchemy URL; empty means the SQLite file in the data folder.
    `engine_url` is that of a cluster, `opensearch://host:9200,host:9200/name`; empty means the
    index in the data folder.
    `model` names an installed spaCy pipeline; empty means the default one.
    `scheduler` is the address of a Dask scheduler; empty means that this machine recognises.
    """

    folder: Path
    database_url: str = ""
    engine_url: str = ""
    model: str = ""
    scheduler: str = ""

    @classmethod
    def from_environment(
        cls, environment: Mapping[str, str], *, folder: Path | None = None
    ) -> Settings:
        """Read `CUTTINGS_DATA`, `CUTTINGS_DATABASE` and so on; an option wins."""
        chosen = folder or Path(environment.get("CUTTINGS_DATA") or DEFAULT_FOLDER)
        if chosen.exists() and not chosen.is_dir():
            raise SettingsError(f"{chosen}: not a folder; name a folder with --data")
        return cls(
            folder=chosen.absolute(),
            database_url=environment.get("CUTTINGS_DATABASE", ""),
            engine_url=environment.get("CUTTINGS_ENGINE", ""),
            model=environment.get("CUTTINGS_MODEL", ""),
            scheduler=environment.get("CUTTINGS_SCHEDULER", ""),
        )

    @property
    def store_url(self) -> str:
        """The URL of the database of record."""
        return self.database_url or f"sqlite:///{self.folder / 'cuttings.sqlite'}"

    @property
    def index_folder(self) -> Path:
        """The folder that holds the generations of the index."""
        return self.folder / "index"
