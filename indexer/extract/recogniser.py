"""What finds the names in a text: the protocol that each recogniser keeps."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Protocol

from archive.model import NameKind


@dataclass(frozen=True, slots=True)
class Entity:
    """A name as recognised, before it is cleaned; offsets into the text that was given."""

    kind: NameKind
    start: int
    end: int


class Recogniser(Protocol):
    """Finds names in texts. `version` changes whenever its results may change."""

    @property
    def version(self) -> str:
        """Name the model and the rules that the results depend on."""

    def recognise(self, texts: Iterable[str]) -> Iterator[tuple[Entity, ...]]:
        """Yield the names of each text, in the order of the texts and of their offsets."""
