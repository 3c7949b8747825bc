"""The options that choose facet values, for every command that searches."""

from __future__ import annotations

from collections.abc import Mapping

import click

from archive.search.fields import FACET_NAMES
from archive.search.state import Pair


def facet_options(command: click.decorators.FC) -> click.decorators.FC:
    """Add an option for each facet, and its negation."""
    for name in reversed(FACET_NAMES):
        command = click.option(f"--not-{name}", multiple=True, help=f"Leave this {name} out.")(
            command
        )
        command = click.option(f"--{name}", multiple=True, help=f"Only this {name}.")(command)
    return command


def chosen_pairs(chosen: Mapping[str, tuple[str, ...]]) -> list[Pair]:
    """What was chosen, as it stands in an address.

    >>> chosen_pairs({"date": ("2023",), "not_actor": ("xi-jinping",)})
    [('date', '2023'), ('not.actor', 'xi-jinping')]
    """
    return [
        (option.replace("not_", "not."), value)
        for option, values in chosen.items()
        for value in values
    ]
