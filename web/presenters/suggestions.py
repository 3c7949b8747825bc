"""What a reader may have meant, or may be about to type, in words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from archive.catalogue import Answer
from archive.search.fields import SPEC
from archive.suggestions import Completion, Proposal
from web.addresses import search_url
from web.presenters.counts import stories


@dataclass(frozen=True, slots=True)
class ProposalLine:
    """A query spelt otherwise, how many stories it finds, and the search for it."""

    query_text: str
    found: str
    url: str


def proposal_line(answer: Answer, proposal: Proposal | None) -> ProposalLine | None:
    """Lay out a proposal; the filters stay."""
    if proposal is None:
        return None
    url = search_url(answer.state.asking(proposal.query_text))
    return ProposalLine(proposal.query_text, stories(proposal.total), url)


def suggestions_as_json(typed: str, completions: Sequence[Completion]) -> list[str | list[str]]:
    """What browsers take: the text typed, queries, and what each of them is.

    The shape is that of the OpenSearch Suggestions extension 1.1.
    """
    return [
        typed,
        [completion.query_text for completion in completions],
        [_description(completion) for completion in completions],
    ]


def _description(completion: Completion) -> str:
    """What an offer is: `place, 12 stories`."""
    kind = [SPEC[completion.kind].label.lower()] if completion.kind else []
    return ", ".join([*kind, stories(completion.stories)])
