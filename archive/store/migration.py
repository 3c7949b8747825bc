"""Running the migrations that come with the package; no configuration file is needed."""

from __future__ import annotations

from pathlib import Path

from alembic.config import Config
from alembic.runtime.environment import EnvironmentContext
from alembic.runtime.migration import MigrationContext, RevisionStep
from alembic.script import ScriptDirectory
from alembic.util import CommandError
from sqlalchemy import Connection

_FOLDER = Path(__file__).parent / "migrations"


class UnknownRevisionError(Exception):
    """The database went through a migration that this program does not have."""


def scripts() -> ScriptDirectory:
    """The migrations that come with the package."""
    config = Config()
    config.set_main_option("path_separator", "newline")
    config.set_main_option("script_location", str(_FOLDER).replace("%", "%%"))
    config.set_main_option("version_locations", str(_FOLDER).replace("%", "%%"))
    return ScriptDirectory.from_config(config)


def migrate(connection: Connection, version_table: str, revision: str = "head") -> None:
    """Run what is missing, as part of the connection's transaction, and note it in a table."""
    directory = scripts()

    def steps(current: str, _context: MigrationContext) -> list[RevisionStep]:
        try:
            return list(directory._upgrade_revs(revision, current))
        except CommandError as error:
            raise UnknownRevisionError(str(error)) from error

    with EnvironmentContext(Config(), directory, fn=steps) as environment:
        environment.configure(connection=connection, version_table=version_table)
        environment.run_migrations()
