"""An archive to be tortured: seeds that change every round, and what must hold afterwards."""

from __future__ import annotations

import json
import os
import random
from dataclasses import dataclass, field
from pathlib import Path
from unittest.mock import patch

from archive.catalogue import Catalogue
from archive.engines.whoosh_engine import WhooshEngine
from archive.engines.whoosh_engine.checking import SealedFiles
from archive.engines.whoosh_engine.seals import read_seal
from archive.errors import NoIndexError
from archive.filing import all_documents
from archive.names.corrections import Action
from archive.names.mending import drafted, make
from archive.search.state import SearchState
from archive.settings import Settings
from archive.store import Store
from archive.upkeep.backup import back_up, restore
from archive.upkeep.checking import check_index, check_store
from indexer.extract.authorities import load_authorities
from indexer.pipeline import Indexing
from indexer.recognition import Recognition
from tests.torture.answers import WORDS, Documents, wrong

AUTHORITIES = load_authorities()
"""Read once, since children are forks."""
ORGANISATIONS = ("United Nations", "European Union", "World Health Organization")
UNION = ("organisation", "european-union")
SETTLED = 1_600_000_000
"""A time long past: a file written just now would be waited for."""


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

    @property
    def copy(self) -> Path:
        """A backup, in a folder of its own."""
        return self.folder / "copies" / "backup.zip"

    @property
    def restored(self) -> Victim:
        """The archive that a backup becomes."""
        return Victim(self.folder / "restored", self.chance, self.texts)

    def prepare(self) -> Victim:
        """Fill it, with a generation before the one that answers, and a backup."""
        (self.folder / "copies").mkdir()
        self.restored.folder.mkdir()
        self.change_seeds()
        self.change_seeds()
        self.run()
        self.reindex()
        self.backup()
        return self

    def change_seeds(self) -> None:
        """Add some stories, write some others again, and take some away."""
        self.seeds.mkdir(exist_ok=True)
        names = [f"s{number:03d}.json" for number in range(40)]
        for name in self.chance.sample(names, 8):
            if name in self.texts and self.chance.random() < 0.4:
                del self.texts[name]
                (self.seeds / name).unlink()
            else:
                self.texts[name] = self._text(name)
                (self.seeds / name).write_text(self.texts[name])
                os.utime(self.seeds / name, (SETTLED, SETTLED))

    def _text(self, name: str) -> str:
        organisation = self.chance.choice(ORGANISATIONS)
        story = {
            "headline": f"The {organisation} on {name[:4]}",
            "date": f"20{self.chance.randint(10, 25)}-{self.chance.randint(1, 12):02d}",
            "text": " ".join(self.chance.choices(WORDS, k=self.chance.randint(5, 60))),
            "organisations": [organisation],
        }
        return json.dumps(story)

    def open(self) -> Catalogue:
        store = Store.open(self.settings.store_url, create=True)
        return Catalogue(store, WhooshEngine(self.index, processes=1))

    def run(self) -> None:
        """Index the seeds, as the command does."""
        catalogue = self.open()
        try:
            recognition = Recognition(AUTHORITIES, reads_texts=False)
            Indexing(catalogue, recognition, forget_missing=True).run([self.seeds])
        finally:
            catalogue.close()

    def merge(self) -> None:
        """Index the seeds, with all segments becoming one."""
        with patch("archive.engines.whoosh_engine.writer.segments_to_merge", _all_of_them):
            self.run()

    def reindex(self) -> None:
        """Build the index anew."""
        catalogue = self.open()
        try:
            catalogue.rebuild()
        finally:
            catalogue.close()

    def rename(self) -> None:
        """Call a name otherwise, and file its stories again."""
        catalogue = self.open()
        try:
            with catalogue.store.begin() as transaction:
                heading = f"Union {len(transaction.journal.all())}"
                draft = drafted(transaction, Action.RENAME, UNION, text=heading)
                make(transaction, draft, author="torture")
            catalogue.catch_up()
        finally:
            catalogue.close()

    def rollback(self) -> None:
        """Go back to another generation, if there is one."""
        engine = WhooshEngine(self.index)
        others = [kept.name for kept in engine.kept_generations() if not kept.is_current]
        if others:
            engine.rollback(self.chance.choice(others))

    def backup(self) -> None:
        """Write a backup where there is none."""
        with Store.open(self.settings.store_url) as store:
            back_up(store, self.settings, self.copy)

    def backup_anew(self) -> None:
        """Write a backup in place of an earlier one."""
        self.copy.unlink(missing_ok=True)
        self.backup()

    def restore(self) -> None:
        """Make another archive from the backup, and build its index."""
        settings = self.restored.settings
        restore(self.copy, settings)
        catalogue = Catalogue.open(settings)
        try:
            catalogue.rebuild()
        finally:
            catalogue.close()

    def stored(self) -> Documents:
        """What the database holds, as an engine is given it."""
        with Store.open(self.settings.store_url) as store, store.read() as transaction:
            return {d.story_id: d for d in all_documents(transaction)}

    def indexed(self) -> Documents | None:
        """What the index that answers holds; None when nothing was ever built."""
        try:
            with WhooshEngine(self.index).inspected() as index:
                return {d.story_id: d for d in index.documents() or ()}
        except NoIndexError:
            return None

    def kept(self) -> list[Documents]:
        """What each of the kept generations holds."""
        engine, held = WhooshEngine(self.index), []
        for kept in engine.kept_generations():
            folder = self.index / "generations" / kept.name
            index = SealedFiles(folder, read_seal(folder))
            held.append({d.story_id: d for d in index.documents() or ()})
        return held

    def wrong_answers(self, documents: Documents | None) -> list[str]:
        """The requests that are not answered as the memory engine answers over the same."""
        if documents is None:
            return []
        return wrong(WhooshEngine(self.index).searcher(), documents)

    def lost(self) -> list[str]:
        """The headlines that are in seeds or found, but not in both."""
        catalogue = self.open()
        try:
            state = SearchState.from_pairs([("per", "100")])
            heads = {hit.headline.text for hit in catalogue.answer(state).page.hits}
        finally:
            catalogue.close()
        expected = {json.loads(text)["headline"] for text in self.texts.values()}
        return sorted(expected ^ heads)

    def faults(self) -> list[str]:
        """What a check says."""
        with Store.open(self.settings.store_url) as store:
            engine = WhooshEngine(self.index)
            return [str(f) for f in (*check_store(store), *check_index(store, engine))]


def _all_of_them(sizes: list[int]) -> list[bool]:
    return [True] * len(sizes)
