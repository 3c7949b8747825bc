"""The values the archive is made of: stories, names, dates."""

from archive.model.dates import UNDATED, DateSource, PartialDate, Precision, span_of
from archive.model.names import (
    AuthorityRecord,
    Mention,
    Name,
    NameKind,
    Origin,
    authority_id_for,
    fold,
)
from archive.model.spans import Span, blank_out, merged
from archive.model.stories import Quote, Reject, SpokenDate, Story

__all__ = [
    "UNDATED",
    "AuthorityRecord",
    "DateSource",
    "Mention",
    "Name",
    "NameKind",
    "Origin",
    "PartialDate",
    "Precision",
    "Quote",
    "Reject",
    "Span",
    "SpokenDate",
    "Story",
    "authority_id_for",
    "blank_out",
    "fold",
    "merged",
    "span_of",
]
