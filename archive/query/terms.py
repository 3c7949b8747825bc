"""What a single piece of a query asks of a field."""

from __future__ import annotations

import unicodedata

from archive.query.fields import PERIOD_FIELDS
from archive.query.lint import WarningCode, quoted
from archive.query.nodes import Published, SpeaksOf
from archive.query.periods import parse_period
from archive.query.pieces import Kind, Piece
from archive.query.proposals import proposed_period
from archive.query.reading import Fault, Reading
from archive.query.wildcards import read_run
from archive.query.words import read_phrase, read_word


def read_term(piece: Piece, field: str | None) -> Reading:
    """Read a word, an address, or what stands between quotation marks.

    Accents that are typed as marks of their own are joined to their letters, as in stories.
    """
    text = unicodedata.normalize("NFC", piece.text)
    if field in PERIOD_FIELDS:
        return _read_period(text, field or "")
    match piece.kind:
        case Kind.QUOTED:
            return read_phrase(text, piece.near, field)
        case Kind.URL:
            return read_word(text, field)
        case _:
            return read_run(text, field)


def _read_period(text: str, field: str) -> Reading:
    bare = text.strip(" ,;!'’")
    period = parse_period(bare) or parse_period(bare.rstrip("."))
    if period and not (field == "mentions" and period.is_undated):
        return Reading((Published(period) if field == "date" else SpeaksOf(period),))
    message = (
        f"{quoted(text)} is not understood as a date and is left out; "
        "write 2023, 2023-04, 2023-04-28, 2023-02..2023-04 or >=2023"
    )
    code = WarningCode.DATE_NOT_UNDERSTOOD
    return Reading(fault=Fault(code, message, proposed_period(bare)))
