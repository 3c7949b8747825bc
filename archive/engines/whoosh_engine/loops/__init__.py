"""The innermost loops of a search: compiled ones where the installation could, else numpy's.

Ask for them as `loops.union(...)`, so that tests can put the others in their place.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from archive.engines.whoosh_engine.loops.in_numpy import (
    add_at,
    add_scores,
    bits_of,
    common,
    count_among,
    count_bytes,
    count_held,
    found_in,
    highest,
    is_in,
    lie_within,
    list_held,
    place_of_text,
    split,
    stand_in_a_row,
    union,
)

ARE_COMPILED = False
if not TYPE_CHECKING:
    try:
        from archive.engines.whoosh_engine.loops.compiled import (
            add_at,
            add_scores,
            bits_of,
            common,
            count_among,
            count_bytes,
            count_held,
            found_in,
            highest,
            is_in,
            lie_within,
            list_held,
            place_of_text,
            split,
            stand_in_a_row,
            union,
        )
    except ImportError:
        pass
    else:
        ARE_COMPILED = True

__all__ = [
    "ARE_COMPILED",
    "add_at",
    "add_scores",
    "bits_of",
    "common",
    "count_among",
    "count_bytes",
    "count_held",
    "found_in",
    "highest",
    "is_in",
    "lie_within",
    "list_held",
    "place_of_text",
    "split",
    "stand_in_a_row",
    "union",
]
