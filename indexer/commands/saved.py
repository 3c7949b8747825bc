"""`cuttings saved`: searches that are kept, what is new in them, and all that they find."""

from __future__ import annotations

import json
import shlex
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from typing import BinaryIO

import click

from archive.catalogue import Catalogue
from archive.exports import ExportedStory, records_of
from archive.saved.queries import (
    every_saved,
    every_saved_as_json,
    find_saved,
    headings_for,
    remember_again,
    revisit_as_json,
    revisit_saved,
    rules,
    save_search,
    saved_as_json,
)
from archive.saved.revisits import Revisit
from archive.search.state import SearchState
from archive.settings import Settings
from archive.store import SavedQuery
from indexer.commands.export import FORMS, export_options, write_export
from indexer.commands.opening import opened
from indexer.commands.search_options import asked, search_options, search_pairs
from indexer.display import published_words, results, stories

SHOWN = 10
"""Stories of each kind of difference that are named; --json gives the ids of all."""


@click.group(invoke_without_command=True)
@click.pass_context
def saved(ctx: click.Context) -> None:
    """Searches that are kept under a name, and what is new in them.

    The same as the page of saved queries; NAME is what stands behind /s/ in their links.

    \b
    cuttings saved                        list them
    cuttings saved add "Peace talks" 'peace talks' --actor xi-jinping
    cuttings saved show peace-talks       what is new, changed or gone
    cuttings saved export peace-talks --as csv > talks.csv
    """
    if ctx.invoked_subcommand is None:
        ctx.invoke(list_saved, as_json=False)


@saved.command("list")
@click.option("--json", "as_json", is_flag=True, help="The same as /saved.json.")
@click.pass_obj
def list_saved(settings: Settings, as_json: bool) -> None:
    """List the saved queries, the newest first, with what each asks."""
    with opened(settings) as catalogue:
        found = every_saved(catalogue)
        asked = [_rules(catalogue, query) for query in found]
    if as_json:
        _print_json(every_saved_as_json(found))
        return
    for query, lines in zip(found, asked, strict=True):
        results.print("\n".join(_told(query, lines)), markup=False, soft_wrap=True)
    if not found:
        results.print("None yet; keep one with: cuttings saved add NAME QUERY")


@saved.command()
@click.argument("name")
@search_options
@click.option("--note", default="", help="What it is for.")
@click.pass_obj
def add(
    settings: Settings,
    /,
    name: str,
    query: tuple[str, ...],
    sort: str,
    note: str,
    **chosen: tuple[str, ...],
) -> None:
    """Keep a search under NAME, and remember which stories it finds now."""
    state = asked(search_pairs(query, sort, chosen))
    with opened(settings) as catalogue:
        kept = save_search(catalogue, " ".join(name.split()), state, note=note.strip())
    results.print(f"{kept.slug}: {stories(kept.total_when_saved)}", markup=False)


@saved.command()
@click.argument("name")
@click.option("--since", type=click.DateTime(["%Y-%m-%d"]), help="Since that day, instead.")
@click.option("--json", "as_json", is_flag=True, help="For programs: the ids of all.")
@click.pass_obj
def show(settings: Settings, name: str, since: datetime | None, as_json: bool) -> None:
    """Say what is new, changed or gone since NAME was saved, or last seen in full."""
    with opened(settings) as catalogue:
        query = find_saved(catalogue, name)
        difference = revisit_saved(catalogue, query, since.replace(tzinfo=UTC) if since else None)
        total = catalogue.total(SearchState.from_address(query.state))
        lines = [*_told(query, _rules(catalogue, query)), f"    {stories(total)} now"]
        if difference:
            lines += _differences(catalogue, difference)
    if as_json:
        told = revisit_as_json(difference) if difference else None
        _print_json({"saved": saved_as_json(query), "total": total, "changes": told})
        return
    if not difference:
        lines.append("    What it found is not remembered; ask with --since, as in 2024-02-03")
    results.print("\n".join(lines), markup=False, soft_wrap=True)


@saved.command()
@click.argument("name")
@click.pass_obj
def seen(settings: Settings, name: str) -> None:
    """Count what is new in NAME from now on."""
    with opened(settings) as catalogue:
        total = remember_again(catalogue, find_saved(catalogue, name))
    results.print(f"{name}: {stories(total)} remembered", markup=False)


@saved.command()
@click.argument("name")
@click.option("--yes", is_flag=True, help="Do it without asking.")
@click.pass_obj
def remove(settings: Settings, name: str, yes: bool) -> None:
    """Delete NAME; its link no longer works. The stories stay."""
    with opened(settings) as catalogue:
        query = find_saved(catalogue, name)
        if not yes:
            click.confirm(f"Delete {query.name!r}, which was saved as {name}?", abort=True)
        with catalogue.store.begin() as transaction:
            transaction.saved.delete(name)
    results.print(f"Deleted. To keep it again: {add_command(query)}", markup=False, soft_wrap=True)


@saved.command()
@click.argument("name")
@export_options
@click.pass_obj
def export(settings: Settings, name: str, form: str, output: BinaryIO, root: str) -> None:
    """Write every story that NAME finds."""
    with opened(settings) as catalogue:
        state = SearchState.from_address(find_saved(catalogue, name).state)
        write_export(catalogue, state, FORMS[form], output, root)


def add_command(query: SavedQuery) -> str:
    """What keeps a saved query again.

    >>> from datetime import UTC, datetime
    >>> then = datetime(2024, 2, 3)
    >>> state = "q=peace+talks&not.actor=x&sort=newest"
    >>> add_command(SavedQuery("a", "A b", "peace talks", state, "", then, then, 0, 0))
    "cuttings saved add 'A b' 'peace talks' --not-actor x --sort newest"
    """
    words = ["cuttings", "saved", "add", query.name]
    if query.query_text:
        words.append(query.query_text)
    for name, value in SearchState.from_address(query.state).pairs:
        if name not in ("q", "per", "chart"):
            words += [f"--{name.replace('.', '-')}", value]
    return shlex.join([*words, *(["--note", query.note] if query.note else [])])


def _rules(catalogue: Catalogue, query: SavedQuery) -> tuple[str, ...]:
    state = SearchState.from_address(query.state)
    with catalogue.store.read() as transaction:
        return rules(state, headings_for(transaction, [state]))


def _told(query: SavedQuery, lines: Iterable[str]) -> list[str]:
    """A saved query in words."""
    when = f"saved {query.created_at:%Y-%m-%d}, {stories(query.total_when_saved)} then"
    notes = [f"    {line}" for line in query.note.splitlines()]
    return [f"{query.slug}  {query.name}  ({when})", *(f"    {line}" for line in lines), *notes]


def _differences(catalogue: Catalogue, found: Revisit) -> list[str]:
    """Each kind of difference with the first of its stories."""
    lines = [f"    Since {found.since:%Y-%m-%d %H:%M} UTC:"]
    if found.is_quiet:
        return [f"{lines[0]} nothing new, changed or gone"]
    for kind, ids in (("new", found.new), ("changed", found.changed), ("gone", found.gone or ())):
        lines += [f"    {len(ids):,} {kind}"] if ids else []
        with catalogue.store.read() as transaction:
            there = {story.story_id: story for story in records_of(transaction, ids[:SHOWN])}
        lines += [f"      {_story(story_id, there)}" for story_id in ids[:SHOWN]]
        lines += [f"      and {len(ids) - SHOWN:,} more"] if len(ids) > SHOWN else []
    return lines


def _story(story_id: str, there: Mapping[str, ExportedStory]) -> str:
    story = there.get(story_id)
    if story is None:
        return f"{story_id}  no longer in the archive"
    return f"{story_id}  {published_words(story.published)}  {story.headline}"


def _print_json(told: Mapping[str, object]) -> None:
    click.echo(json.dumps(told, ensure_ascii=False, indent=2))
