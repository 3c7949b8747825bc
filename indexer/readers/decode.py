"""From bytes to clean text."""

from __future__ import annotations

import codecs
import re
import unicodedata

from charset_normalizer import CharsetMatch, from_bytes

from archive.errors import EmptySeedError, UndecodableSeedError
from indexer.readers.seed import SeedText

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_HEAD = 4096
_SAMPLE = 1 << 16
"""How many bytes the guess of an encoding looks at."""
_DECLARED = re.compile(
    rb"""<(?:meta|\?xml)\b[^>]{0,200}?\b(?:charset|encoding)\s*=\s*["']?([\w.:-]{2,40})""", re.I
)
_BINARY = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_MOST_BINARY = 0.01
_MOST_FOREIGN = 0.25
"""Share of letters beyond ASCII above which a text is not taken for a Western language."""
_MOST_CHAOS = 0.1

_BREAKS = re.compile("\r\n?|[\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
_UNSEEN = "\x00-\x08\x0e-\x1f\x7f-\x9f\xad\u200b\u2060\ufeff\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff"
_INVISIBLE = re.compile(f"[{_UNSEEN}]")
_VISIBLE = re.compile(rf"[^\s{_UNSEEN}]")


def decode(data: bytes, locator: str) -> SeedText:
    """Decode by byte order mark, declared charset, UTF-8, then the best guess.

    Raises EmptySeedError for nothing but white space and UndecodableSeedError for bytes
    that are no text.
    """
    if not data.strip():
        raise EmptySeedError(f"{locator}: the file is empty; remove it or save the story again")
    text, notes = _marked(data, locator) or _unmarked(data, locator)
    if not _VISIBLE.search(text):
        raise EmptySeedError(f"{locator}: nothing but blanks; remove it or save the story again")
    return SeedText(locator, text, notes)


def clean(text: str) -> str:
    r"""Make line ends `\n`, drop what cannot be seen or stored, compose letters (NFC).

    >>> clean("a\r\nb\x00\u00adc e\u0301")
    'a\nbc é'
    """
    return unicodedata.normalize("NFC", _INVISIBLE.sub("", _BREAKS.sub("\n", text)))


def one_line(text: str) -> str:
    r"""Clean a text and join its words by single spaces.

    >>> one_line(" Two\n  lines\t")
    'Two lines'
    """
    return " ".join(clean(text).split())


_Decoded = tuple[str, tuple[str, ...]]


def _marked(data: bytes, locator: str) -> _Decoded | None:
    """Decode what says itself how: by a byte order mark, or zeros in every second place."""
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return _decoded_as(data[len(mark) :], encoding, locator)
    head = data[:_HEAD]
    for encoding, zeros, letters in (("utf-16-le", 1, 0), ("utf-16-be", 0, 1)):
        if head[zeros::2].count(0) > 0.4 * len(head) / 2 > 8 * head[letters::2].count(0):
            return _decoded_as(data, encoding, locator)
    return None


def _decoded_as(data: bytes, encoding: str, locator: str) -> _Decoded:
    text = data.decode(encoding, "replace")
    lost = text.count("\ufffd")
    if lost > len(text) * _MOST_BINARY + 1 or len(_INVISIBLE.findall(text)) > len(text) / 10:
        raise UndecodableSeedError(
            f"{locator}: starts like {encoding.upper()} but is not; save it again as UTF-8"
        )
    return text, _loss_note(lost, encoding)


def _unmarked(data: bytes, locator: str) -> _Decoded:
    if len(_BINARY.findall(data[:_SAMPLE])) > _MOST_BINARY * min(len(data), _SAMPLE):
        raise UndecodableSeedError(
            f"{locator}: binary data, not text; convert it to text or HTML first"
        )
    decoded = _as_utf8(data) or _as_declared(data) or _as_guessed(data)
    if decoded is None:
        raise UndecodableSeedError(
            f"{locator}: not text in any known encoding; save it again as UTF-8"
        )
    return decoded


def _as_utf8(data: bytes) -> _Decoded | None:
    """Decode as UTF-8; a few broken characters among many good ones are let pass, with a note."""
    try:
        return data.decode("utf-8"), ()
    except UnicodeDecodeError:
        text = data.decode("utf-8", "replace")
    lost = text.count("\ufffd")
    foreign = sum(c > "\x7f" for c in text) - lost
    return (text, _loss_note(lost, "utf-8")) if 20 * lost <= foreign else None


def _as_declared(data: bytes) -> _Decoded | None:
    """Decode by the charset that a page names, in the sense of the WHATWG encoding standard."""
    declared = _DECLARED.search(data[:_HEAD])
    if declared is None:
        return None
    label = declared[1].decode("ascii", "replace").lower()
    if label in ("iso-8859-1", "latin1", "latin-1", "us-ascii", "ascii", "utf-8", "utf8"):
        label = "cp1252"
    try:
        text = data.decode(_SUPERSETS.get(label, label), "replace")
    except (LookupError, ValueError, TypeError):
        return None
    lost = text.count("\ufffd")
    return (text, _loss_note(lost, label)) if lost <= len(text) * _MOST_BINARY else None


_SUPERSETS = {"gb2312": "gb18030", "gbk": "gb18030", "shift_jis": "cp932", "euc-kr": "cp949"}


def _as_guessed(data: bytes) -> _Decoded | None:
    sample = _telling_part(data)
    foreign = sum(byte > 0x7F for byte in sample)
    guesses = from_bytes(sample, threshold=_MOST_CHAOS, cp_exclusion=["utf_8", "ascii"])
    likely = [guess.encoding for guess in guesses if _is_likely(guess, foreign)]
    if likely and foreign >= _FEW:
        encoding = likely[0]
    elif foreign <= _MOST_FOREIGN * len(sample):
        encoding = "cp1252"
    else:
        return None
    text = data.decode(encoding, "replace")
    return text, (f"read as {encoding}, a guess", *_loss_note(text.count("\ufffd"), encoding))


def _telling_part(data: bytes) -> bytes:
    """The bytes around the first that is not ASCII, where a guess has something to go by."""
    first = _FOREIGN.search(data)
    start = max(0, first.start() - _SAMPLE // 2) if first else 0
    return data[start : start + _SAMPLE]


def _is_likely(guess: CharsetMatch, foreign: int) -> bool:
    """Whether a guess fits a language by its letters, or a multi-byte encoding all but perfectly.

    Of the languages of East Asia no letter frequencies are known, but no other text of some
    length fits their encodings.
    """
    is_east_asian = guess.encoding in _EAST_ASIAN and foreign >= _MANY
    return guess.percent_coherence > 0 or (is_east_asian and guess.percent_chaos < _TINY_CHAOS)


_FOREIGN = re.compile(rb"[\x80-\xff]")
_FEW = 5
"""Fewer foreign bytes than this say nothing about an encoding."""
_MANY = 40
_TINY_CHAOS = 6
_EAST_ASIAN = {"cp932", "shift_jis", "euc_jp", "euc_jis_2004", "gb18030", "big5", "cp949", "euc_kr"}


def _loss_note(lost: int, encoding: str) -> tuple[str, ...]:
    return (f"{lost} characters could not be read as {encoding}",) if lost else ()
