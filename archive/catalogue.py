"""One archive, opened: its store, its engine, and searches over both.

The web, the command line and the API ask here and nowhere else, so that they find the same.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Self

from archive.engines.breaker import Breaker, GuardedEngine
from archive.engines.opening import open_engine
from archive.errors import EngineDownError, EngineError, NoIndexError
from archive.filing import Progress, catch_up, rebuild, silent
from archive.model import Mention, NameKind, Story
from archive.names.present import with_present_names
from archive.query.fields import QUOTATION_FIELDS
from archive.query.lint import QueryWarning, WarningCode
from archive.query.parser import ParsedQuery
from archive.query.walk import fields_of
from archive.search.engine import Manifest, SearchEngine
from archive.search.fields import DATE, FACET_NAMES, SPEC
from archive.search.labels import value_label
from archive.search.paging import position_of, search_token
from archive.search.request import DEFAULT_FACET_SIZE, Position
from archive.search.results import Facet, Hit, ResultPage
from archive.search.state import SearchState
from archive.settings import Settings
from archive.store import Store
from archive.store.figures import count_unfiled
from archive.upkeep.status import Status, status_of


@dataclass(frozen=True, slots=True)
class Answer:
    """A result page with how the query was understood and what its facet values are called."""

    state: SearchState
    query: ParsedQuery
    page: ResultPage
    headings: Mapping[tuple[str, str], str]
    today: date | None = None
    after: Position | None = None

    def label(self, facet: str, value: str) -> str:
        """What a reader sees for a facet value."""
        return value_label(facet, value, self.headings.get((facet, value), ""))

    @property
    def pages(self) -> int:
        """How many pages the matches fill; at least one."""
        return max(1, -(-self.page.total // self.state.per_page))

    @property
    def token(self) -> str:
        """The token that this page was asked for with; empty for one counted from 1."""
        return search_token(self.state, self.after) if self.after else ""

    @property
    def next_token(self) -> str | None:
        """A token for the stories behind this page; None when there are none."""
        if not self.page.has_next:
            return None
        return search_token(self.state, self.page.hits[-1].position)


class Catalogue:
    """An opened archive."""

    def __init__(self, store: Store, engine: SearchEngine) -> None:
        self.store = store
        self.engine = engine
        self._knows_quotations = False
        """Once they are known of all stories, they stay so."""

    @classmethod
    def open(cls, settings: Settings, *, create: bool = False) -> Self:
        """Open the archive in a data folder; `create` makes what is not there yet."""
        store = Store.open(settings.store_url, create=create)
        return cls(store, open_engine(settings))

    def guarded(self, *, limit_seconds: float) -> Catalogue:
        """The same archive, of which no question to the engine takes longer than a limit."""
        engine = GuardedEngine(self.engine, Breaker(limit_seconds=limit_seconds))
        return Catalogue(self.store, engine)

    def close(self) -> None:
        """Let go of the database."""
        self.store.close()

    def answer(
        self,
        state: SearchState,
        *,
        facet_size: int | None = DEFAULT_FACET_SIZE,
        facets: tuple[str, ...] = FACET_NAMES,
        today: date | None = None,
        facet_prefix: str = "",
        token: str = "",
    ) -> Answer:
        """Search, and look up the headings of the names that were counted.

        Without `today` no date is in the future. A name that was merged or retyped is asked
        for as what it is now. A token of the same search gives what comes behind its page;
        raises TokenError for any other.
        """
        asked, state = state, self.put_right(state)
        after = position_of(token, (asked, state)) if token else None
        request = state.request(
            facet_size=facet_size, facets=facets, today=today, facet_prefix=facet_prefix
        )
        page = self.engine.searcher().search(replace(request, after=after))
        query = self._warned(state.parsed)
        return Answer(state, query, page, self.headings(page.facets), today, after)

    def _warned(self, query: ParsedQuery) -> ParsedQuery:
        """The query, with a warning where it asks for quotations that not all stories have."""
        if self._knows_quotations or fields_of(query.tree).isdisjoint(QUOTATION_FIELDS):
            return query
        with self.store.read() as transaction:
            older = transaction.seeds.without_quotes()
        self._knows_quotations = not older
        if not older:
            return query
        files, them = ("1 file was", "it") if older == 1 else (f"{older:,} files were", "them")
        message = (
            f"{files} read before quotations were kept, so none is found in {them}; "
            f"read {them} again with: cuttings index"
        )
        end = len(query.query_text)
        warning = QueryWarning(WarningCode.QUOTATIONS_UNKNOWN, message, 0, end)
        return replace(query, warnings=(*query.warnings, warning))

    def story_ids(self, state: SearchState) -> tuple[str, ...]:
        """The ids of every story that a search finds, in its order, whatever page it is on."""
        request = self.put_right(state).request(facet_size=0)
        return self.engine.searcher().story_ids(request)

    def put_right(self, state: SearchState) -> SearchState:
        """The same search with the names that stand now where it chose earlier ones."""
        chosen = {name for name, _ in state.filters if SPEC[name].is_authority}
        if not chosen:
            return state
        with self.store.read() as transaction:
            rules = transaction.journal.rules
        return with_present_names(state, rules) if rules else state

    def total(self, state: SearchState) -> int:
        """How many stories a search finds."""
        counting = replace(self.put_right(state), per_page=0, page=1)
        return self.engine.searcher().search(counting.request(facet_size=0)).total

    def coverage(self, state: SearchState) -> Facet:
        """The dates of every story, opened to the days and months that a search is opened to."""
        dates = replace(state.filter_on(DATE), excluded=(), match_all=False)
        everything = SearchState(per_page=0).with_filter(DATE, dates)
        page = self.engine.searcher().search(everything.request(facets=(DATE,)))
        return page.facets[DATE]

    def similar(self, story_id: str, limit: int) -> tuple[Hit, ...]:
        """The stories most like one, best first; none while nothing can be searched."""
        try:
            return self.engine.searcher().similar(story_id, limit)
        except (NoIndexError, EngineDownError):  # A story can be read when nothing is searched.
            return ()

    def story(self, story_id: str) -> tuple[Story, tuple[Mention, ...]]:
        """One story with the names in it; raise NotFoundError when there is none."""
        with self.store.read() as transaction:
            return (
                transaction.stories.get(story_id),
                tuple(transaction.stories.mentions(story_id)),
            )

    def catch_up(self, progress: Progress = silent) -> int:
        """Bring the index to what the store holds; return how many stories were filed."""
        return catch_up(self.store, self.engine, progress)

    def unfiled(self) -> int:
        """How many stories changed in the store since the change that the index has reached."""
        try:
            reached = self.engine.manifest().change
        except EngineError:  # Nothing is filed in an index that cannot be used.
            reached = 0
        with self.store.read() as transaction:
            return count_unfiled(transaction, reached)

    def rebuild(self, progress: Progress = silent) -> Manifest:
        """Build the index anew from the store, and swap it in when it is complete."""
        return rebuild(self.store, self.engine, progress)

    def status(self) -> Status:
        """How the archive is, whatever state its index is in."""
        return status_of(self.store, self.engine)

    def headings(self, facets: Mapping[str, Facet]) -> dict[tuple[str, str], str]:
        """What the names among facet values are called, by facet and value."""
        wanted = [
            (kind.value, value.value)
            for kind in NameKind
            if kind in facets
            for value in facets[kind].values
        ]
        with self.store.read() as transaction:
            return transaction.authorities.headings(wanted)
