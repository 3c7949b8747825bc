"""Ports of this machine that nothing listens on."""

from __future__ import annotations

import random
import socket

_PORTS = range(20_000, 30_000)
"""Below those that the system hands out, so that no connection takes the port of a server that
is down, nor a client that looks for it connects to itself."""


def free_port() -> int:
    """A port on which nothing listens now."""
    return free_ports(1)[0]


def free_ports(number: int) -> list[int]:
    """Several such ports."""
    found: list[int] = []
    for port in random.sample(_PORTS, len(_PORTS)):
        if _is_free(port):
            found.append(port)
        if len(found) == number:
            return found
    raise RuntimeError(f"fewer than {number} free ports from {_PORTS.start} to {_PORTS.stop}")


def _is_free(port: int) -> bool:
    try:
        socket.create_server(("127.0.0.1", port)).close()
    except OSError:
        return False
    return True
