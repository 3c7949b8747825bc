"""Tokens that say where in a list a program stopped, so that it can go on from there.

A token is made for one list and holds no secret: it is signed with the list that it belongs to,
so that one that is damaged, or comes from another list, is refused and never misread.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from itsdangerous import BadData, URLSafeSerializer

from archive.errors import TokenError
from archive.search.request import DEFAULT_PER_PAGE, Position
from archive.search.state import SearchState

_VERSION = "1"
"""Raised when tokens hold something else; those of earlier versions are refused."""
_REFUSED = (
    "it is damaged, or belongs to another list; ask again without it, "
    "and with the same parameters on every page"
)


_FARTHEST = 10_000_000
"""The last place that a token may name in a list."""


@dataclass(frozen=True, slots=True)
class ListPosition:
    """Where a page of a list ends: its last key, and how many keys there were up to it."""

    key: str
    place: int

    def begin_in(self, keys: Sequence[str]) -> int:
        """Where the next page begins: behind the key, or at its place where it is gone.

        >>> ListPosition("b", 2).begin_in(["new", "a", "b", "c"])
        3
        >>> ListPosition("b", 2).begin_in(["a", "c"])
        1
        """
        return keys.index(self.key) + 1 if self.key in keys else self.place - 1


def search_token(state: SearchState, position: Position) -> str:
    """A token for what comes behind a position in the order of a search, whatever its pages."""
    day = position.day.isoformat() if position.day else None
    return _token(_listed(state), (position.story_id, day, position.score))


def position_of(token: str, states: Iterable[SearchState]) -> Position:
    """The position that a token of one of some searches stands for; raise TokenError for none."""
    match _read(token, map(_listed, states)):
        case [str(story_id), None, float(score)]:
            return Position(story_id, None, score)
        case [str(story_id), str(day), float(score)]:
            try:
                return Position(story_id, date.fromisoformat(day), score)
            except ValueError as error:
                raise TokenError(_REFUSED) from error
    raise TokenError(_REFUSED)


def list_token(listed: str, position: ListPosition) -> str:
    """A token for what comes behind a position in a list."""
    return _token(listed, (position.key, position.place))


def list_position(token: str, listed: str) -> ListPosition:
    """The position that a token of a list stands for; raise TokenError for any other token."""
    match _read(token, [listed]):
        case [str(key), int(place)] if 0 < place < _FARTHEST:
            return ListPosition(key, place)
    raise TokenError(_REFUSED)


def _listed(state: SearchState) -> str:
    """A search without what does not change which stories it finds in which order."""
    return replace(state, page=1, per_page=DEFAULT_PER_PAGE, as_share=False).address


def _token(listed: str, position: tuple[str | float | None, ...]) -> str:
    return _signer(listed).dumps(position)


def _read(token: str, listed: Iterable[str]) -> object:
    for known in listed if token.isascii() else ():
        try:
            held: object = _signer(known).loads(token)
        except BadData:
            continue
        return held
    raise TokenError(_REFUSED)


def _signer(listed: str) -> URLSafeSerializer:
    # Ids may hold what has no bytes; escaped, it has.
    return URLSafeSerializer(
        "where a list goes on",
        salt=f"{_VERSION} {listed}",
        serializer_kwargs={"ensure_ascii": True},
    )
