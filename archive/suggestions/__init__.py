"""What a reader may have meant, or may be about to type."""

from archive.suggestions.completion import Completion, complete
from archive.suggestions.spelling import Proposal, did_you_mean

__all__ = ["Completion", "Proposal", "complete", "did_you_mean"]
