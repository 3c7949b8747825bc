"""Names by the real language model, and clear words when there is none."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
import spacy

from archive.errors import ModelMissingError, RecogniserError
from indexer.extract import spacy_recogniser
from indexer.extract.recogniser import Entity
from indexer.extract.spacy_recogniser import SpacyRecogniser, load_recogniser
from tests.indexer.extract.builders import ACTOR, ORGANISATION, PLACE

SENTENCE = "Angela Merkel met officials of the World Bank in Paris on Tuesday."
FOUND = (
    Entity(ACTOR, 0, 13),
    Entity(ORGANISATION, 31, 45),
    Entity(PLACE, 49, 54),
)


def test_persons_organisations_and_places_are_found_at_their_offsets(
    recogniser: SpacyRecogniser,
) -> None:
    assert list(recogniser.recognise([SENTENCE])) == [FOUND]


def test_each_text_has_its_own_names_in_the_order_of_the_texts(
    recogniser: SpacyRecogniser,
) -> None:
    texts = ["", SENTENCE, "nobody is here", " \n ", SENTENCE]

    assert list(recogniser.recognise(texts)) == [(), FOUND, (), (), FOUND]


def test_a_long_text_keeps_its_offsets(recogniser: SpacyRecogniser) -> None:
    text = "It rained all day and nobody came.\n\n" * 20 + SENTENCE
    in_pieces = SpacyRecogniser(recogniser.pipeline, longest=100)

    (found,) = in_pieces.recognise([text])

    assert [text[e.start : e.end] for e in found] == ["Angela Merkel", "the World Bank", "Paris"]


@pytest.mark.parametrize("odd", ["\ud83d", "\x00", "\u200b", "🙂", "﷽" * 50, "a" * 5000])
def test_odd_characters_neither_stop_nor_shift_the_rest(
    odd: str, recogniser: SpacyRecogniser
) -> None:
    text = f"{SENTENCE} {odd}"

    (found,) = recogniser.recognise([text])

    assert {"Angela Merkel", "Paris"} <= {text[e.start : e.end] for e in found}


def test_curly_apostrophes_read_like_straight_ones(recogniser: SpacyRecogniser) -> None:
    curly, straight = recogniser.recognise(["Merkel’s visit to Paris", "Merkel's visit to Paris"])

    assert curly == straight


def test_only_what_finds_names_is_loaded(recogniser: SpacyRecogniser) -> None:
    assert recogniser.pipeline.pipe_names == ["ner"]


def test_version_names_the_model_and_the_rules(recogniser: SpacyRecogniser) -> None:
    assert recogniser.version == f"en_core_web_md-3.8.0/{spacy_recogniser.RULES_VERSION}"


def test_a_pipeline_may_be_named_by_its_folder(tmp_path: Path) -> None:
    pipeline = spacy.blank("en")
    ruler = pipeline.add_pipe("entity_ruler")
    ruler.add_patterns([{"label": "ORG", "pattern": "Red Cross"}])  # type: ignore[attr-defined]
    pipeline.to_disk(tmp_path / "rules")

    loaded = load_recogniser(str(tmp_path / "rules"))

    assert list(loaded.recognise(["The Red Cross came."])) == [(Entity(ORGANISATION, 4, 13),)]


def test_a_listening_recogniser_keeps_what_it_listens_to() -> None:
    components: dict[str, dict[str, object]] = {
        "tok2vec": {"factory": "tok2vec"},
        "tagger": {"factory": "tagger"},
        "ner": {
            "factory": "ner",
            "model": {"tok2vec": {"@architectures": "spacy.Tok2VecListener.v1"}},
        },
    }

    assert spacy_recogniser.unused_components(components) == ["tagger"]


def test_a_pipeline_without_names_is_refused(tmp_path: Path) -> None:
    spacy.blank("en").to_disk(tmp_path / "blank")

    with pytest.raises(RecogniserError, match="finds no names; choose one with `ner`"):
        load_recogniser(str(tmp_path / "blank"))


def test_a_broken_pipeline_is_told_from_a_missing_one(tmp_path: Path) -> None:
    (tmp_path / "config.cfg").write_text('[components]\n[components.ner]\nfactory = "ner"')

    with pytest.raises(RecogniserError, match="cannot be loaded") as raised:
        load_recogniser(str(tmp_path))

    assert not isinstance(raised.value, ModelMissingError)


def test_an_unknown_model_is_told_with_the_command_that_installs_it() -> None:
    with pytest.raises(ModelMissingError, match="python -m spacy download xx_no_such_model"):
        load_recogniser("xx_no_such_model")


def test_without_the_default_model_the_error_says_make_setup(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(sys.modules, spacy_recogniser.DEFAULT_PACKAGE, None)

    with pytest.raises(ModelMissingError, match="`make setup`"):
        load_recogniser()
