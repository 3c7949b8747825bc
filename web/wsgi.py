"""The pages for a WSGI server, such as gunicorn, with settings from the environment.

gunicorn --workers 4 --threads 8 "web.wsgi:application()"
"""

from __future__ import annotations

import os
from collections.abc import Mapping

from flask import Flask

from archive.catalogue import Catalogue
from archive.errors import SettingsError
from archive.settings import Settings
from web.application import create_app

LIMIT_SECONDS = 30.0


def application(environment: Mapping[str, str] = os.environ) -> Flask:
    """The archive of `CUTTINGS_DATA`, `CUTTINGS_DATABASE` and so on.

    `CUTTINGS_NAMES` are the names this server is reached by, with commas between them,
    `CUTTINGS_PROXIES` is how many proxies stand before it, and `CUTTINGS_TIME_LIMIT` how many
    seconds the engine has for all that one request asks.
    """
    names = tuple(name for name in environment.get("CUTTINGS_NAMES", "").split(",") if name)
    proxies = number(environment, "CUTTINGS_PROXIES", 0)
    limit = number(environment, "CUTTINGS_TIME_LIMIT", LIMIT_SECONDS)
    catalogue = Catalogue.open(Settings.from_environment(environment), create=True)
    return create_app(
        catalogue.guarded(limit_seconds=limit), host_names=names, proxies=int(proxies)
    )


def number(environment: Mapping[str, str], name: str, default: float) -> float:
    """A setting that is a number; raise SettingsError when it is none.

    >>> number({"CUTTINGS_PROXIES": "1"}, "CUTTINGS_PROXIES", 0)
    1.0
    """
    try:
        found = float(environment.get(name) or default)
    except ValueError:
        found = -1
    if not 0 <= found < 1e6:
        raise SettingsError(f"{name}={environment[name]}: not a number that can be used")
    return found
