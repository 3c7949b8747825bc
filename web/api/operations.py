"""What a view says of itself to programs: its parameters, what it answers, how it may fail."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from inspect import getdoc
from types import UnionType
from typing import ParamSpec, TypeVar, Union, get_args, get_origin, get_type_hints, is_typeddict

JSON = "application/json"
P = ParamSpec("P")
R = TypeVar("R")


@dataclass(frozen=True, slots=True)
class Parameter:
    """A parameter of an address; one whose type is a list may be repeated."""

    name: str
    type: object
    description: str
    example: str = ""


@dataclass(frozen=True, slots=True)
class Operation:
    """One way to ask: `answers` are types by media type, `form` is the type of what is sent.

    `statuses` are those that it answers with, `fails` those of its own problems; any operation
    may end with those of every request.
    `example` is the query or form of a request that shows what it is for.
    """

    group: str
    summary: str
    description: str
    answers: dict[str, object]
    query: tuple[Parameter, ...] = ()
    form: object = None
    fails: tuple[int, ...] = ()
    statuses: tuple[int, ...] = (200,)
    redirects: bool = False
    example: str = ""


_KNOWN: dict[object, Operation] = {}
"""By view."""


def documented(
    group: str,
    *,
    query: tuple[Parameter, ...] = (),
    form: object = None,
    answers: dict[str, object] | None = None,
    statuses: tuple[int, ...] = (200,),
    fails: tuple[int, ...] = (),
    example: str = "",
) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Note what a view does for programs.

    What it answers is what it returns, unless said; its docstring is what readers are told.
    """

    def note(view: Callable[P, R]) -> Callable[P, R]:
        summary, _, more = (getdoc(view) or "").partition("\n")
        returned = _alternatives(get_type_hints(view)["return"])
        _KNOWN[view] = Operation(
            group=group,
            summary=summary.rstrip("."),
            description=re.sub(r"(?<=\S)\n(?=\S)", " ", more.strip()),
            answers=answers or {JSON: next(t for t in returned if is_typeddict(t))},
            query=query,
            form=form,
            statuses=statuses,
            fails=fails,
            redirects=answers is None and len(returned) > 1,
            example=example,
        )
        return view

    return note


def operation_of(view: object) -> Operation | None:
    """What is noted of a view; None for one that is not for programs."""
    return _KNOWN.get(view)


def _alternatives(returned: object) -> list[object]:
    """What a view may return, without the statuses that go with it."""
    if get_origin(returned) in (Union, UnionType):
        return [t for part in get_args(returned) for t in _alternatives(part)]
    return [get_args(returned)[0]] if get_origin(returned) is tuple else [returned]
