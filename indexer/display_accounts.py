"""What the command line shows of accounts: of seeds, folders, stories, and of matches."""

from __future__ import annotations

from rich.markup import escape

from archive.model import Quote
from indexer.accounts import Account, FolderAccount, SeedAccount, Standing, StoryAccount
from indexer.display import published_words, results
from indexer.matches import MatchAccount, PartMatch

SHOWN_PATHS = 10
"""Paths of each standing that are shown of a folder."""
_STANDINGS = {
    Standing.NEW: "new: it was never read; read it with: cuttings index",
    Standing.CHANGED: "changed: it is not what was read; read it again with: cuttings index",
    Standing.GONE: "gone: no longer on disk; the next index run removes its stories",
    Standing.REJECTED: "rejected; once it is repaired, or to try again: cuttings rejects --retry",
    Standing.SKIPPED: "skipped on purpose",
    Standing.UNCHANGED: "unchanged: it is what was read",
}


def show_account(account: Account) -> None:
    """Account for a seed, a folder or a story."""
    if isinstance(account, StoryAccount):
        _show_story(account)
    elif isinstance(account, FolderAccount):
        _show_folder(account)
    else:
        _show_seed(account)


def show_match(account: MatchAccount) -> None:
    """Say which parts of a query match a story, and where it is among the hits."""
    _print(account.headline, style="bold")
    _print(f"  story {account.story_id}")
    for warning in account.query.warnings:
        _print(f"  note: {warning.message}")
    for part in account.parts:
        _print(_part_line(part))
    _print(f"  {_rank_words(account)}")


def _part_line(part: PartMatch) -> str:
    sign = "yes" if part.is_match else "no "
    indent = "  " * (part.depth + 1)
    return f"{indent}{sign}  {part.text}  ← {part.understood}; {part.stories:,} stories"


def _rank_words(account: MatchAccount) -> str:
    if not account.is_match:
        return "not among the hits: the parts marked “no” say why"
    if account.rank is not None:
        return f"hit {account.rank:,} of {account.total:,} by relevance"
    if not account.is_filed:
        return "not in the index yet; bring it up to date with: cuttings index PATH"
    return f"not among the first {account.looked_through:,} of {account.total:,} hits"


def _show_folder(account: FolderAccount) -> None:
    _print(account.path, style="bold")
    for standing, paths in account.paths.items():
        if not paths:
            continue
        _print(f"  {len(paths):,} {standing}")
        for path in paths[:SHOWN_PATHS] if standing is not Standing.UNCHANGED else ():
            _print(f"    {path}")
        if len(paths) > SHOWN_PATHS and standing is not Standing.UNCHANGED:
            _print(f"    and {len(paths) - SHOWN_PATHS:,} more")


def _show_seed(account: SeedAccount) -> None:
    record = account.record
    _print(account.path, style="bold")
    _print(f"  {_STANDINGS[account.standing]}")
    if account.skipped_for:
        _print(f"  {account.skipped_for}")
    if record:
        when = f"{record.indexed_at:%Y-%m-%d %H:%M} UTC" if record.indexed_at else "never"
        reader = f", read as {record.reader}" if record.reader else ""
        _print(f"  {record.state}{reader}, {when}, run {record.run_id}")
        if record.reason and record.reason != account.skipped_for:
            _print(f"  {record.reason}")
    for story_id, locator in account.stories:
        _print(f"  story {story_id}  {locator}")
    for found in account.rejects:
        reader = f"read as {found.reject.reader}, " if found.reject.reader else ""
        _print(
            f"  rejected {found.reject.locator}: {found.reject.reason} ({found.reject.kind}, "
            f"{reader}since {found.since:%Y-%m-%d %H:%M} UTC, last seen by run {found.run_id})"
        )


def _show_story(account: StoryAccount) -> None:
    story, published = account.story, account.story.published
    _print(story.headline, style="bold")
    results.print(f"  story {story.story_id} from {escape(story.locator)}", soft_wrap=True)
    source = f' from its {published.source}: "{published.raw}"' if published.is_known else ""
    ambiguous = " (ambiguous)" if published.is_ambiguous else ""
    results.print(f"  published {published_words(published)}{escape(source)}{ambiguous}")
    for note in story.notes:
        results.print(f"  note: {escape(note)}", soft_wrap=True)
    for mention, record in account.mentions:
        words = dict.fromkeys(" ".join(story.text[a:b].split()) for a, b in mention.spans)
        heading = record.heading if record else mention.name
        results.print(
            f"  {mention.kind}: {escape(heading)}  ← {escape(', '.join(words) or 'given')}"
            f"  ({escape(mention.rule)})",
            soft_wrap=True,
        )
    for quote in account.quotes:
        _print(_quote_line(account, quote))


def _quote_line(account: StoryAccount, quote: Quote) -> str:
    """Who says what, and which words or rule told who."""
    words = " ".join(account.story.text[slice(*quote.span)].split())
    headings = {
        (mention.kind.value, mention.authority_id): record.heading
        for mention, record in account.mentions
        if record
    }
    speaker = headings.get(quote.speaker or ("", ""), quote.name) or "speaker not told"
    said = f"“{words}”" if quote.is_direct else f"reported: {words}"
    return f"  says {speaker}: {said}  ({quote.rule or 'nobody is said to speak'})"


def _print(line: str, *, style: str = "") -> None:
    """Print a line as it is: neither wrapped, nor read as markup."""
    results.print(escape(line), style=style, soft_wrap=True)
