from __future__ import annotations

import pytest

from archive.model import NameKind
from tests.indexer.extract.quotes.builders import subjects


def before(text: str) -> str:
    """Who says it, where the verb ends the text."""
    verb = text.rindex(" ") + 1
    found = subjects(text).before(0, verb)
    return found.name if found else ""


def after(text: str) -> str:
    """Who says it, where the verb begins the text."""
    found = subjects(text).after(text.index(" "), len(text))
    return found.name if found else ""


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Ada Berg said", "Ada Berg"),
        ("But on Friday Prime Minister Ada Berg also said", "Ada Berg"),
        ("Ada Berg, the minister of fish, said", "Ada Berg"),
        ("Ada Berg (54) said", "Ada Berg"),
        ("The minister of fish, Ada Berg, said", "Ada Berg"),
        ("Ada Berg, who met Otto Lund in Oslo, said", "Ada Berg"),
        ("Ada Berg, speaking in Oslo, has repeatedly said", "Ada Berg"),
        ("In Oslo, Ada Berg said", "Ada Berg"),
        ("Berg's deputy Otto Lund said", "Otto Lund"),
        ("It was Ada Berg who said", "Ada Berg"),
        ("the Ministry of Fish said", "Ministry of Fish"),
        ("Norway said", "Norway"),
        ("A spokesman for the World Bank said", "World Bank"),
        ("A spokeswoman for Ada Berg said", "A spokeswoman for Ada Berg"),
        ("Officials in Norway said", "Officials in Norway"),
        ("Two people close to the talks said", ""),
        ("Ada Berg came to Oslo. They said", ""),
    ],
)
def test_the_subject_stands_before_the_verb(text: str, name: str) -> None:
    assert before(text) == name


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("said Ada Berg.", "Ada Berg"),
        ("said the minister of fish, Ada Berg.", "Ada Berg"),
        ("said World Bank spokesman Otto Lund in Oslo.", "Otto Lund"),
        ("said Ada Berg of the World Bank.", "Ada Berg"),
        ("said the World Bank.", "World Bank"),
        ("said a spokesman for the World Bank.", "World Bank"),
        ("said a spokesman for Ada Berg.", "a spokesman for Ada Berg"),
        ("said police.", "police"),
        ("said nothing.", ""),
    ],
)
def test_the_subject_stands_after_the_verb(text: str, name: str) -> None:
    assert after(text) == name


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Ada Berg met Mark Hill. She said", "Ada Berg"),
        ("Ada Berg met Mark Hill. He said", "Mark Hill"),
        ("Ada Berg spoke. It rained in Oslo. She said", "Ada Berg"),
        ("Ada Berg's deputy Otto Lund came. He said", "Otto Lund"),
        ("Mark Hill came. She said", "she"),
        ("The World Bank met Ada Berg. It said", "World Bank"),
        ("President Otto Lund met Ada Berg. The president said", "Otto Lund"),
        ("Ada Berg, the chancellor, met Otto Lund. The chancellor said", "Ada Berg"),
        ("Ada Berg met Otto Lund. The chancellor said", "The chancellor"),
        ("The Ministry of Fish met the World Bank. The ministry said", "Ministry of Fish"),
        ("The Harbour Authority met the World Bank. The company said", "Harbour Authority"),
    ],
)
def test_pronouns_and_titles_stand_for_the_last_who_fits(text: str, name: str) -> None:
    assert before(text) == name


def test_a_speaker_says_how_he_was_found() -> None:
    found = subjects("A spokesman for the World Bank said").before(0, 31)
    assert found
    assert (found.kind, found.authority_id) == (NameKind.ORGANISATION, "world-bank")
    assert found.rule == "A spokesman for the World Bank"
