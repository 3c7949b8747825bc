"""Small things to remember under a name, such as the change an index has reached."""

from __future__ import annotations

import secrets
from dataclasses import dataclass

from sqlalchemy import Connection, insert, select, update

from archive.store.tables import state


@dataclass(frozen=True, slots=True)
class State:
    """Values by name, as part of one transaction."""

    connection: Connection

    def get_value(self, name: str, default: str = "") -> str:
        """The value kept under a name."""
        value = self.connection.scalar(select(state.c.value).where(state.c.name == name))
        return default if value is None else value

    def make_secret(self, name: str) -> str:
        """The secret kept under a name, made if there is none yet."""
        known = self.get_value(name)
        if not known:
            known = secrets.token_hex(32)
            self.put_value(name, known)
        return known

    def put_value(self, name: str, value: str) -> None:
        """Keep a value under a name in place of the one before."""
        query = update(state).where(state.c.name == name).values(value=value)
        if self.connection.execute(query).rowcount == 0:
            self.connection.execute(insert(state).values(name=name, value=value))
