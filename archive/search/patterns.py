"""Which words as written a pattern or a fuzzy word stands for."""

from __future__ import annotations

import re

from rapidfuzz.distance import OSA


def literal_prefix(pattern: str) -> str:
    """The letters before the first `?` or `*`.

    >>> literal_prefix("organi?ation*")
    'organi'
    """
    return re.split(r"[?*]", pattern, maxsplit=1)[0]


def compile_pattern(pattern: str) -> re.Pattern[str]:
    """A regular expression that matches the whole of each word the pattern stands for.

    Each stretch between two `*` is taken where it first fits and never sought again, so that
    the time it takes does not multiply with every `*`.
    """
    first, *rest = (_stretch(stretch) for stretch in pattern.split("*"))
    between = "".join(f"(?>.*?{stretch})" for stretch in rest[:-1])
    last = f".*{rest[-1]}" if rest else ""
    return re.compile(rf"{first}{between}{last}\Z", re.DOTALL)


def _stretch(letters: str) -> str:
    return "".join("." if letter == "?" else re.escape(letter) for letter in letters)


def is_within(word: str, other: str, distance: int) -> bool:
    """Whether two words share their first letter and differ by at most so many edits.

    An edit inserts, deletes or changes a letter, or swaps two neighbours, none of them touched
    twice (optimal string alignment).

    >>> is_within("zelensky", "zelenksy", 1), is_within("zelensky", "selensky", 1)
    (True, False)
    """
    if word[:1] != other[:1]:
        return False
    return OSA.distance(word, other, score_cutoff=distance) <= distance
