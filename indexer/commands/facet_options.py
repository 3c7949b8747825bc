"""The options that choose facet values, for every command that searches."""

from __future__ import annotations

from collections.abc import Mapping

import click

from archive.search.fields import FACET_NAMES, FACETS
from archive.search.state import Pair


def facet_options(command: click.decorators.FC) -> click.decorators.FC:
    """Add an option for each facet, its negation, and the switch from one of them to all."""
    every = "All of the chosen values of this facet, instead of any."
    command = click.option(
        "--all", multiple=True, type=click.Choice(FACET_NAMES), metavar="FACET", help=every
    )(command)
    for spec in reversed(FACETS):
        name, label = spec.name, spec.label.lower()
        leave_out = click.option(f"--not-{name}", multiple=True, help=f"Leave this {label} out.")
        only = click.option(f"--{name}", multiple=True, help=f"Only this {label}.")
        command = only(leave_out(command))
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
