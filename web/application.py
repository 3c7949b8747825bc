"""The application put together: addresses, pages, errors and headers."""

from __future__ import annotations

from collections.abc import Sequence

from flask import Flask, Response
from flask.json.provider import DefaultJSONProvider
from jinja2 import StrictUndefined
from werkzeug.middleware.proxy_fix import ProxyFix

from archive.catalogue import Catalogue
from archive.engines.breaker import begin_request, end_request
from web.assets import Assets
from web.errors import register_errors
from web.filing import Filing
from web.forms import FormTokens
from web.security import register_security, show_only_shared
from web.site import SITE, Site
from web.views import (
    api,
    batch,
    citing,
    compare,
    corrections,
    exports,
    home,
    meta,
    names,
    revisits,
    saved,
    search,
    sharing,
    story,
    suggest,
    values,
)

MAX_FORM_BYTES = 64 * 1024
_SECRET = "key of forms"
VIEWS = (
    home,
    search,
    suggest,
    batch,
    compare,
    exports,
    values,
    citing,
    story,
    corrections,
    names,
    revisits,
    saved,
    sharing,
    api,
    meta,
)


class _InOrder(DefaultJSONProvider):
    """Writes members in the order in which they are described."""

    sort_keys = False


def create_app(
    catalogue: Catalogue,
    *,
    secret: bytes | None = None,
    host_names: Sequence[str] = (),
    only_shared: bool = False,
    proxies: int = 0,
) -> Flask:
    """Make the application that shows one archive.

    `secret` signs forms; without one it is the archive's own, which every process that shows
    it shares. `proxies` is how many stand before this server and tell it who asked.
    `host_names` are the names this server is known by; a request for any other is refused, so
    that a foreign page cannot reach the archive by a name of its own (DNS rebinding). None
    given, every name is answered. With `only_shared` there is nothing but what links share.
    """
    app = Flask("web", static_folder=None)
    app.config["MAX_CONTENT_LENGTH"] = MAX_FORM_BYTES
    app.json = _InOrder(app)
    assets = Assets.of_package()
    tokens = FormTokens(secret or form_secret(catalogue))
    site = Site(catalogue, tokens, assets, Filing(catalogue))
    app.extensions[SITE] = site
    app.jinja_options = {"trim_blocks": True, "lstrip_blocks": True, "undefined": StrictUndefined}
    app.jinja_env.globals["asset"] = assets.url
    for module in VIEWS:
        app.register_blueprint(module.blueprint)
    register_errors(app)
    register_security(app, host_names)
    share_time_limit(app)
    if only_shared:
        show_only_shared(app)
    if proxies:
        fixed = ProxyFix(app.wsgi_app, x_for=proxies, x_proto=proxies, x_host=proxies)
        app.wsgi_app = fixed  # type: ignore[method-assign]  # as Flask's documentation has it
    return app


def share_time_limit(app: Flask) -> None:
    """Let all questions of a request share the engine's time limit, until its answer begins.

    What is streamed then takes the time it takes.
    """
    app.before_request(lambda: begin_request())

    @app.after_request
    def _end(response: Response) -> Response:
        end_request()
        return response


def form_secret(catalogue: Catalogue) -> bytes:
    """What signs the forms of an archive, kept in its database."""
    with catalogue.store.read() as transaction:
        known = transaction.state.get_value(_SECRET)
    if not known:
        with catalogue.store.begin() as transaction:
            known = transaction.state.make_secret(_SECRET)
    return known.encode()
