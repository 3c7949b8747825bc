"""An archive to be tortured: seeds that change every round, and what must hold afterwards."""

from __future__ import annotations

import os
import random
from dataclasses import dataclass, field, replace
from itertools import groupby
from math import isclose
from pathlib import Path

from archive.catalogue import Catalogue
from archive.checking import check_index, check_store
from archive.engines.memory.searcher import MemorySearcher
from archive.engines.whoosh_engine import WhooshEngine
from archive.engines.whoosh_engine.checking import documents_of
from archive.engines.whoosh_engine.seals import read_seal
from archive.errors import NoIndexError
from archive.filing import all_documents
from archive.query.nodes import And, MatchAll, Not, Phrase, Word
from archive.search.documents import IndexDocument
from archive.search.engine import Searcher
from archive.search.request import SearchRequest, Sort
from archive.search.results import Hit, ResultPage
from archive.search.state import SearchState
from archive.settings import Settings
from archive.store import Store
from indexer.extract.authorities import load_authorities
from indexer.pipeline import Indexing
from indexer.recognition import Recognition

WORDS = tuple(
    "harbour court minister talks peace plan strike vote flood bridge school river train tax law "
    "union city border water fire".split()
)
AUTHORITIES = load_authorities()
"""Read once, since children are forks."""
ORGANISATIONS = ("United Nations", "European Union", "World Health Organization")
SETTLED = 1_600_000_000
"""A time long past: a file written just now would be waited for."""
Documents = dict[str, IndexDocument]

REQUESTS = (
    SearchRequest(MatchAll(), sort=Sort.NEWEST, per_page=20, facet_size=None),
    *(SearchRequest(Word(word), per_page=100, facet_size=None) for word in WORDS[:6]),
    SearchRequest(And((Word("court"), Not(Word("plan")))), sort=Sort.OLDEST),
    SearchRequest(Phrase("peace plan"), sort=Sort.NEWEST, facet_size=None),
)


@dataclass(slots=True)
class Victim:
    """A data folder, its seeds, and the chance that decides about both."""

    folder: Path
    chance: random.Random
    texts: dict[str, str] = field(default_factory=dict)

    @property
    def settings(self) -> Settings:
        return Settings(self.folder / "data")

    @property
    def seeds(self) -> Path:
        return self.folder / "seeds"

    @property
    def index(self) -> Path:
        return self.settings.index_folder

    def change_seeds(self) -> None:
        """Add some stories, write some others again, and take some away."""
        self.seeds.mkdir(exist_ok=True)
        names = [f"s{number:03d}.txt" for number in range(40)]
        for name in self.chance.sample(names, 8):
            if name in self.texts and self.chance.random() < 0.4:
                del self.texts[name]
                (self.seeds / name).unlink()
            else:
                self.texts[name] = self._text(name)
                (self.seeds / name).write_text(self.texts[name])
                os.utime(self.seeds / name, (SETTLED, SETTLED))

    def _text(self, name: str) -> str:
        words = " ".join(self.chance.choices(WORDS, k=self.chance.randint(5, 60)))
        day = f"20{self.chance.randint(10, 25)}-{self.chance.randint(1, 12):02d}"
        organisation = self.chance.choice(ORGANISATIONS)
        return f" date {day} The {organisation} on {name[:4]}.\n\n{words}.\n"

    def open(self) -> Catalogue:
        store = Store.open(self.settings.store_url, create=True)
        return Catalogue(store, WhooshEngine(self.index, processes=1), self.index)

    def run(self) -> None:
        """Index the seeds, as the command does."""
        catalogue = self.open()
        try:
            recognition = Recognition(AUTHORITIES, reads_texts=False)
            Indexing(catalogue, recognition, forget_missing=True).run([self.seeds])
        finally:
            catalogue.close()

    def reindex(self) -> None:
        """Build the index anew."""
        catalogue = self.open()
        try:
            catalogue.rebuild()
        finally:
            catalogue.close()

    def rollback(self) -> None:
        """Go back to another generation, if there is one."""
        engine = WhooshEngine(self.index)
        others = [kept.name for kept in engine.kept_generations() if not kept.is_current]
        if others:
            engine.rollback(self.chance.choice(others))

    def stored(self) -> Documents:
        """What the database holds, as an engine is given it."""
        with Store.open(self.settings.store_url) as store, store.read() as transaction:
            return {d.story_id: d for d in all_documents(transaction)}

    def indexed(self) -> Documents | None:
        """What the index that answers holds; None when nothing was ever built."""
        try:
            with WhooshEngine(self.index).sealed() as (folder, sealed):
                return {d.story_id: d for d in documents_of(folder, sealed)}
        except NoIndexError:
            return None

    def kept(self) -> list[Documents]:
        """What each of the kept generations holds."""
        engine, held = WhooshEngine(self.index), []
        for kept in engine.kept_generations():
            folder = self.index / "generations" / kept.name
            held.append({d.story_id: d for d in documents_of(folder, read_seal(folder))})
        return held

    def wrong_answers(self, documents: Documents | None) -> int:
        """How many requests are not answered as the memory engine answers over the same."""
        if documents is None:
            return 0
        return wrong(WhooshEngine(self.index).searcher(), documents)

    def lost(self) -> int:
        """How many seeds have no story that is found."""
        catalogue = self.open()
        try:
            state = SearchState.from_pairs([("per", "100")])
            heads = {hit.headline.text for hit in catalogue.answer(state).page.hits}
        finally:
            catalogue.close()
        expected = {text.split("\n")[0].split(" ", 3)[3] for text in self.texts.values()}
        return len(expected ^ heads)

    def faults(self) -> list[str]:
        """What a check says."""
        with Store.open(self.settings.store_url) as store:
            engine = WhooshEngine(self.index)
            return [str(f) for f in (*check_store(store), *check_index(store, engine))]


def wrong(searcher: Searcher, documents: Documents) -> int:
    """How many requests a view does not answer as the memory engine does."""
    memory = MemorySearcher(documents)
    return sum(
        not same(searcher.search(request), memory.search(request), request.sort)
        for request in REQUESTS
    )


def same(page: ResultPage, expected: ResultPage, sort: Sort) -> bool:
    """Whether two pages agree in everything; scores agree within rounding.

    Two engines add up the parts of a score in different order. Stories by relevance may change
    places when that is all that parts them.
    """
    found, wanted = page.hits, expected.hits
    if sort is Sort.RELEVANCE:
        found, wanted = _ties_by_id(found), _ties_by_id(wanted)
    return (
        [replace(hit, score=0.0) for hit in found] == [replace(hit, score=0.0) for hit in wanted]
        and all(isclose(one.score, two.score) for one, two in zip(found, wanted, strict=True))
        and replace(page, hits=()) == replace(expected, hits=())
    )


def _ties_by_id(hits: tuple[Hit, ...]) -> tuple[Hit, ...]:
    """Hits in their order, but those of one score by their ids."""
    runs = groupby(hits, key=lambda hit: round(hit.score, 9))
    return tuple(hit for _, run in runs for hit in sorted(run, key=lambda hit: hit.story_id))
