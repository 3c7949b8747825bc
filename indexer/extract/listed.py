"""Finds listed names in a text by their exact letters, without a recogniser."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from archive.model import NameKind, Span

_WORD = re.compile(r"\w+")
_NEAR = 40
"""How far a neighbouring word may reach, in characters."""
_NEIGHBOUR = re.compile(r"[\w.&]*\w")
_CAPITALS = re.compile(r"[^\W\d_]{3,}")
_JOINED_BEFORE = re.compile(r"[\w@#&/.-]")
_JOINED_AFTER = re.compile(r"[&@.]?\w")


class ListedNames:
    """Names to look for, by their first word."""

    def __init__(self, names: Iterable[tuple[str, NameKind]]) -> None:
        by_first: dict[str, list[tuple[str, NameKind]]] = {}
        self._acronyms: set[str] = set()
        for name, kind in names:
            if first := _WORD.match(name):
                by_first.setdefault(first.group(), []).append((name, kind))
                self._acronyms |= {name} if name.isupper() else set()
        self._by_first = {
            first: tuple(sorted(found, key=lambda pair: -len(pair[0])))
            for first, found in by_first.items()
        }

    def find(self, text: str) -> Iterator[tuple[NameKind, Span]]:
        """Yield each listed name that stands in the text as whole words, the longest first.

        A line break counts as a space. An acronym among other words in capitals is left out,
        for there it may be any word.
        """
        flat = text.replace("\n", " ")
        done = 0
        for match in _WORD.finditer(flat):
            start = match.start()
            for name, kind in self._by_first.get(match.group(), ()):
                if start >= done and self._stands(name, text, flat, start):
                    done = start + len(name)
                    yield kind, (start, done)
                    break

    def _stands(self, name: str, text: str, flat: str, start: int) -> bool:
        end = start + len(name)
        if not flat.startswith(name, start) or not _is_parted(flat, start, end):
            return False
        return not name.isupper() or not self._is_shouted(text, start, end)

    def _is_shouted(self, text: str, start: int, end: int) -> bool:
        """Whether the words around on the line are in capitals as well."""
        near = text[max(0, start - _NEAR) : start].rpartition("\n")[2]
        far = text[end : end + _NEAR].partition("\n")[0]
        before, after = _NEIGHBOUR.findall(near)[-1:], _NEIGHBOUR.findall(far)[:1]
        return any(
            _CAPITALS.fullmatch(word) and word.isupper() and word not in self._acronyms
            for word in (*before, *after)
        )


def _is_parted(text: str, start: int, end: int) -> bool:
    """Whether nothing joins the place to more of a word, an address or a firm's name.

    What follows after a hyphen is another word: `UN-backed`.
    """
    is_joined_before = start > 0 and _JOINED_BEFORE.match(text, start - 1)
    return not is_joined_before and not _JOINED_AFTER.match(text, end)
