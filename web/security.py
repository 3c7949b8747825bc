"""What keeps the pages to themselves: headers, and the names that the server answers to."""

from __future__ import annotations

from collections.abc import Sequence

from flask import Flask, Response, request
from werkzeug.exceptions import BadRequest, NotFound, RequestURITooLarge

CONTENT_POLICY = "; ".join(
    (
        "default-src 'none'",
        "style-src 'self'",
        "img-src 'self' data:",
        "script-src 'self'",
        "connect-src 'self'",
        "form-action 'self'",
        "frame-ancestors 'none'",
        "base-uri 'none'",
    )
)
HEADERS = {
    "Content-Security-Policy": CONTENT_POLICY,
    # Not `no-referrer`: with it browsers send forms with `Origin: null`.
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
}
MAX_ADDRESS_BYTES = 8192
"""Longest query string; a page repeats it in some hundred links."""

ONLY_SHARED = ("/shared/", "/static/")
"""All that is there where only shared links are answered."""


def register_security(app: Flask, host_names: Sequence[str] = ()) -> None:
    """Refuse foreign names and endless addresses; send the headers with every answer."""

    @app.before_request
    def _check_request() -> None:
        name = host_name(request.host)
        if host_names and name not in host_names:
            raise BadRequest(
                f"This archive does not answer to the name “{name}”. If it should, start it "
                f"with: cuttings serve --name {name}"
            )
        if len(request.query_string) > MAX_ADDRESS_BYTES:
            raise RequestURITooLarge

    @app.after_request
    def _add_headers(response: Response) -> Response:
        for name, value in HEADERS.items():
            response.headers.setdefault(name, value)
        response.headers.setdefault("Cache-Control", "private, no-cache")
        return response


def show_only_shared(app: Flask) -> None:
    """Answer only what is below a shared link, and the files that its pages need."""

    @app.before_request
    def _check_path() -> None:
        if not request.path.startswith(ONLY_SHARED):
            raise NotFound("Only shared stories are shown here. Open the link you were given.")


def host_name(host: str) -> str:
    """The name in a `Host` header, without its port.

    >>> host_name("localhost:8000"), host_name("[::1]:8000"), host_name("[::1]")
    ('localhost', '[::1]', '[::1]')
    """
    name, _, port = host.rpartition(":")
    return (name if name and port.isdecimal() else host).lower()
