"""Captions, credits and pointers that scraping leaves in a story: shown, but not searched.

What is taken for an aside, each with a pattern below:

- a player's caption: `WATCH | … ×` wherever it stands, `WATCH | …` as a paragraph;
- a pointer to another story: `Also read: …`, `ALSO READ | …`, `Related: …`, from the start of
  a paragraph or sentence to the end of the paragraph, and so `Photo: …` after a sentence;
- a remark in brackets: `(With inputs from agencies)`, `(Photo: …)`, `[File photo]`,
  `(Reporting by …; editing by …)`, `(AFP)` before a dash or at
  the end of a paragraph, any agency in the first dateline;
- a picture's caption or credit as a paragraph: `File photo: …`, `FILE - …`, `© …`;
- a credit as a paragraph: `Reporting by …`, a byline, an agency's name;
- an invitation as a paragraph: `Sign up for …`, `Follow us on …`, `Advertisement`;
- a date, `Published: …`, `Updated …` as one of the first paragraphs;
- a crosshead that a player's caption has run into a sentence (see `_crosshead`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import islice

from archive.model import Span
from indexer.extract.written_dates import is_only_date
from indexer.readers.bylines import AGENCY_PATTERN, DATELINE, is_byline

_MEDIA = r"(?:WATCH|LISTEN|VIDEO|Watch|Listen|Video)(?: (?:NOW|MORE|HERE|now|more|here))?"
_POINTER = (
    r"(?:(?:also|must)[ -](?:read|watch|see)|(?:read|see|watch) (?:also|more|this|next)|"
    r"related(?: (?:articles?|coverage|links?|news|reading|stor(?:y|ies)|topics?|videos?))?|"
    r"more (?:on this(?: story)?|stories|from [^\n:|]{2,40})|recommended(?: (?:for you|reading))?|"
    r"don['’]t miss|you (?:may|might) also like)"
)
_PICTURE = (
    r"(?:(?:AFP|AP|file|handout|news agency|representational|representative|reuters)[ -])?"
    r"(?:caption|graphic|illustration|image|infographic|photo|photograph|pic|picture|video)s?"
)
_CREDIT = r"(?:\s*(?:courtesy|credits?|source|by|via)\b)"
_INPUTS = (
    r"with (?:\w+ )?(?:additional |agenc(?:y|ies) |wire )?"
    r"(?:inputs?|files?|reporting|contributions?|reports?)\b|"
    r"(?:inputs? from|agencies\b|additional (?:reporting|inputs?)|"
    r"(?:reporting|writing|edited|editing|compiled|translated) by\b)"
)
_NOTICE = (
    r"this (?:article|copy|post|report|story) (?:has|was|is|first|originally)\b|disclaimer\b|"
    r"(?:the )?(?:opinions|views) expressed\b|except for the headline\b|click here\b|subscribe\b"
)
_INVITATION = (
    r"sign up (?:for|to)|subscribe (?:here|now|to our|today)|click here|tap here|"
    r"follow (?:us|[^\n.]{2,40}) on (?:facebook|instagram|telegram|twitter|whatsapp|x|youtube)|"
    r"download (?:our|the [^\n.]{0,40}\bapp)|join (?:our|us on)|get (?:our|the latest)|"
    r"catch all the|share this|"
    r"to (?:continue reading|(?:read|view) the (?:full|rest))|"
    r"(?:story|article) continues below|read the (?:full|original) (?:article|story)"
)

_ANYWHERE = tuple(
    re.compile(pattern, flags)
    for pattern, flags in (
        (rf"\b{_MEDIA}\s*[|:][^\n×]{{1,300}}×", 0),
        (
            rf"[(\[]\s*(?:{_INPUTS}|{_NOTICE}|file\s*[)\]]|"
            rf"{_PICTURE}(?:\s*[:/|]|{_CREDIT}|\s*[)\]]))(?:[^()\[\]\n]|\([^()\n]{{0,80}}\)){{0,300}}(?:[)\]]|$)",
            re.I | re.M,
        ),
        (rf"[(\[](?:{AGENCY_PATTERN})[)\]](?=\s*(?:[-–—]|$))", re.I | re.M),
        (r"\bFILE PHOTO:[^\n]{1,300}?/(?:File|FILE) (?:Photo|PHOTO)", 0),
    )
)
_TO_THE_END = re.compile(
    rf"(?:^|(?<=[.!?×\"”)])[ \t]+)"
    rf"(?P<aside>(?:{_POINTER}|(?-i:File p|P)hotos?)\s*[:|](?!//)[^\n×]{{1,250}}(?:×|$))",
    re.I | re.M,
)
_PARAGRAPHS = tuple(
    re.compile(pattern, flags)
    for pattern, flags in (
        (rf"{_MEDIA}\s*[|:][^×]{{1,250}}×?", 0),
        (rf"{_POINTER}\s*(?:[:|].{{0,250}})?", re.I),
        (rf"(?!.*/File Photo\s+\S){_PICTURE}{_CREDIT}?\s*[:|].{{1,300}}", re.I),
        (rf"{_PICTURE}{_CREDIT}.{{1,80}}(?<![.!?])", re.I),
        (r"FILE\s*[-–—].{1,400}", 0),
        (r"(?:©|\(c\)|copyright\b).{1,150}", re.I),
        (rf"(?:{AGENCY_PATTERN}|Getty Images)/\S.{{1,60}}", re.I),
        (
            r"(?i:(?:additional )?(?:reporting|writing|edit(?:ing|ed)|compiled|translated) by)"
            r" [A-Z].{1,300}",
            0,
        ),
        (rf"(?:[-–—(\[]\s*)?(?:(?:{AGENCY_PATTERN})(?:\s*[/,&]\s*|\s+and\s+)?)+\s*[)\].]*", re.I),
        (rf"(?:{_INVITATION})\b.{{0,200}}|advertisement|article continues", re.I),
    )
)
_LONGEST_PARAGRAPH = 450
_FIRST_PARAGRAPHS = 5
_LONGEST_DATE_LINE = 120
_DATE_LABEL = re.compile(
    r"\s*(?:\b(?:first |last )?(?:published|posted|updated|modified)\b(?: on| at)?\s*:?|[·|•])\s*",
    re.I,
)


def find_asides(text: str, *, in_paragraphs: bool = True) -> tuple[Span, ...]:
    """Give the spans of all asides, in order and apart from each other.

    Without `in_paragraphs`, pointers are only found where they fill a paragraph: for texts whose
    paragraphs are known to be whole.

    >>> text = "Talks go on. (With inputs from agencies)"
    >>> [text[start:end] for start, end in find_asides(text)]
    ['(With inputs from agencies)']
    """
    found = [*_paragraph_asides(text), *_date_asides(text)]
    dateline = DATELINE.match(text)
    if dateline:
        found.append(dateline.span("agency"))
    for pattern in _ANYWHERE:
        found += (match.span() for match in pattern.finditer(text))
    if in_paragraphs:
        found += (match.span("aside") for match in _TO_THE_END.finditer(text))
        found += _crossheads(text, found)
    return _joined(found)


def _paragraph_asides(text: str) -> Iterator[Span]:
    for line in re.finditer(r"[^\n]+", text):
        words = line.group().strip()
        if not 1 < len(words) <= _LONGEST_PARAGRAPH:
            continue
        if is_byline(words) or any(pattern.fullmatch(words) for pattern in _PARAGRAPHS):
            start = line.start() + line.group().index(words)
            yield start, start + len(words)


def _date_asides(text: str) -> Iterator[Span]:
    for line in islice(re.finditer(r"[^\n]+", text), _FIRST_PARAGRAPHS):
        if len(line.group()) <= _LONGEST_DATE_LINE and _is_date_line(line.group()):
            yield line.span()


def _is_date_line(line: str) -> bool:
    """Whether a line holds dates, or the words that stand before them, and nothing else."""
    pieces = [piece.strip() for piece in _DATE_LABEL.split(line)]
    return is_only_date(line) or (
        len(pieces) > 1 and all(not piece or is_only_date(piece) for piece in pieces)
    )


def _crossheads(text: str, asides: Iterable[Span]) -> Iterator[Span]:
    behind_players = (end for _, end in asides if text[end - 1 : end] == "×")
    for end in islice(behind_players, _MOST_CROSSHEADS):
        crosshead = _crosshead(text, end)
        if crosshead:
            yield crosshead


_CROSSHEAD_WORDS = 8
_MOST_CROSSHEADS = 20
_CAPITALISED = re.compile(r"[^\W\d_a-z][^\W\d_]*(?:['’-][^\W\d_]+)*")


def _crosshead(text: str, start: int) -> Span | None:
    """Find a crosshead run into the sentence behind it: `… × Anger in Ruritania Zenda said …`.

    There is one for sure only where two names run into each other. So the cut falls before a
    capitalised word that a small one follows and a capitalised one precedes, where elsewhere
    in the story both stand apart from each other and never together.
    """
    line = text[start : text.find("\n", start) if "\n" in text[start:] else len(text)]
    words = list(re.finditer(r"\S+", line))[: _CROSSHEAD_WORDS + 2]
    for before, word, after in zip(words[1:], words[2:], words[3:], strict=False):
        pair = (before.group(), word.group())
        if all(map(_CAPITALISED.fullmatch, pair)) and after.group()[0].islower():
            rest = text[:start] + "\n" + text[start + before.end() + 1 :]
            if _stand_apart(*pair, rest):
                return start + words[0].start(), start + before.end()
    return None


def _stand_apart(left: str, right: str, text: str) -> bool:
    """Whether both words stand in the text by themselves, and nowhere together."""
    alone = rf"(?:^|[^\w\s]|\b[a-z]\w*)\s*\b{re.escape(right)}\b"
    return (
        not re.search(rf"\b{re.escape(left)}\s+{re.escape(right)}\b", text)
        and bool(re.search(rf"\b{re.escape(left)}\b(?!\s+[A-Z])", text))
        and len(re.findall(alone, text, re.M)) > 1
    )


def _joined(spans: Iterable[Span]) -> tuple[Span, ...]:
    """Order the spans and make one of those that overlap."""
    joined: list[Span] = []
    for start, end in sorted(spans):
        if joined and start < joined[-1][1]:
            start, end = joined[-1][0], max(end, joined.pop()[1])
        joined.append((start, end))
    return tuple(joined)
