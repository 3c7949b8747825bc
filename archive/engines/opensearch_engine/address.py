"""Where a cluster is, as one setting says it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import urlsplit

from archive.errors import SettingsError

SCHEMES = {"opensearch": "http", "opensearchs": "https"}
"""The schemes of addresses, without and with TLS."""
_PORT = 9200
_NAME = re.compile(r"[a-z0-9][a-z0-9_-]{0,99}\Z")
_HOW = "write it as opensearch://host:9200,host:9200/name"


@dataclass(frozen=True, slots=True)
class Address:
    """Nodes of a cluster, and the name of the archive on it."""

    nodes: tuple[str, ...]
    name: str

    @classmethod
    def parse(cls, text: str) -> Address:
        """Read an address; raise SettingsError when it is none.

        >>> Address.parse("opensearch://one,two:9201/press")
        Address(nodes=('http://one:9200', 'http://two:9201'), name='press')
        >>> Address.parse("opensearchs://reader:secret@one/press").nodes
        ('https://reader:secret@one:9200',)
        """
        scheme, _, rest = text.partition("://")
        if scheme not in SCHEMES:
            raise SettingsError(f"{scheme}: no engine has such an address; {_HOW}")
        authority, _, name = rest.partition("/")
        user, at, hosts = authority.rpartition("@")
        if not _NAME.match(name):
            raise SettingsError(
                f"{name!r} cannot name an archive on a cluster: small letters, digits, - and _; "
                f"{_HOW}"
            )
        return cls(
            tuple(f"{SCHEMES[scheme]}://{user}{at}{_with_port(h)}" for h in hosts.split(",")), name
        )


def _with_port(host: str) -> str:
    try:
        parts = urlsplit(f"//{host}")
        port = parts.port or _PORT
    except ValueError as error:
        raise SettingsError(f"{host}: not a host and port ({error}); {_HOW}") from error
    if not parts.hostname or parts.netloc != host:
        raise SettingsError(f"{host!r} is not a host; {_HOW}")
    return host if parts.port else f"{host}:{port}"
