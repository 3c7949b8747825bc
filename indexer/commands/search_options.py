"""What is typed to search, for every command that does: a query, facet values, an order."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import click

from archive.search.fields import FACET_NAMES, FACETS
from archive.search.request import Sort
from archive.search.state import Pair, SearchState
from indexer import display


def search_options(command: click.decorators.FC) -> click.decorators.FC:
    """Add the words of a query, an option for each facet, and the order."""
    sorts = click.Choice([sort.value for sort in Sort])
    command = click.option("--sort", type=sorts, default=Sort.RELEVANCE.value)(command)
    return click.argument("query", nargs=-1)(facet_options(command))


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


def search_pairs(
    query: Iterable[str], sort: str, chosen: Mapping[str, tuple[str, ...]]
) -> list[Pair]:
    """What `search_options` gave, as it stands in an address."""
    return [("q", " ".join(query)), ("sort", sort), *chosen_pairs(chosen)]


def asked(pairs: Iterable[Pair]) -> SearchState:
    """The search that is asked for, for a command that has no page to warn on.

    Raises UsageError for an option that means nothing; faults of the query are told as notes.
    """
    state = SearchState.from_pairs(pairs)
    for option, value in state.not_understood:
        raise click.UsageError(f"not understood: {option} {value}")
    display.show_faults(state.parsed.warnings)
    return state
