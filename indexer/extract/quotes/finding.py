"""All that is quoted in a text, in order, each with its speaker."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from archive.model import Mention, Quote, Span
from indexer.extract.quotes.cast import Cast, Speaker, hide
from indexer.extract.quotes.direct import cue_of
from indexer.extract.quotes.indirect import reported
from indexer.extract.quotes.marks import Quotation, paragraphs, quotations
from indexer.extract.quotes.subjects import Subjects
from indexer.readers.sentences import sentences

QUOTES_VERSION = 2
"""Raised when other quotations are found in the same text, so that stories are read again."""

_LEAST_WORDS = 5
"""Fewer words in quotation marks that nobody is said to speak are a title or a borrowed word."""
_ENDED = re.compile(r"[.!?,…]\Z")
_GOES_ON = "goes on"


def find_quotes(text: str, mentions: Iterable[Mention]) -> tuple[Quote, ...]:
    """Find what is said in a text, by whom of those that it mentions.

    >>> [(q.span, q.name, q.rule) for q in find_quotes("“We will come,” the police said.", ())]
    [((1, 14), 'the police', 'no name')]
    """
    blocks = list(paragraphs(text))
    marked = [list(quotations(text, *block)) for block in blocks]
    outer = hide(text, (q.span for block in marked for q in block))
    subjects = Subjects(outer, Cast(outer, mentions))
    found: list[Quote] = []
    speech: list[Quote] = []
    last: tuple[int, Speaker | None] = (-2, None)
    for number, (block, inside) in enumerate(zip(blocks, marked, strict=True)):
        reader = _Paragraph(text, outer, block, inside, subjects)
        before = last[1] if last[0] == number - 1 and (speech or reader.is_all_quoted) else None
        quotes = reader.read(before)
        speech = _with_teller([*speech, *quotes]) if speech else quotes
        if not inside or not inside[-1].goes_on:
            found += speech
            speech = []
        if inside:
            last = number, reader.speaker
    return tuple(sorted([*found, *speech], key=lambda quote: quote.span))


def _with_teller(speech: Sequence[Quote]) -> list[Quote]:
    """A speech of several paragraphs, of which one tells whose it is."""
    tellers = [q for q in speech if q.is_direct and q.name and q.rule != _GOES_ON]
    if not tellers:
        return list(speech)
    who = tellers[-1]
    return [
        replace(quote, name=who.name, kind=who.kind, authority_id=who.authority_id, rule=_GOES_ON)
        if quote.is_direct and quote.rule in ("", _GOES_ON)
        else quote
        for quote in speech
    ]


class _Paragraph:
    """The quotations of one paragraph; `speaker` is who spoke last in it."""

    def __init__(
        self,
        text: str,
        outer: str,
        block: Span,
        inside: Sequence[Quotation],
        subjects: Subjects,
    ) -> None:
        self._text, self._outer, self._block = text, outer, block
        self._inside = inside
        self._subjects = subjects
        self.speaker: Speaker | None = None

    @property
    def is_all_quoted(self) -> bool:
        """Whether nothing stands outside quotation marks."""
        between = self._outer[slice(*self._block)]
        return bool(self._inside) and not re.search(r"\w", between.replace("\x00", ""))

    def read(self, before: Speaker | None) -> list[Quote]:
        """Find all of them; `before` goes on speaking if nobody else is said to."""
        self.speaker = before
        in_order = self._sentences()
        taken: set[Span] = set()
        direct: list[Quote] = []
        indirect: list[Quote] = []
        waiting = list(enumerate(self._inside))
        for sentence in in_order:
            while waiting and waiting[0][1].outer[0] < sentence[1]:
                number, quotation = waiting.pop(0)
                direct += self._direct(number, quotation, taken)
            for words, speaker, verb in reported(self._outer, sentence, self._subjects):
                if verb not in taken or self._is_beside(words, verb):
                    indirect.append(_quote(words, speaker, is_direct=False))
                    self._subjects.spoken.append((verb[0], speaker))
        return _without_repeats(direct, indirect)

    def _sentences(self) -> list[Span]:
        """Where the sentences stand; one that holds a quotation goes on behind it."""
        found: list[Span] = []
        for start, end in sentences(self._text, *self._block):
            if found and any(q.outer[0] < found[-1][1] < q.span[1] for q in self._inside):
                start = found.pop()[0]
            found.append((start, end))
        return found

    def _is_beside(self, words: Span, verb: Span) -> bool:
        """Whether words that share a verb with a quotation hold more than that."""
        hidden = self._outer.find("\x00", *words)
        lead = self._outer[verb[1] : max(hidden, verb[1])].rstrip(" “\"«„‘'`")
        return verb[1] <= words[0] and (hidden < 0 or lead[-1:] not in ("", ",", ":"))

    def _direct(self, number: int, quotation: Quotation, taken: set[Span]) -> list[Quote]:
        start, end = self._block
        if number:
            start = self._inside[number - 1].outer[1]
        if number + 1 < len(self._inside):
            end = self._inside[number + 1].outer[0]
        cue = cue_of(self._outer, self._text, quotation, (start, end), self._subjects)
        is_full = self._is_full(quotation)
        if cue:
            taken.add(cue.verb)
            self._subjects.spoken.append((cue.verb[0], cue.speaker))
            self.speaker = cue.speaker
            return [_quote(quotation.span, cue.speaker)]
        if self.speaker and is_full:
            return [_quote(quotation.span, replace(self.speaker, rule=_GOES_ON))]
        return [Quote(quotation.span)] if is_full else []

    def _is_full(self, quotation: Quotation) -> bool:
        """Whether the words are speech by themselves, and no title or borrowed word."""
        words = self._text[slice(*quotation.span)]
        is_sentence = words[:1].isupper() and bool(_ENDED.search(words))
        return is_sentence or len(words.split()) >= _LEAST_WORDS


def _quote(span: Span, speaker: Speaker, *, is_direct: bool = True) -> Quote:
    return Quote(span, speaker.name, speaker.kind, speaker.authority_id, is_direct, speaker.rule)


def _without_repeats(direct: Sequence[Quote], indirect: Sequence[Quote]) -> list[Quote]:
    """Leave out words in marks that stand in reported ones, and reports inside reports."""
    kept: list[Quote] = []
    for quote in indirect:
        if not any(_holds(other.span, quote.span) for other in kept):
            kept.append(quote)
    return kept + [q for q in direct if not any(_holds(o.span, q.span) for o in kept)]


def _holds(outer: Span, inner: Span) -> bool:
    return outer[0] <= inner[0] and inner[1] <= outer[1]
