"""The innermost loops of a search: compiled ones where the installation could, else numpy's.

Ask for them as `loops.union(...)`, so that tests can put the others in their place.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from archive.engines.whoosh_engine.loops.in_numpy import *  # noqa: F403

ARE_COMPILED = False
if not TYPE_CHECKING:
    try:
        from archive.engines.whoosh_engine.loops.compiled import *  # noqa: F403  # the same names

        ARE_COMPILED = True
    except ImportError:
        pass
