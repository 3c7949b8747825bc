"""`cuttings serve`: the pages, on this machine unless told otherwise."""

from __future__ import annotations

import logging
import socket

import click
from waitress.server import create_server

from archive.catalogue import Catalogue
from archive.errors import SettingsError
from archive.settings import Settings
from web.application import create_app
from web.wsgi import LIMIT_SECONDS

LOOPBACK = ("127.0.0.1", "localhost", "[::1]", "::1")
EVERYWHERE = ("0.0.0.0", "::")
THREADS = 8


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen at.")
@click.option("--port", default=8000, show_default=True, type=click.IntRange(0, 65535))
@click.option(
    "--name",
    "names",
    multiple=True,
    metavar="NAME",
    help="A name this server is reached by, such as archive.example.org; may be repeated.",
)
@click.option("--only-shared", is_flag=True, help="Show nothing but what shared links show.")
@click.option(
    "--proxies",
    type=click.IntRange(0, 9),
    default=0,
    envvar="CUTTINGS_PROXIES",
    help="How many proxies stand before this server and say who asked (X-Forwarded-*).",
)
@click.option(
    "--time-limit",
    type=click.FloatRange(0.1, 3600),
    default=LIMIT_SECONDS,
    show_default=True,
    envvar="CUTTINGS_TIME_LIMIT",
    metavar="SECONDS",
    help="How long the engine has for all that one request asks.",
)
@click.pass_obj
def serve(
    settings: Settings,
    host: str,
    port: int,
    names: tuple[str, ...],
    only_shared: bool,
    proxies: int,
    time_limit: float,
) -> None:
    """Show the archive in a browser."""
    # It warns of every request that waits for another, which is no fault.
    logging.getLogger("waitress.queue").setLevel(logging.ERROR)
    listening = listen(host, port)
    catalogue = Catalogue.open(settings, create=True)
    try:
        app = create_app(
            catalogue.guarded(limit_seconds=time_limit),
            host_names=answered_names(host, names),
            only_shared=only_shared,
            proxies=proxies,
        )
        server = create_server(
            app,
            sockets=[listening],
            threads=THREADS,
            ident=None,
            # What proxies say, the application believes or leaves, as it was told.
            clear_untrusted_proxy_headers=False,
        )
        shown = f"[{host}]" if ":" in host else host
        click.echo(f"The archive is at http://{shown}:{listening.getsockname()[1]}/ (Ctrl-C ends)")
        server.run()
    finally:
        catalogue.close()
        listening.close()


def listen(host: str, port: int) -> socket.socket:
    """Take the port, or raise SettingsError; port 0 takes any that is free."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        return socket.create_server((host, port), family=family)
    except OSError as error:
        raise SettingsError(
            f"{host}:{port}: cannot listen there ({error.strerror}); "
            "choose another place with --host and --port"
        ) from error


def answered_names(host: str, names: tuple[str, ...]) -> tuple[str, ...]:
    """The names that requests may be for; empty stands for any.

    A server that is open to other machines cannot know its names unless they are given.

    >>> answered_names("127.0.0.1", ())
    ('127.0.0.1', 'localhost', '[::1]', '::1')
    >>> answered_names("0.0.0.0", ()), answered_names("0.0.0.0", ("news.example.org",))[0]
    ((), 'news.example.org')
    """
    if host in EVERYWHERE and not names:
        return ()
    own = () if host in (*LOOPBACK, *EVERYWHERE) else (host,)
    return (*names, *own, *LOOPBACK)
