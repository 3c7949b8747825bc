"""SQLite's FTS5, laid out and asked as someone who knows it would.

The matching rows are written to a temporary table once and counted from there; filters carry
a `+` before `rowid`, which keeps the planner from running the full-text query once per row.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable
from pathlib import Path

from tests.benchmarks.queries import FACET_VALUES, HITS, BenchQuery, Counts, Form, Page
from tests.benchmarks.stories import BenchStory, first_day, last_day

FILE = "stories.sqlite"
_TABLES = """
PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA cache_size = -200000;
CREATE TABLE story(
    id INTEGER PRIMARY KEY, story_id TEXT, headline TEXT, text TEXT,
    actors TEXT, organisations TEXT, day INT, month TEXT);
CREATE TABLE dated(id INTEGER PRIMARY KEY, day INT, month TEXT);
CREATE TABLE actor(id INTEGER PRIMARY KEY, name TEXT UNIQUE);
CREATE TABLE organisation(id INTEGER PRIMARY KEY, name TEXT UNIQUE);
CREATE TABLE story_actor(story INT, name INT, PRIMARY KEY(story, name)) WITHOUT ROWID;
CREATE TABLE story_organisation(story INT, name INT, PRIMARY KEY(story, name)) WITHOUT ROWID;
CREATE VIRTUAL TABLE words USING fts5(
    headline, text, content = 'story', content_rowid = 'id', tokenize = 'porter unicode61');
INSERT INTO words(words, rank) VALUES('rank', 'bm25(3.0, 1.0)');
"""
_FINISH = """
CREATE INDEX actor_story ON story_actor(name, story);
CREATE INDEX organisation_story ON story_organisation(name, story);
CREATE INDEX dated_day ON dated(day);
INSERT INTO words(words) VALUES('optimize');
ANALYZE;
"""
_OPENING = """
PRAGMA mmap_size = 8000000000; PRAGMA temp_store = MEMORY; PRAGMA cache_size = -200000;
PRAGMA synchronous = NORMAL;
CREATE TEMP TABLE found(id INTEGER PRIMARY KEY);
"""
_FACETS = ("actor", "organisation")


class Sqlite:
    """A page in one pass over the full-text index, and a second one for rank and snippets."""

    version = sqlite3.sqlite_version

    def __init__(self) -> None:
        self._numbers: dict[tuple[str, str], int] = {}

    def build(self, stories: Iterable[BenchStory], folder: Path) -> None:
        """Fill the tables in one transaction, then make their indexes."""
        connection = sqlite3.connect(folder / FILE)
        connection.executescript(_TABLES)
        for number, story in enumerate(stories, 1):
            self._insert(connection, number, story)
        connection.executescript(_FINISH)
        connection.commit()
        connection.execute("PRAGMA wal_checkpoint(truncate)")
        connection.close()

    def open(self, folder: Path) -> None:
        """Open the file, mapped into memory."""
        self.connection = sqlite3.connect(folder / FILE, isolation_level=None)
        self.connection.executescript(_OPENING)

    def page(self, query: BenchQuery) -> Page | None:
        """Find, then count what was found."""
        if query.form is Form.FUZZY:
            return None
        self._find(query)
        ids, snippets = self.hits(query)
        total = self.connection.execute("SELECT count(*) FROM found").fetchone()[0]
        return Page(
            total, ids, snippets, self._count("actor"), self._count("organisation"), self._months()
        )

    def add(self, story: BenchStory) -> None:
        """Insert a story in a transaction of its own."""
        connection = self.connection
        number = connection.execute("SELECT max(id) + 1 FROM story").fetchone()[0]
        connection.execute("BEGIN")
        self._insert(connection, number, story)
        connection.execute("COMMIT")

    def _insert(self, connection: sqlite3.Connection, number: int, story: BenchStory) -> None:
        names = [json.dumps(held) for held in (story.actors, story.organisations)]
        shown = (number, story.story_id, story.headline, story.text)
        dated = (story.day_number, story.month)
        connection.execute(
            "INSERT INTO story VALUES(?, ?, ?, ?, ?, ?, ?, ?)", (*shown, *names, *dated)
        )
        connection.execute(
            "INSERT INTO words(rowid, headline, text) VALUES(?, ?, ?)",
            (number, story.headline, story.text),
        )
        connection.execute("INSERT INTO dated VALUES(?, ?, ?)", (number, *dated))
        for facet, held in zip(_FACETS, (story.actors, story.organisations), strict=True):
            rows = [(number, self._number(connection, facet, name)) for name in held]
            connection.executemany(f"INSERT INTO story_{facet} VALUES(?, ?)", rows)

    def _number(self, connection: sqlite3.Connection, facet: str, name: str) -> int:
        known = self._numbers.get((facet, name))
        if known is None:
            connection.execute(f"INSERT OR IGNORE INTO {facet}(name) VALUES(?)", (name,))
            row = connection.execute(f"SELECT id FROM {facet} WHERE name = ?", (name,)).fetchone()
            known = self._numbers[facet, name] = int(row[0])
        return known

    def _find(self, query: BenchQuery) -> None:
        conditions, values = filters_of(query)
        self.connection.execute("DELETE FROM found")
        if query.form is Form.ALL:
            rows = f"SELECT id FROM dated WHERE {' AND '.join(conditions or ['1'])}"
            rows = rows.replace("+rowid", "id")
        else:
            rows = f"SELECT rowid FROM words WHERE {' AND '.join(['words MATCH ?', *conditions])}"
            values = [match_of(query), *values]
        self.connection.execute(f"INSERT INTO found {rows}", values)

    def hits(self, query: BenchQuery) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """The ids and snippets of the best hits; the newest when nothing is asked."""
        conditions, values = filters_of(query)
        if query.form is Form.ALL:
            rows = self.connection.execute(
                "SELECT story_id, substr(text, 1, 240) FROM story WHERE id IN (SELECT id "
                "FROM found CROSS JOIN dated USING (id) ORDER BY day DESC LIMIT ?)",
                (HITS,),
            ).fetchall()
        else:
            where = " AND ".join(["words MATCH ?", *conditions])
            rows = self.connection.execute(
                "SELECT (SELECT story_id FROM story WHERE id = words.rowid), "
                f"snippet(words, 1, '<b>', '</b>', '…', 40) FROM words WHERE {where} "
                "ORDER BY rank LIMIT ?",
                (match_of(query), *values, HITS),
            ).fetchall()
        return tuple(row[0] for row in rows), tuple(row[1] for row in rows)

    def _count(self, facet: str) -> Counts:
        return tuple(
            self.connection.execute(
                f"SELECT {facet}.name, stories FROM (SELECT name, count(*) AS stories FROM found "
                f"CROSS JOIN story_{facet} ON story = found.id GROUP BY name "
                f"ORDER BY stories DESC LIMIT ?) AS counted "
                f"JOIN {facet} ON {facet}.id = counted.name ORDER BY stories DESC",
                (FACET_VALUES,),
            ).fetchall()
        )

    def _months(self) -> dict[str, int]:
        return dict(
            self.connection.execute(
                "SELECT month, count(*) FROM found CROSS JOIN dated USING (id) GROUP BY month"
            ).fetchall()
        )


def match_of(query: BenchQuery) -> str:
    """The query in the language of FTS5."""
    words = [f'"{word}"' for word in query.words]
    if query.form is Form.PREFIX:
        return f"{words[0]} *"
    if query.form is Form.PHRASE:
        return '"' + " ".join(query.words) + '"'
    joined = (" OR " if query.form is Form.ANY_OF else " AND ").join(words)
    return f'({joined}) NOT "{query.without}"' if query.without else joined


def filters_of(query: BenchQuery) -> tuple[list[str], list[object]]:
    """Conditions for what is chosen in facets, and their values."""
    conditions: list[str] = []
    values: list[object] = []
    if query.months:
        conditions.append("+rowid IN (SELECT id FROM dated WHERE day BETWEEN ? AND ?)")
        values += [first_day(query.months[0]), last_day(query.months[1])]
    for facet, value in (("actor", query.actor), ("organisation", query.organisation)):
        if value:
            conditions.append(
                f"+rowid IN (SELECT story FROM story_{facet} "
                f"WHERE name = (SELECT id FROM {facet} WHERE name = ?))"
            )
            values.append(value)
    return conditions, values
