"""What names and words are compared by, remembered because stories repeat them."""

from __future__ import annotations

from functools import lru_cache

from archive.model import authority_id_for, fold


@lru_cache(maxsize=1 << 16)
def key_of(name: str) -> str:
    """Return what two spellings of one name share: the id that it would have.

    >>> key_of("U.N.") == key_of("UN")
    True
    """
    return authority_id_for(name)


@lru_cache(maxsize=1 << 16)
def plain(word: str) -> str:
    """Return a word folded, without dots and the marks around it.

    >>> plain("Lt.,"), plain("“Señor")
    ('lt', 'senor')
    """
    return fold(word).replace(".", "").strip(",'’\"“”")
