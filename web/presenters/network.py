"""The names that one name stands beside, drawn as a ring around it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import cos, pi, sin

WIDTH = 680
HEIGHT = 380
_ACROSS, _DOWN = 190, 145
_LONGEST_LABEL = 20
_THICKEST = 6.0


@dataclass(frozen=True, slots=True)
class Member:
    """A name beside the one in the middle: how it is shown, where it leads, in how many stories."""

    pair: tuple[str, str]
    label: str
    url: str
    count: int


@dataclass(frozen=True, slots=True)
class Node:
    """A name in the drawing; `anchor` says on which side of its point the words stand."""

    label: str
    title: str
    url: str
    kind: str
    x: int
    y: int
    words_x: int
    words_y: int
    anchor: str


@dataclass(frozen=True, slots=True)
class Line:
    """A line between two points, as thick as they share stories."""

    x1: int
    y1: int
    x2: int
    y2: int
    thickness: float


@dataclass(frozen=True, slots=True)
class Network:
    """The drawing: lines first, so that names stand over them."""

    heading: str
    lines: tuple[Line, ...]
    nodes: tuple[Node, ...]
    width: int = WIDTH
    height: int = HEIGHT


Shared = Mapping[tuple[tuple[str, str], tuple[str, str]], int]
"""In how many of the stories two members stand together."""


def network(heading: str, members: Sequence[Member], shared: Shared) -> Network | None:
    """Draw the members around the heading; None when fewer than two stand beside it."""
    if len(members) < 2:
        return None
    places = {m.pair: _place(at, len(members)) for at, m in enumerate(members)}
    most = max(member.count for member in members)
    spokes = [
        _line((WIDTH // 2, HEIGHT // 2), places[member.pair], member.count, most)
        for member in members
    ]
    chords = [
        _line(places[one], places[other], count, most)
        for (one, other), count in sorted(shared.items())
        if count
    ]
    nodes = [_node(member, *places[member.pair]) for member in members]
    return Network(_short(heading), (*chords, *spokes), tuple(nodes))


def _place(at: int, of: int) -> tuple[int, int]:
    angle = 2 * pi * (at + 0.5) / of - pi / 2
    return round(WIDTH / 2 + _ACROSS * cos(angle)), round(HEIGHT / 2 + _DOWN * sin(angle))


def _line(start: tuple[int, int], end: tuple[int, int], count: int, most: int) -> Line:
    return Line(*start, *end, round(0.5 + _THICKEST * min(count / most, 1.0), 1))


def _node(member: Member, x: int, y: int) -> Node:
    is_right, is_middle = x > WIDTH / 2, abs(x - WIDTH / 2) < 40
    anchor = "middle" if is_middle else "start" if is_right else "end"
    words_x = x if is_middle else x + (10 if is_right else -10)
    words_y = y + (20 if y > HEIGHT / 2 else -10) if is_middle else y + 5
    title = f"{member.label}: {member.count:,}"
    kind = member.pair[0]
    return Node(_short(member.label), title, member.url, kind, x, y, words_x, words_y, anchor)


def _short(label: str) -> str:
    """Cut a label that would leave the drawing.

    >>> _short("International Committee of the Red Cross")
    'International Commi…'
    """
    if len(label) <= _LONGEST_LABEL:
        return label
    return label[: _LONGEST_LABEL - 1].rstrip() + "…"
