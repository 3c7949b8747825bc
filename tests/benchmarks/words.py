"""Made words and names: pronounceable, plain ASCII, and no stemmer disagrees on them.

A word is syllables of an onset and a vowel with one closing consonant, chosen so that none of
Porter's suffixes arises by chance; inflected forms take `s`, `ed` or `ing`, which every
English stemmer takes off again.
"""

from __future__ import annotations

from archive.analysis import STOP_WORDS

ONSETS = "b d f g h j k l m n p r s t v z br dr fl gr kl pl pr sh sk sl sp st tr".split()
VOWELS = "aeiou"
CLOSINGS = [vowel + end for vowel in VOWELS for end in "nkmpr" if vowel + end != "er"]
SUFFIXES = ("s", "ed", "ing")
SHORT_WORDS = 40_000
"""Ranks that get a word of two syllables; rarer words are longer (Zipf's law of abbreviation)."""
_SCATTER = 7_368_787
"""A prime; spreads neighbouring ranks over the alphabet."""
_STEP = 0.4
"""An inflected form stands at a rank whose base word stands at this part of it."""


def made_words(count: int) -> list[str]:
    """The words of ranks from 0: English stop words first, then made words, forms and numbers.

    >>> made_words(36)[:2], len(set(made_words(5000)))
    (['a', 'an'], 5000)
    """
    words = sorted(STOP_WORDS)[:count]
    given = set(words)
    for rank in range(len(words), count):
        word = _form(words, rank)
        words.append(made_word(rank) if word in given else word)
        given.add(words[rank])
    return words


def made_word(number: int) -> str:
    """The base word with a number.

    >>> made_word(7) != made_word(8)
    True
    """
    syllables = 1 if number < SHORT_WORDS else 2
    size: int = len(CLOSINGS) * len(ONSETS) * (len(ONSETS) * len(VOWELS)) ** syllables
    rest, closing = divmod(number * _SCATTER % size, len(CLOSINGS))
    rest, onset = divmod(rest, len(ONSETS))
    word = ONSETS[onset] + CLOSINGS[closing]
    for _ in range(syllables):
        rest, onset = divmod(rest, len(ONSETS))
        rest, vowel = divmod(rest, len(VOWELS))
        word = f"{ONSETS[onset]}{VOWELS[vowel]}{word}"
    return word


def made_person(number: int) -> str:
    """The id of a made person: one of a few hundred first names, and a surname.

    >>> len({made_person(number) for number in range(1000)})
    1000
    """
    return f"{made_word(SHORT_WORDS - 1 - number % 300)}-{made_word(9_000_000 + number)}"


def made_organisation(number: int) -> str:
    """The id of a made organisation."""
    kind = ("agency", "bank", "council", "party", "union")[number % 5]
    return f"{made_word(9_500_000 + number)}-{kind}"


def heading(name_id: str) -> str:
    """How a made name is written.

    >>> heading("kran-belom")
    'Kran Belom'
    """
    return name_id.replace("-", " ").title()


def _form(words: list[str], rank: int) -> str:
    """Three in ten are forms of a more frequent word, one in eleven is a number."""
    if rank % 11 == 0 and rank > 200:
        return str(rank)
    base = words[int(rank * _STEP)]
    if rank % 10 < 3 and rank > 100 and base.endswith(tuple(CLOSINGS)):
        return base + SUFFIXES[rank % 3]
    return made_word(rank)
