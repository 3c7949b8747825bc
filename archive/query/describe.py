"""From a tree to a sentence: what is searched, for people."""

from __future__ import annotations

from collections.abc import Sequence

from archive.analysis import tokens
from archive.query.nodes import (
    And,
    Fuzzy,
    MatchAll,
    Not,
    Or,
    Pattern,
    Phrase,
    Published,
    Query,
    SpeaksOf,
    Word,
)
from archive.query.period_words import published_words, spoken_words

_PLACES = {"title": " in the headline", "text": " in the text", "said": " in a quotation"}
_NAMES = {
    "actor": "naming an actor",
    "organisation": "naming an organisation",
    "place": "naming a place",
    "source": "from a source",
    "author": "by an author",
    "language": "in the language",
    "speaker": "quoting a speaker",
}


def understood(tree: Query) -> str:
    """Say what a query asks.

    >>> understood(And((Word("peace"), Phrase("cease fire"), Not(Word("putin", "actor")))))
    'stories with “peace” in any form and the phrase “cease fire”, not naming an actor “putin”'
    >>> understood(Or((Word("war"), And((Word("talks", "title"), Word("berg", "author"))))))
    'stories either with “war” in any form or
     (with “talks” in any form in the headline, by an author “berg”)'
    """
    return "all stories" if isinstance(tree, MatchAll) else f"stories {_say(tree)}"


def _say(tree: Query) -> str:
    match tree:
        case MatchAll():
            return "of any kind"
        case And(parts):
            return _all(parts)
        case Or(parts):
            return _either(parts)
        case Not(And() | Or() | Not() as part):
            return f"other than those {_say(part)}"
        case Not(part):
            return _without(_say(part))
        case Published(period):
            return published_words(period)
        case SpeaksOf(period):
            return spoken_words(period)
        case _:
            return _say_words(tree)


def _all(parts: Sequence[Query]) -> str:
    """Join what all must match: plain clauses first, then choices, then what is left out."""
    plain = [part for part in parts if _is_plain(part)]
    choices = [part for part in parts if isinstance(part, Or | And)]
    left_out = [part for part in parts if part not in (*plain, *choices)]
    words = [_what(part) for part in plain if _is_word(part)]
    clauses = [_say(part) for part in plain if not _is_word(part)]
    if words:
        clauses.insert(0, f"with {_listed(words, 'and')}")
    for part in choices:
        clauses.append(f"{'and ' if clauses else ''}{_say(part)}")
    return ", ".join([*clauses, *map(_say, left_out)])


def _either(parts: Sequence[Query]) -> str:
    if all(map(_is_word, parts)):
        return f"with either {_listed([_what(part) for part in parts], 'or')}"
    return f"either {_listed([_bracketed(part) for part in parts], 'or')}"


def _bracketed(part: Query) -> str:
    """A part of a choice, so that it is clear where it ends."""
    if isinstance(part, And) and all(map(_is_word, part.parts)):
        both = "both" if len(part.parts) == 2 else "all of"
        return f"with {both} {_listed([_what(inner) for inner in part.parts], 'and')}"
    return _say(part) if _is_plain(part) else f"({_say(part)})"


def _without(clause: str) -> str:
    """The opposite of a plain clause.

    >>> _without("with “a”"), _without("published in 2023"), _without("without a known date")
    ('without “a”', 'not published in 2023', 'with a known date')
    """
    if clause.startswith("with "):
        return f"without {clause.removeprefix('with ')}"
    if clause.startswith("without "):
        return f"with {clause.removeprefix('without ')}"
    return f"not {clause}"


def _say_words(leaf: Word | Phrase | Pattern | Fuzzy) -> str:
    if leaf.field not in _NAMES:
        return f"with {_what(leaf)}{_PLACES.get(leaf.field or '', '')}"
    if isinstance(leaf, Word) or (isinstance(leaf, Phrase) and not leaf.slop):
        return f"{_NAMES[leaf.field]} “{leaf.text}”"
    return f"{_NAMES[leaf.field]} with {_what(leaf)}"


def _what(leaf: Query) -> str:
    """What the words of a leaf ask for.

    >>> _what(Word("12-point")), _what(Pattern("plan*"))
    ('the phrase “12-point”', 'a word beginning with “plan”')
    >>> _what(Fuzzy("zelensky", 2))
    'a word like “zelensky” but for two letters'
    """
    match leaf:
        case Phrase(text, slop) if slop:
            words = "word" if slop == 1 else "words"
            return f"the words “{text}” in any order with at most {slop} {words} between"
        case Word(text) | Phrase(text):
            is_one = sum(1 for _ in tokens(text)) == 1
            return f"“{text}” in any form" if is_one else f"the phrase “{text}”"
        case Pattern(text) if text.endswith("*") and not set("*?") & set(text[:-1]):
            return f"a word beginning with “{text[:-1]}”"
        case Pattern(text):
            return f"a word like “{text}”"
        case Fuzzy(text, distance):
            letters = "one letter" if distance == 1 else "two letters"
            return f"a word like “{text}” but for {letters}"
        case _:
            return _say(leaf)


def _is_word(part: Query) -> bool:
    return isinstance(part, Word | Phrase | Pattern | Fuzzy) and part.field is None


def _is_plain(part: Query) -> bool:
    inner = part.part if isinstance(part, Not) else part
    return not isinstance(inner, And | Or | Not)


def _listed(words: Sequence[str], last: str) -> str:
    """Join words as a list is written.

    >>> _listed(["a", "b", "c"], "or")
    'a, b or c'
    """
    *first, final = words
    return f"{', '.join(first)} {last} {final}" if first else final
