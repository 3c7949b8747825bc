"""Who may send a form: only a page of this server, made a short while ago.

There is no login and no cookie, so what has to be stopped is a foreign page that makes its
reader's browser post to an archive it can reach. Two checks do that, each enough alone in the
browsers that support it:

- The browser says which site a form came from, in `Sec-Fetch-Site` or, where that is missing
  (plain HTTP to another machine, old browsers), in `Origin`. Anything but this server is
  refused. Both headers are out of a page's reach.
- Every form carries a token: what it is for and when it was made, signed by the server. A
  foreign page cannot read one, as the same-origin policy hides our pages from it, nor can it
  use one of another form.
"""

from __future__ import annotations

from itsdangerous import BadSignature, URLSafeTimedSerializer
from werkzeug.datastructures import Headers

TOKEN_SECONDS = 12 * 60 * 60
UNDO_SECONDS = 24 * 60 * 60


class FormTokens:
    """Signs what a form is for, and checks it when the form comes back."""

    def __init__(self, secret: bytes) -> None:
        self._forms = URLSafeTimedSerializer(secret, salt="form")
        self._notes = URLSafeTimedSerializer(secret, salt="note")

    def make(self, purpose: str) -> str:
        """A token for one form."""
        return str(self._forms.dumps(purpose))

    def is_good(self, token: str, purpose: str) -> bool:
        """Whether the token was made here, for this purpose, and not too long ago."""
        try:
            found: object = self._forms.loads(token, max_age=TOKEN_SECONDS)
        except BadSignature:
            return False
        return found == purpose

    def seal(self, note: dict[str, str]) -> str:
        """Write a note that only this server can have written, to be carried by an address."""
        return str(self._notes.dumps(note))

    def unseal(self, sealed: str) -> dict[str, str] | None:
        """Read such a note; None when it is not one, or too old."""
        try:
            found: object = self._notes.loads(sealed, max_age=UNDO_SECONDS)
        except BadSignature:
            return None
        if not isinstance(found, dict):
            return None
        return {str(key): str(value) for key, value in found.items()}


def is_own_form(headers: Headers, host: str) -> bool:
    """Whether the browser says that a form came from a page of this server, or says nothing."""
    fetch_site = headers.get("Sec-Fetch-Site")
    if fetch_site is not None:
        return fetch_site == "same-origin"
    origin = headers.get("Origin")
    return origin is None or origin in (f"http://{host}", f"https://{host}")
