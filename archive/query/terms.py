"""From a word or phrase as typed to its node; what it cannot mean is said."""

from __future__ import annotations

import re

from archive.analysis import Token, tokens
from archive.model import fold
from archive.query.lint import WarningCode
from archive.query.nodes import And, Fuzzy, Pattern, Phrase, Query, Word

MAX_SLOP = 100
MAX_DISTANCE = 2
LETTERS_FIRST = 3
"""Letters before the first wildcard, and letters of a fuzzy word, at least."""
_RESERVED = frozenset({"AND", "OR", "NOT"})
_FUZZY = re.compile(r"(.+)~(\d*)\Z", re.DOTALL)
_SPECIAL = re.compile(r'[\s()"“”„«»|*?~:&]')
Fault = tuple[WarningCode, str, str]
"""What is odd with a term, in words, and what the term should be."""


def word_node(typed: str, field: str | None) -> tuple[Query | None, Fault | None]:
    """The node of a word with its wildcards or tilde; None when it holds nothing to search."""
    fuzzy = _FUZZY.match(typed)
    if fuzzy:
        return _fuzzy(fuzzy[1], fuzzy[2], field)
    stem = typed.rstrip("?") if typed.endswith("?") and not set("*?") & set(typed[:-1]) else typed
    if set("*?") & set(stem):
        return _patterns(stem, field)
    return plain_node(stem, field)


def plain_node(typed: str, field: str | None) -> tuple[Query | None, Fault | None]:
    """The node of a word without wildcards."""
    found = list(tokens(typed))
    if not found:
        return None, (WarningCode.NO_WORDS, f"{_shown(typed)} has no letter or digit", "")
    whole = typed[found[0].start : found[-1].end]
    if _SPECIAL.search(whole):
        return phrase_node(typed, "", field)
    return Word(whole.lower() if whole in _RESERVED else whole, field), None


def phrase_node(
    typed: str, slop_typed: str, field: str | None
) -> tuple[Query | None, Fault | None]:
    """The node of a phrase; of a word when it has only one."""
    found = list(tokens(typed))
    if not found:
        return None, (WarningCode.NO_WORDS, f"{_shown(typed)} has no letter or digit", "")
    slop, fault = _within(slop_typed, MAX_SLOP, f'"{typed}"~')
    if len(found) == 1:
        node, _ = plain_node(_as_typed(typed, found[0]), field)
        return node, fault
    return Phrase(" ".join(_as_typed(typed, token) for token in found), slop, field), fault


def _fuzzy(word: str, distance_typed: str, field: str | None) -> tuple[Query | None, Fault | None]:
    found = [token.form for token in tokens(word)]
    if len(found) != 1 or len(found[0]) < LETTERS_FIRST:
        node, fault = word_node(word, field)
        message = f"{_shown(word)}~ needs one word of {LETTERS_FIRST} letters; searched without ~"
        return node, fault or (WarningCode.FUZZY_TOO_SHORT, message, word)
    distance, fault = _within(distance_typed or "1", MAX_DISTANCE, f"{word}~")
    if not distance:
        return plain_node(word, field)
    return Fuzzy(found[0], distance, field), fault


def _patterns(typed: str, field: str | None) -> tuple[Query | None, Fault | None]:
    """Each part of the typed word that has a wildcard, and the words between."""
    folded = re.sub(r"\*+", "*", fold(typed).replace("'", "").replace("’", ""))
    nodes: list[Query] = []
    for part in re.findall(r"[^\W_*?][\w*?]*|[*?]+[\w*?]*", folded):
        node, fault = _pattern(part, field)
        if fault:
            plain = re.sub(r"[*?]+", " ", typed).strip()
            return plain_node(plain, field)[0], (*fault, plain)
        if node and node not in nodes:
            nodes.append(node)
    if not nodes:
        return None, (WarningCode.NO_WORDS, f"{_shown(typed)} has no letter or digit", "")
    return nodes[0] if len(nodes) == 1 else And(tuple(nodes)), None


def _pattern(part: str, field: str | None) -> tuple[Query | None, tuple[WarningCode, str] | None]:
    if not set("*?") & set(part):
        return plain_node(part, field)[0], None
    if len(re.split(r"[*?]", part, maxsplit=1)[0]) < LETTERS_FIRST:
        message = f"{_shown(part)} needs {LETTERS_FIRST} letters before * or ?; searched without"
        return None, (WarningCode.WILDCARD_TOO_SHORT, message)
    return Pattern(part, field), None


def _within(typed: str, largest: int, before: str) -> tuple[int, Fault | None]:
    """The number after a tilde, at most the largest that is meant."""
    number = int(typed[:9]) if typed else 0
    if number <= largest:
        return number, None
    message = f"{before}{typed}: at most {largest} is understood"
    return largest, (WarningCode.OUT_OF_RANGE, message, f"{before}{largest}")


def _as_typed(text: str, token: Token) -> str:
    return text[token.start : token.end]


def _shown(text: str) -> str:
    return f"“{text[:40]}…”" if len(text) > 40 else f"“{text}”"
