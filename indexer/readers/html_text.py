"""Text out of markup, block by block."""

from __future__ import annotations

import re

from bs4 import BeautifulSoup
from bs4.element import NavigableString, PreformattedString, Tag

_BLOCKS = frozenset(
    "address article aside blockquote center dd div dl dt fieldset figcaption figure footer form "
    "h1 h2 h3 h4 h5 h6 header hr li main nav ol p pre section table tbody td th tr ul br".split()
)
_UNSEEN = ("script", "style", "noscript", "template", "figcaption", "head", "svg", "iframe")
_MARKUP = re.compile(r"</(?:p|div|span|a|b|i|em|strong|h[1-6]|ul)>|<(?:p|br)\s*/?>", re.I)


def is_markup(text: str) -> bool:
    """Whether a text holds HTML tags.

    >>> is_markup("<p>Yes</p>"), is_markup("1 < 2 and <b, c>")
    (True, False)
    """
    return _MARKUP.search(text) is not None


def text_of_markup(markup: str) -> str:
    r"""The text of a piece of HTML, its blocks parted by a blank line, captions left out.

    >>> text_of_markup("<p>One <b>two</b></p><p>Three &amp; four</p>")
    'One two\n\nThree & four'
    """
    soup = BeautifulSoup(markup, "lxml")
    for tag in soup(_UNSEEN):
        tag.decompose()
    pieces: list[str] = []
    for node in soup.descendants:
        if isinstance(node, Tag) and node.name in _BLOCKS:
            pieces.append("\n\n")
        elif isinstance(node, NavigableString) and not isinstance(node, PreformattedString):
            pieces.append(str(node).replace("\n", " "))
    blocks = (" ".join(block.split()) for block in "".join(pieces).split("\n\n"))
    return "\n\n".join(block for block in blocks if block)
