"""The meta tags of a web page."""

from __future__ import annotations

from collections.abc import Iterator

from bs4 import BeautifulSoup
from bs4.element import Tag

_KEYS = ("property", "name", "itemprop", "http-equiv")


def meta_values(soup: BeautifulSoup, *names: str) -> Iterator[str]:
    """Yield the contents of the meta tags of these names, in the order of the names."""
    found: dict[str, list[str]] = {}
    for tag in soup("meta"):
        content = " ".join(attribute(tag, "content").split())
        for name in {attribute(tag, key).strip().lower() for key in _KEYS}:
            if content and name in names:
                found.setdefault(name, []).append(content)
    for name in names:
        yield from found.get(name, ())


def attribute(tag: Tag, name: str) -> str:
    """An attribute's value as text; the empty string where there is none."""
    value = tag.get(name)
    return value if isinstance(value, str) else " ".join(value or ())
