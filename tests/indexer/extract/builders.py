"""Stories and recognised names as tests need them, and a recogniser without a model."""

from __future__ import annotations

import os
import re
import signal
import time
from collections.abc import Iterable, Iterator, Sequence

from archive.model import UNDATED, Name, NameKind, PartialDate, Story, authority_id_for
from indexer.extract.authorities import AuthorityFile
from indexer.extract.forms import Form
from indexer.extract.listings import Listing
from indexer.extract.occurrences import Occurrence
from indexer.extract.offices import Office
from indexer.extract.recogniser import Entity, Recogniser

ACTOR, ORGANISATION, PLACE = NameKind.ACTOR, NameKind.ORGANISATION, NameKind.PLACE


def story(text: str, *, aside: str = "", given: Sequence[Name] = (), published: str = "") -> Story:
    """A story with that text, of which one part may be an aside."""
    start = text.index(aside)
    asides = ((start, start + len(aside)),) if aside else ()
    return Story(
        "s1",
        "s1.txt",
        "",
        text,
        published=PartialDate.from_iso(published) if published else UNDATED,
        asides=asides,
        given_names=tuple(given),
    )


def entities(
    text: str,
    *,
    actors: Sequence[str] = (),
    organisations: Sequence[str] = (),
    places: Sequence[str] = (),
) -> tuple[Entity, ...]:
    """What a recogniser would find: every place where one of the names stands."""
    kinds = {
        **dict.fromkeys(actors, ACTOR),
        **dict.fromkeys(organisations, ORGANISATION),
        **dict.fromkeys(places, PLACE),
    }
    if not kinds:
        return ()
    longest_first = sorted(kinds, key=len, reverse=True)
    pattern = "|".join(rf"(?<!\w){re.escape(name)}(?!\w)" for name in longest_first)
    return tuple(Entity(kinds[m.group()], *m.span()) for m in re.finditer(pattern, text))


def occurrences(text: str, **names: Sequence[str]) -> list[Occurrence]:
    """The places where names stand, taken as clean."""
    return [
        Occurrence(found.kind, text[found.start : found.end], (found.start, found.end))
        for found in entities(text, **names)
    ]


def forms(kind: NameKind, *names: str) -> list[Form]:
    """One form for each name, standing one behind the other."""
    return [Form(kind, name, ((at * 100, at * 100 + len(name)),)) for at, name in enumerate(names)]


def authorities(*listings: Listing) -> AuthorityFile:
    """An authority file of these records only."""
    return AuthorityFile(listings)


def listing(
    kind: NameKind,
    heading: str,
    *,
    variants: tuple[str, ...] = (),
    short_names: tuple[str, ...] = (),
    words: tuple[str, ...] = (),
    demonyms: tuple[str, ...] = (),
    offices: tuple[str, ...] = (),
) -> Listing:
    """A record with the id that its heading gives."""
    authority_id = authority_id_for(heading)
    held = tuple(map(Office.of, offices))
    return Listing(kind, authority_id, heading, variants, short_names, words, demonyms, held)


class CapitalsRecogniser:
    """Takes every word in capitals for an organisation."""

    version = "capitals/1"

    def recognise(self, texts: Iterable[str]) -> Iterator[tuple[Entity, ...]]:
        for text in texts:
            words = re.finditer(r"\b[A-Z]{2,}\b", text)
            yield tuple(Entity(ORGANISATION, *match.span()) for match in words)


def load_capitals(_model: str) -> Recogniser:
    """Load it as a process would."""
    return CapitalsRecogniser()


def load_nothing(model: str) -> Recogniser:
    """Fail as a process does whose model is not there."""
    raise LookupError(model)


class DeadlyRecogniser(CapitalsRecogniser):
    """Like it, but some texts it cannot read, and of some it dies; `slow` ones take a while."""

    version = "deadly/1"

    def recognise(self, texts: Iterable[str]) -> Iterator[tuple[Entity, ...]]:
        for text in texts:
            if "DEADLY" in text:
                os.kill(os.getpid(), signal.SIGKILL)
            if "FAIL" in text:
                raise ValueError("cannot read this")
            if "slow" in text:
                time.sleep(0.01)
            yield from super().recognise([text])


def load_deadly(_model: str) -> Recogniser:
    """Load it as a process would."""
    return DeadlyRecogniser()
