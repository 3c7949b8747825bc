"""The application put together: addresses, pages, errors and headers."""

from __future__ import annotations

import secrets
from collections.abc import Sequence

from flask import Flask
from jinja2 import StrictUndefined

from archive.catalogue import Catalogue
from web.assets import Assets
from web.errors import register_errors
from web.forms import FormTokens
from web.security import register_security, show_only_shared
from web.site import SITE, Site
from web.views import (
    batch,
    citing,
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
VIEWS = (
    home,
    search,
    suggest,
    batch,
    exports,
    values,
    citing,
    story,
    corrections,
    names,
    revisits,
    saved,
    sharing,
    meta,
)


def create_app(
    catalogue: Catalogue,
    *,
    secret: bytes | None = None,
    host_names: Sequence[str] = (),
    only_shared: bool = False,
) -> Flask:
    """Make the application that shows one archive.

    `secret` signs forms; without one, those made before a restart have to be sent again.
    `host_names` are the names this server is known by; a request for any other is refused, so
    that a foreign page cannot reach the archive by a name of its own (DNS rebinding). None
    given, every name is answered. With `only_shared` there is nothing but what links share.
    """
    app = Flask("web", static_folder=None)
    app.config["MAX_CONTENT_LENGTH"] = MAX_FORM_BYTES
    assets = Assets.of_package()
    site = Site(catalogue, FormTokens(secret or secrets.token_bytes(32)), assets)
    app.extensions[SITE] = site
    app.jinja_options = {"trim_blocks": True, "lstrip_blocks": True, "undefined": StrictUndefined}
    app.jinja_env.globals["asset"] = assets.url
    for module in VIEWS:
        app.register_blueprint(module.blueprint)
    register_errors(app)
    register_security(app, host_names)
    if only_shared:
        show_only_shared(app)
    return app
