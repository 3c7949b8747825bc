"""The same SQLite file asked with the SQL that Datasette writes for a table page.

Datasette 0.65 repeats the filtered query for the count and for each facet; the facets on
names are its array facets over JSON lists. Its pages know no rank and no snippets: they are
taken as the tuned peer takes them.
"""

from __future__ import annotations

from tests.benchmarks.engines.sqlite_peer import Sqlite, match_of
from tests.benchmarks.queries import FACET_VALUES, BenchQuery, Counts, Form, Page
from tests.benchmarks.stories import first_day, last_day


class Datasette(Sqlite):
    """Shares the file, the hits and the adding of stories with the tuned peer."""

    def page(self, query: BenchQuery) -> Page | None:
        """Run the query for the count, the hits and each facet."""
        if query.form is Form.FUZZY:
            return None
        where, values = _where(query)
        if query.form is Form.ALL:
            self._find(query)
        ids, snippets = self.hits(query)
        return Page(
            self._total(where, values),
            ids,
            snippets,
            self._array_facet("actors", where, values),
            self._array_facet("organisations", where, values),
            dict(self._month_facet(where, values)),
        )

    def _total(self, where: str, values: list[object]) -> int:
        rows = self.connection.execute(f"select count(*) from story {where}", values)
        return int(rows.fetchone()[0])

    def _rows(self, sql: str, values: list[object]) -> Counts:
        return tuple(self.connection.execute(sql, values).fetchall())

    def _array_facet(self, column: str, where: str, values: list[object]) -> Counts:
        return self._rows(
            f"""with inner as (select {column} from story {where}),
            with_ids as (select row_number() over () as row_number, {column} as array from inner),
            array_items as (
                select row_number, each.value from json_each(with_ids.array) each, with_ids)
            select value as value, count(distinct row_number) as count from array_items
            group by value order by count(distinct row_number) desc, value
            limit {FACET_VALUES + 1}""",
            values,
        )[:FACET_VALUES]

    def _month_facet(self, where: str, values: list[object]) -> Counts:
        return self._rows(
            f"""select month as value, count(*) as count from (select month from story {where})
            where month is not null group by month order by count desc, value limit 1001""",
            values,
        )


def _where(query: BenchQuery) -> tuple[str, list[object]]:
    conditions: list[str] = []
    values: list[object] = []
    if query.form is not Form.ALL:
        conditions.append("rowid in (select rowid from words where words match ?)")
        values.append(match_of(query))
    if query.months:
        conditions.append("day >= ? and day <= ?")
        values += [first_day(query.months[0]), last_day(query.months[1])]
    for column, value in (("actors", query.actor), ("organisations", query.organisation)):
        if value:
            conditions.append(f"? in (select value from json_each([story].[{column}]))")
            values.append(value)
    return f"where {' and '.join(conditions)}" if conditions else "", values
