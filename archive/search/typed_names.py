"""Which names are meant by the beginnings of some of their words."""

from __future__ import annotations

from collections.abc import Iterable

from archive.analysis import tokens


def typed_words(text: str) -> tuple[str, ...]:
    """The folded words of what was typed.

    >>> typed_words("O'Neill, É")
    ('oneill', 'e')
    """
    return tuple(token.form for token in tokens(text) if token.form)


def is_meant(name: str, typed: Iterable[str]) -> bool:
    """Whether for each typed word one of the name begins so.

    >>> is_meant("Ada Berg-Dahl", ("dah", "ada")), is_meant("Ada Berg", ("erg",))
    (True, False)
    """
    words = typed_words(name)
    return all(any(word.startswith(begun) for word in words) for begun in typed)
