"""Links that show others one saved query and nothing else.

The link carries the id of a share, signed with a key that the database holds: what was not
made here is refused before anything is looked up, a link outlives a restart, and it ends with
its share.
"""

from __future__ import annotations

from datetime import timedelta

from itsdangerous import BadSignature, URLSafeSerializer

from archive.catalogue import Catalogue
from archive.errors import NotFoundError
from archive.store import SavedQuery, Share

DAYS = (1, 7, 30, 90, 365)
"""For how long a link may be good."""
PREFIX = "/shared/"


def share(catalogue: Catalogue, slug: str, days: int) -> Share:
    """Make a link to a saved query that is good for some days."""
    with catalogue.store.begin() as transaction:
        transaction.shares.make_key()
        return transaction.shares.add(transaction.saved.get(slug).slug, timedelta(days=days))


def shared_url(key: str, share: Share) -> str:
    """The address of a share."""
    return PREFIX + str(_signing(key).dumps(share.share_id))


def find_shared(catalogue: Catalogue, token: str) -> SavedQuery:
    """The saved query that a link shows; raise NotFoundError when it is none, or no longer."""
    with catalogue.store.read() as transaction:
        key = transaction.shares.key()
        try:
            share_id: object = _signing(key).loads(token) if key else None
        except BadSignature:
            share_id = None
        if not isinstance(share_id, str):
            raise NotFoundError("this link was never given out; check that it is whole")
        return transaction.saved.get(transaction.shares.get(share_id).slug)


def _signing(key: str) -> URLSafeSerializer:
    return URLSafeSerializer(key, salt="share")
