"""The legal forms of firms, and what news puts behind them."""

from __future__ import annotations

import re

from indexer.extract.keys import plain

LEGAL_FORMS = frozenset(
    "inc incorporated ltd limited llc llp lp plc corp corporation company co ag gmbh kg kgaa sa "
    "sas sarl spa srl nv bv se ab as asa oy oyj pty pte bhd kk pjsc ojsc oao ooo pao jsc".split()
)
"""Words at the end of a firm's name that say its legal form, folded and without dots."""

_TICKER = re.compile(
    r"\b(?:Inc|Corp|Co|Ltd|[Pp]lc|PLC|AG|N\.?V|S\.?A)\b\.?(?P<ticker>\s+[A-Z]{1,5}(?:\.[A-Z]{1,3})?)$"
)


def without_ticker(name: str) -> str:
    """Take a stock symbol off the end of a firm's name.

    >>> without_ticker("Pennzoil Co PZL"), without_ticker("Philips NV")
    ('Pennzoil Co', 'Philips NV')
    """
    match = _TICKER.search(name)
    return name[: match.start("ticker")] if match else name


def without_legal_form(name: str) -> str:
    """Take `Inc`, `Ltd` and their like off a firm's name.

    >>> without_legal_form("Goldman, Sachs & Co."), without_legal_form("Apple Inc")
    ('Goldman, Sachs', 'Apple')
    """
    words = name.replace(",", ", ").split()
    while len(words) > 1 and plain(words[-1]) in LEGAL_FORMS:
        words.pop()
    while len(words) > 1 and words[-1] in {"&", "and"}:
        words.pop()
    return " ".join(words).rstrip(", ")


def has_legal_form(name: str) -> bool:
    """Whether a name of several words ends like a firm's."""
    words = name.split()
    return len(words) > 1 and plain(words[-1]) in LEGAL_FORMS
