"""Where sentences end in news text, and a headline made of the first one."""

from __future__ import annotations

import re
from collections.abc import Iterator

from archive.model import Span, blank_out
from indexer.readers.bylines import DATELINE
from indexer.readers.decode import one_line

LONGEST_HEADLINE = 150
"""A sentence longer than this is cut at a word to make a headline."""

_LOOK_AT = 2000
_END = re.compile(
    r"(?P<mark>[.!?…]+|[。\uff01\uff1f])[\"'”’»)\]]*(?=\s+[\"'“‘«(\[]*[^\Wa-z_]|\s*$|(?<=[。\uff01\uff1f]))"
)
_OPEN_END = re.compile(
    r"(?:(?<!\w)[^\W\d_]"  # an initial, and the last letter of U.S.
    r"|(?<!\w)(?:[^\W\d_]\.)+[^\W\d_]"
    r"|\b(?:Adm|Ave|Brig|Capt|Cmdr|Co|Col|Corp|Cpl|Dep|Det|Dr|Drs|Fr|Ft|Gen|Gov|Hon|Inc|Insp|Jr|Lt|"
    r"Ltd|Maj|Messrs|Mlle|Mme|Mr|Mrs|Ms|Mt|Mx|No|Nos|Pfc|Ph\.D|Pres|Prof|Rep|Reps|Rev|Sec|Sen|Sens|"
    r"Sgt|Sr|Spc|St|Ste|Supt|approx|cf|ca|e\.g|est|etc|i\.e|vs|v|"
    r"Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec|"
    r"Ala|Ariz|Ark|Calif|Colo|Conn|Fla|Ga|Ill|Ind|Kan|Ky|La|Mass|Md|Mich|Minn|Miss|Mo|Mont|Neb|Nev|"
    r"Okla|Ore|Pa|Tenn|Tex|Va|Wash|Wis|Wyo))\Z"
)


def first_sentence(text: str) -> str:
    """The first sentence on one line; the first paragraph where no sentence ends in it.

    >>> first_sentence('The U.S. and Mr. J. Sample met at No. 10. "Good," he said.')
    'The U.S. and Mr. J. Sample met at No. 10.'
    """
    paragraph = next((line for line in text.split("\n") if line.strip()), "")[:_LOOK_AT]
    start, end = next(sentences(paragraph), (0, 0))
    return one_line(paragraph[start:end])


def sentences(text: str, start: int = 0, end: int | None = None) -> Iterator[Span]:
    """Yield where the sentences between two places stand, marks and closing quotes included.

    >>> list(sentences("Mr. Sample left. “Good.” He will be back"))
    [(0, 16), (17, 24), (25, 40)]
    """
    end = len(text) if end is None else end
    for match in _END.finditer(text, start, end):
        before = text[max(start, match.start() - 20) : match.start()]
        if match["mark"] != "." or not _OPEN_END.search(before):
            yield start + _blanks(text[start : match.end()]), match.end()
            start = match.end()
    if text[start:end].strip():
        yield start + _blanks(text[start:end]), start + len(text[start:end].rstrip())


def _blanks(text: str) -> int:
    """How many blanks a text begins with."""
    return len(text) - len(text.lstrip())


def headline_from(text: str, asides: tuple[Span, ...]) -> str:
    """Make a headline of the first sentence that is not an aside, cut at a word if it is long.

    The place and agency before the first words of an agency's story are left out.
    """
    dateline = DATELINE.match(text)
    start = dateline.end() if dateline else 0
    body = blank_out(text[: start + _LOOK_AT * 20], asides)[start:]
    return shortened(first_sentence(body) or first_sentence(text))


def shortened(sentence: str, *, longest: int = LONGEST_HEADLINE) -> str:
    """Cut a sentence at a word boundary to a number of characters.

    >>> shortened("word " * 40)[-11:]
    'word word …'
    """
    if len(sentence) <= longest:
        return sentence
    kept = sentence[: longest - 1]
    whole_words = kept.rpartition(" ")[0].rstrip(" ,;:-–—")
    return f"{whole_words} …" if whole_words else f"{kept}…"
