"""Sample stories of a build, to be found again before the build is shown to anyone."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from archive.engines.whoosh_engine.matching import SegmentMatching
from archive.engines.whoosh_engine.view import IndexView
from archive.errors import EngineError
from archive.query.nodes import Word
from archive.query.words import asks_nothing
from archive.search.documents import IndexDocument
from archive.search.inversion import invert

_WORDS = 3


class Samples:
    """Passes stories on, counts them, and keeps the first, second, fourth, eighth..."""

    def __init__(self, documents: Iterable[IndexDocument]) -> None:
        self._documents = documents
        self.count = 0
        self.kept: list[IndexDocument] = []

    def __iter__(self) -> Iterator[IndexDocument]:
        for document in self._documents:
            self.count += 1
            if self.count & (self.count - 1) == 0:
                self.kept.append(document)
            yield document

    def check(self, view: IndexView) -> None:
        """Raise EngineError unless the index has as many stories, and each sample is found."""
        if view.stories != self.count:
            raise EngineError(
                f"the new index has {view.stories} stories of {self.count}; the one before answers"
            )
        for document in self.kept:
            for word in _longest_words(document):
                if document.story_id not in _holders(view, word):
                    raise EngineError(
                        f"the new index does not find story {document.story_id} by {word.text!r}; "
                        "the one before answers"
                    )


def _longest_words(document: IndexDocument) -> list[Word]:
    forms = sorted(invert(document).forms, key=len, reverse=True)
    return [word for form in forms[:_WORDS] if not asks_nothing(word := Word(form))]


def _holders(view: IndexView, word: Word) -> set[str]:
    return {
        segment.columns.ids[number].decode("utf-8")
        for segment in view.segments
        for number in SegmentMatching(segment, view).matches(word).documents
    }
