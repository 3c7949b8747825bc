"""What every engine promises."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from itertools import chain
from pathlib import Path

import pytest

from archive.errors import NoIndexError
from archive.query.nodes import (
    And,
    Fuzzy,
    MatchAll,
    Not,
    Or,
    Pattern,
    Phrase,
    Published,
    Query,
    SpeaksOf,
    Word,
)
from archive.query.periods import parse_period
from archive.search.documents import FacetTerm, IndexDocument
from archive.search.engine import SearchEngine
from archive.search.fields import FACET_NAMES, MISSING
from archive.search.request import FacetFilter, Position, SearchRequest, Sort
from archive.search.results import Facet, WordCount
from tests.builders import asking, document
from tests.engines.conftest import ENGINES, ON_A_CLUSTER, SharedEngine

STORIES = (
    document(
        "a",
        "The envoys planned talks on peace in Geneva. The ministers met in March.",
        headline="Peace talks planned",
        published="2023-04-28",
        spoken_of=("2023-03",),
        actor=("ada-berg", "carl-dahl"),
        organisation="united-nations",
        source="Example Wire",
    ),
    document(
        "b",
        "Plans for a cease-fire failed; the peace of the winter is over.",
        headline="Cease-fire fails",
        published="2023-04",
        actor="ada-berg",
        source="Sample Courier",
    ),
    document("c", "Erdoğan visits the organisation; talks about peace talks.", published="2022"),
    document(
        "d",
        "Court rules on the organization.",
        headline="Ruling",
        published="2022-02-24",
        actor=("carl-dahl", "eva-falk"),
        organisation=("world-court", "united-nations"),
    ),
    document("e", "Nothing is known of the day of this story on peace.", actor="eva-falk"),
)


@pytest.fixture(params=[*ENGINES, ON_A_CLUSTER])
def filled(request: pytest.FixtureRequest, tmp_path: Path) -> SearchEngine:
    """Each engine with the five stories; on the cluster built anew only after a change."""
    if request.param in ENGINES:
        engine = ENGINES[request.param](tmp_path)
        engine.rebuild(STORIES)
        return engine
    shared: SharedEngine = request.getfixturevalue("shared_engine")
    return shared.holding(STORIES)


def found(engine: SearchEngine, request: SearchRequest) -> list[str]:
    return [hit.story_id for hit in engine.searcher().search(request).hits]


def matching(engine: SearchEngine, query: Query) -> set[str]:
    return set(found(engine, asking(query)))


def counts(facet: Facet) -> list[tuple[str, int]]:
    return [(value.value, value.count) for value in facet.values]


def period(text: str) -> Published:
    parsed = parse_period(text)
    assert parsed
    return Published(parsed)


def test_an_engine_without_index_says_so(engine: SearchEngine) -> None:
    with pytest.raises(NoIndexError):
        engine.searcher()


@pytest.mark.parametrize(
    ("query", "stories"),
    [
        (MatchAll(), "abcde"),
        (Word("plan"), "ab"),
        (Word("PLANNED"), "ab"),
        (Word("erdogan"), "c"),
        (Word("cease-fire"), "b"),
        (Word("plan", "title"), "a"),
        (Word("ruling", "title"), "d"),
        (Word("fails", "text"), "b"),
        (Word("peace", "title"), "a"),
        (Word("absent"), ""),
        (Word("the"), ""),
        (And((Word("the"), Word("court"))), "d"),
        (Phrase("peace talks"), "ac"),
        (Phrase("talks on peace"), "ac"),
        (Phrase("peace talks", 0, "text"), "c"),
        (Phrase("talks peace", 2), "ac"),
        (Phrase("geneva envoys", 5), "a"),
        (Phrase("geneva envoys", 4), ""),
        (Phrase("planned the envoys"), ""),
        (Pattern("plan*"), "ab"),
        (Pattern("planne*"), "a"),
        (Pattern("organi?ation"), "cd"),
        (Pattern("rul*", "title"), "d"),
        (Pattern("rules", "title"), ""),
        (Fuzzy("erdogna"), "c"),
        (Fuzzy("pease"), "abce"),
        (Fuzzy("tealk", 2), "ac"),
        (Word("berg", "actor"), "ab"),
        (Phrase("ada dahl", 0, "actor"), ""),
        (Phrase("carl dahl", 0, "actor"), "ad"),
        (Pattern("dah*", "actor"), "ad"),
        (Fuzzy("falc", 1, "actor"), "de"),
        (Word("nations", "organisation"), "ad"),
        (Word("courier", "source"), "b"),
        (Not(Word("peace")), "d"),
        (And((Word("peace"), Not(Word("talks")))), "be"),
        (Or((Word("court"), Word("geneva"))), "ad"),
        (Or((Word("absent"), Word("geneva"))), "a"),
        (period("2023"), "ab"),
        (period("2023-04"), "ab"),
        (period("2023-04-28"), "a"),
        (period("2022-02-24..2023-04-28"), "ad"),
        (period("2022-02-25..2023-04-27"), ""),
        (period("2022"), "cd"),
        (period("2022-XX"), "c"),
        (period("undated"), "e"),
        (period("<2023"), "cd"),
        (SpeaksOf(parse_period("2023-03") or period("2023").period), "a"),
        (SpeaksOf(parse_period("2022") or period("2023").period), ""),
    ],
    ids=str,
)
def test_a_query_matches_these_stories(filled: SearchEngine, query: Query, stories: str) -> None:
    assert matching(filled, query) == set(stories)


QUOTING = (
    document(
        "a",
        "“We want peace talks,” said Berg. “Soon,” she added; “talks of peace” failed. War.",
        headline="Soon, says Berg: peace",
        speaker="ada-berg",
    ),
    document(
        "b",
        "“We planned peace,” said Berg. “Talks are over.” Nothing was planned for peace talks.",
        speaker=("ada-berg", "carl-dahl"),
    ),
    document("c", "Peace talks are planned; “the” end.", actor="ada-berg"),
    document(
        "d", "The police said that the war is over.", quotations=((21, 36),), speaker="police"
    ),
)


@pytest.mark.parametrize(
    ("query", "stories"),
    [
        (Word("peace", "said"), "ab"),
        (Word("war", "said"), "d"),
        (Word("failed", "said"), ""),
        (Word("soon", "said"), "a"),
        (Word("plan", "said"), "b"),
        (Word("the", "said"), ""),
        (Word("peace-talks", "said"), "a"),
        (Phrase("peace talks", 0, "said"), "a"),
        (Phrase("talks on peace", 0, "said"), "a"),
        (Phrase("talks peace", 1, "said"), "a"),
        (Phrase("peace talks", 100, "said"), "a"),
        (Phrase("the war is", 0, "said"), "d"),
        (Phrase("soon talks", 100, "said"), ""),
        (Pattern("plan*", "said"), "b"),
        (Pattern("fail*", "said"), ""),
        (Fuzzy("plannd", 1, "said"), "b"),
        (Fuzzy("sono", 1, "said"), "a"),
        (Not(Word("peace", "said")), "cd"),
        (Or((Word("war", "said"), Word("soon", "said"))), "ad"),
        (And((Word("plan"), Not(Word("plan", "said")))), "c"),
        (Word("berg", "speaker"), "ab"),
        (Phrase("carl dahl", 0, "speaker"), "b"),
        (Phrase("berg dahl", 0, "speaker"), ""),
        (Pattern("dah*", "speaker"), "b"),
        (Fuzzy("begr", 1, "speaker"), "ab"),
        (Word("police", "speaker"), "d"),
        (And((Word("peace", "said"), Word("dahl", "speaker"))), "b"),
    ],
    ids=str,
)
def test_what_is_said_and_who_says_it_is_found(
    engine: SearchEngine, query: Query, stories: str
) -> None:
    engine.rebuild(QUOTING)
    assert matching(engine, query) == set(stories)


def test_what_is_said_is_marked_where_it_is_said(engine: SearchEngine) -> None:
    engine.rebuild(QUOTING)
    page = engine.searcher().search(asking(Word("peace", "said")))
    shown = {hit.story_id: hit for hit in page.hits}
    assert not any(part.is_match for part in shown["a"].headline.parts)
    assert [p.text for p in shown["a"].snippet.parts if p.is_match] == ["peace", "peace"]
    assert [p.text for p in shown["b"].snippet.parts if p.is_match] == ["peace"]


def test_a_word_that_is_said_weighs_as_it_does_in_its_story(engine: SearchEngine) -> None:
    engine.rebuild(QUOTING)

    def scores(query: Query) -> dict[str, float]:
        hits = engine.searcher().search(asking(query)).hits
        return {hit.story_id: hit.score for hit in hits}

    said, anywhere = scores(Word("peace", "said")), scores(Word("peace"))
    assert said == {story: pytest.approx(anywhere[story]) for story in "ab"}


def test_speakers_are_no_facet(engine: SearchEngine) -> None:
    engine.rebuild(QUOTING)
    facets = engine.searcher().search(asking()).facets
    assert counts(facets["actor"]) == [("ada-berg", 1)]
    assert set(facets) == set(FACET_NAMES)


def test_speakers_are_completed_by_their_names(engine: SearchEngine) -> None:
    engine.rebuild(QUOTING)
    searcher = engine.searcher()
    assert searcher.words("ber", 5, "speaker") == (WordCount("berg", 2),)
    assert searcher.near_words("brg", 5, "speaker") == (WordCount("berg", 2),)


def test_a_headline_word_weighs_more(filled: SearchEngine) -> None:
    assert found(filled, asking(Word("plan"))) == ["a", "b"]


def test_put_replaces(filled: SearchEngine) -> None:
    with filled.writer() as writer:
        writer.put(document("a", "A text on cricket.", published="2024"))
    assert matching(filled, Word("cricket")) == {"a"}
    assert matching(filled, Word("geneva")) == set()
    assert filled.searcher().search(asking()).total == 5
    assert filled.manifest().stories == 5


def test_the_last_change_in_a_batch_counts(filled: SearchEngine) -> None:
    with filled.writer() as writer:
        writer.put(document("f", "First text."))
        writer.put(document("f", "Second text."))
        writer.delete("a")
        writer.put(document("g", "Third."))
        writer.delete("g")
        writer.delete("never there")
    assert matching(filled, MatchAll()) == set("bcdef")
    assert matching(filled, Word("first")) == set()


def test_a_failed_batch_changes_nothing(filled: SearchEngine) -> None:
    def fail() -> None:
        with filled.writer() as writer:
            writer.delete("a")
            writer.put(document("z", "new"))
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    assert matching(filled, MatchAll()) == set("abcde")
    with filled.writer() as writer:
        writer.delete("b")
    assert matching(filled, MatchAll()) == set("acde")


def test_the_manifest_knows_the_change_reached(engine: SearchEngine) -> None:
    assert engine.rebuild(STORIES, change=7).change == 7
    with engine.writer() as writer:
        writer.delete("a")
    assert engine.manifest().change == 7
    with engine.writer(change=9):
        pass
    assert (engine.manifest().change, engine.manifest().stories) == (9, 4)


def test_a_searcher_keeps_its_view(filled: SearchEngine) -> None:
    before = filled.searcher()
    with filled.writer() as writer:
        writer.delete("a")
        writer.put(document("f", "New."))
    filled.rebuild(STORIES[:1])
    assert before.search(asking()).total == 5
    assert {hit.headline.text for hit in before.search(asking()).hits} == {
        story.headline for story in STORIES
    }
    assert filled.searcher().search(asking()).total == 1


def test_a_batch_into_nothing_makes_an_index(engine: SearchEngine) -> None:
    with engine.writer() as writer:
        writer.put(STORIES[0])
    assert matching(engine, MatchAll()) == {"a"}


def test_an_index_can_be_emptied(filled: SearchEngine) -> None:
    with filled.writer() as writer:
        for story in STORIES:
            writer.delete(story.story_id)
    page = filled.searcher().search(asking(Or((Word("peace"), Not(Word("court"))))))
    assert (page.total, page.hits, page.facets["actor"].values) == (0, (), ())
    assert filled.searcher().search(asking(actor="ada-berg")).facets["actor"].distinct == 0
    filled.rebuild(())
    assert filled.searcher().search(asking()).total == 0


def test_values_of_a_facet_are_ored_and_facets_anded(filled: SearchEngine) -> None:
    assert set(found(filled, asking(actor=("ada-berg", "eva-falk")))) == set("abde")
    assert found(filled, asking(actor=("ada-berg", "eva-falk"), organisation="world-court")) == [
        "d"
    ]


def test_all_values_can_be_asked_for(filled: SearchEngine) -> None:
    both = FacetFilter(("ada-berg", "carl-dahl"), match_all=True)
    page = filled.searcher().search(asking(actor=both))
    assert [hit.story_id for hit in page.hits] == ["a"]
    assert counts(page.facets["actor"]) == [("ada-berg", 1), ("carl-dahl", 1)]


def test_excluded_and_missing_values(filled: SearchEngine) -> None:
    assert set(found(filled, asking(actor=FacetFilter((), ("ada-berg",))))) == set("cde")
    assert found(filled, asking(actor=MISSING)) == ["c"]
    assert set(found(filled, asking(actor=FacetFilter((), (MISSING,))))) == set("abde")
    assert set(found(filled, asking(actor=(MISSING, "eva-falk")))) == set("cde")


def test_a_facet_ignores_its_own_filter(filled: SearchEngine) -> None:
    facets = filled.searcher().search(asking(actor="eva-falk")).facets
    assert counts(facets["actor"]) == [("eva-falk", 2), ("ada-berg", 2), ("carl-dahl", 2)]
    assert counts(facets["organisation"]) == [("united-nations", 1), ("world-court", 1)]
    assert facets["actor"].missing == 1


def test_a_chosen_value_stays_at_zero_and_no_other_is_empty(filled: SearchEngine) -> None:
    request = asking(Word("cease-fire"), actor=FacetFilter(("nobody",), ("carl-dahl",)))
    facet = filled.searcher().search(request).facets["actor"]
    assert [(v.value, v.count, v.is_chosen, v.is_excluded) for v in facet.values] == [
        ("nobody", 0, True, False),
        ("carl-dahl", 0, False, True),
        ("ada-berg", 1, False, False),
    ]


def test_facet_size_limits_the_values_that_are_not_chosen(filled: SearchEngine) -> None:
    facet = filled.searcher().search(asking(facet_size=1, actor="carl-dahl")).facets["actor"]
    assert counts(facet) == [("carl-dahl", 2), ("ada-berg", 2)]
    assert facet.distinct == 3
    assert filled.searcher().search(asking(facet_size=0)).facets == {}
    assert len(filled.searcher().search(asking(facet_size=None)).facets["actor"].values) == 3


def test_only_the_facets_asked_for_are_counted(filled: SearchEngine) -> None:
    request = replace(asking(Word("peace"), actor="ada-berg"), facets=("actor",))
    facets = filled.searcher().search(request).facets
    assert list(facets) == ["actor"]
    assert (
        facets["actor"]
        == filled.searcher().search(replace(request, facets=FACET_NAMES)).facets["actor"]
    )


@pytest.mark.parametrize(
    ("typed", "listed"),
    [
        ("be", [("ada-berg", 2)]),
        ("AD", [("ada-berg", 2)]),
        ("dahl ca", [("carl-dahl", 1)]),
        ("erg", []),
        ("ada dahl", []),
        (" - ", [("ada-berg", 2), ("carl-dahl", 1), ("eva-falk", 1)]),
    ],
)
def test_values_are_listed_by_how_words_of_their_names_begin(
    filled: SearchEngine, typed: str, listed: list[tuple[str, int]]
) -> None:
    request = replace(asking(Word("peace")), facet_prefix=typed)
    facet = filled.searcher().search(request).facets["actor"]
    assert (counts(facet), facet.distinct, facet.missing) == (listed, len(listed), 1)


def test_a_value_is_found_by_each_of_its_names_but_not_by_a_mix(engine: SearchEngine) -> None:
    names = {"un": ("United Nations", "ONU"), "eu": ("European Union",)}
    terms = tuple(FacetTerm(value, held) for value, held in names.items())
    engine.rebuild([IndexDocument("a", "", "", facets={"organisation": terms})])

    def listed(typed: str) -> list[tuple[str, int]]:
        page = engine.searcher().search(replace(asking(), facet_prefix=typed))
        return counts(page.facets["organisation"])

    assert listed("onu") == listed("nat unit") == [("un", 1)]
    assert listed("un") == [("eu", 1), ("un", 1)]
    assert listed("onu nat") == []


def test_chosen_values_and_dates_stay_whatever_is_typed(filled: SearchEngine) -> None:
    request = replace(asking(Word("peace"), actor="eva-falk"), facet_prefix="carl", facet_size=1)
    facets = filled.searcher().search(request).facets
    assert counts(facets["actor"]) == [("eva-falk", 1), ("carl-dahl", 1)]
    assert facets["date"].values


def test_dates_nest_and_add_up(filled: SearchEngine) -> None:
    facet = filled.searcher().search(asking()).facets["date"]
    assert counts(facet) == [("2022", 2), ("2023", 2), ("undated", 1)]
    assert [(v.value, v.count) for v in facet.values[0].children] == [
        ("2022-02", 1),
        ("2022-XX", 1),
    ]
    assert facet.missing == 1


def test_an_opened_month_shows_its_days(filled: SearchEngine) -> None:
    facet = filled.searcher().search(asking(date="2023-04")).facets["date"]
    month = facet.values[1].children[0]
    assert (month.value, month.count, month.is_chosen) == ("2023-04", 2, True)
    assert [(v.value, v.count) for v in month.children] == [("2023-04-28", 1), ("2023-04-XX", 1)]


def test_years_to_come_are_one_value_and_all_values_add_up(engine: SearchEngine) -> None:
    dates = ("2023-05-01", "2023-05-02", "2023-05-03", "2023", "2024-01-01", "2099", "")
    engine.rebuild([document(f"s{n}", "words", published=d) for n, d in enumerate(dates)])
    request = replace(asking(), today=date(2023, 5, 2))
    page = engine.searcher().search(request)
    facet = page.facets["date"]

    assert counts(facet) == [("2023", 4), (">=2024-01-01", 2), ("undated", 1)]
    assert sum(value.count for value in facet.values) == page.total
    future = facet.values[1]
    assert (future.is_future, [v.value for v in future.children]) == (True, ["2024", "2099"])
    assert facet.later == 3
    assert set(found(engine, asking(date=">=2023-05-03"))) == {"s2", "s4", "s5"}
    assert set(found(engine, asking(date=future.value))) == {"s4", "s5"}


def test_years_to_come_stay_listed_when_chosen(engine: SearchEngine) -> None:
    engine.rebuild([document("a", "words", published="2023")])
    request = replace(asking(date=">=2024-01-01"), today=date(2023, 5, 2))
    facet = engine.searcher().search(request).facets["date"]

    assert counts(facet) == [("2023", 1), (">=2024-01-01", 0)]
    assert facet.values[1].is_chosen


def test_without_a_today_nothing_is_in_the_future(engine: SearchEngine) -> None:
    engine.rebuild([document("a", "words", published="9999-12-31")])
    for request in (asking(), replace(asking(), today=date(9999, 12, 31))):
        facet = engine.searcher().search(request).facets["date"]
        assert (counts(facet), facet.later) == ([("9999", 1)], 0)


def test_chosen_dates_stay_at_zero_and_ranges_come_first(filled: SearchEngine) -> None:
    request = asking(Word("court"), date=("2023-04", "2022-01..2022-06", "2019"))
    facet = filled.searcher().search(request).facets["date"]
    assert counts(facet) == [("2022-01..2022-06", 1), ("2019", 0), ("2022", 1), ("2023", 0)]
    assert [v.value for v in facet.values if v.is_chosen] == ["2022-01..2022-06", "2019"]


def test_a_range_includes_both_days(filled: SearchEngine) -> None:
    assert found(filled, asking(date="2022-02-24..2022-02-24")) == ["d"]
    assert set(found(filled, asking(date="2022-02-24..2023-04-28"))) == {"a", "d"}


def test_undated_is_last_both_ways(filled: SearchEngine) -> None:
    assert found(filled, asking(sort=Sort.NEWEST)) == ["a", "b", "d", "c", "e"]
    assert found(filled, asking(sort=Sort.OLDEST)) == ["c", "d", "b", "a", "e"]


SPEAKING = (
    document("a", "words", spoken_of=("2022-02-24", "2022-02-25", "2022-03", "1990")),
    document("b", "words", spoken_of=("2022", "2021-12-30/2022-01-02"), actor="ada-berg"),
    document("c", "words", spoken_of=("1990-01-01/1999-12-31",), actor="ada-berg"),
    document("d", "words", actor="ada-berg"),
)
"""Stories that speak of days, months, a year, the turn of a year, a decade, nothing."""


def test_a_story_counts_once_in_every_year_and_month_it_speaks_of(engine: SearchEngine) -> None:
    engine.rebuild(SPEAKING)
    facet = engine.searcher().search(asking()).facets["mentions"]
    assert counts(facet) == [("1990", 1), ("2022", 2)]
    assert [(v.value, v.count) for v in facet.values[1].children] == [
        ("2022-02", 1),
        ("2022-03", 1),
    ]
    assert (facet.distinct, facet.missing) == (2, 1)


@pytest.mark.parametrize(
    ("chosen", "stories"),
    [
        ("2022", "ab"),
        ("2022-02", "a"),
        ("2022-02-24", "a"),
        ("2022-XX", "b"),
        ("2021..2022", "ab"),
        ("1990..1999", "ac"),
        ("1994", ""),
        (("1990", "2022-XX"), "ab"),
        (FacetFilter(("1990", "2022"), match_all=True), "a"),
        (FacetFilter(excluded=("2022",)), "cd"),
        (MISSING, "d"),
        (FacetFilter(excluded=(MISSING, "1990")), "bc"),
        ("no period", ""),
    ],
)
def test_dates_spoken_of_are_chosen_as_a_query_asks_for_them(
    engine: SearchEngine, chosen: str | tuple[str, ...] | FacetFilter, stories: str
) -> None:
    engine.rebuild(SPEAKING)
    assert set(found(engine, asking(mentions=chosen))) == set(stories)


def test_dates_spoken_of_are_counted_without_their_own_filter_only(engine: SearchEngine) -> None:
    engine.rebuild(SPEAKING)
    chosen = FacetFilter(("2022-02", "1990..1999", MISSING), ("2019",))
    facet = engine.searcher().search(asking(actor="ada-berg", mentions=chosen)).facets["mentions"]
    assert counts(facet) == [("1990..1999", 1), (MISSING, 1), ("2019", 0), ("2022", 1)]
    assert [(v.value, v.count) for v in facet.values[3].children] == [("2022-02", 0)]
    actors = engine.searcher().search(asking(mentions="2022")).facets["actor"]
    assert (counts(actors), actors.missing) == ([("ada-berg", 1)], 1)


def test_dates_spoken_of_follow_changes(engine: SearchEngine) -> None:
    engine.rebuild(SPEAKING)
    with engine.writer() as batch:
        batch.delete("a")
        batch.put(document("b", "words", spoken_of=("2023-05",)))
        batch.put(document("e", "words", spoken_of=("2023-05-01", "2022")))
    facet = engine.searcher().search(asking()).facets["mentions"]
    assert (counts(facet), facet.missing) == ([("2022", 1), ("2023", 2)], 1)


def test_equal_scores_go_newest_first_then_by_id(engine: SearchEngine) -> None:
    engine.rebuild(
        [
            document(i, "same words", published=d)
            for i, d in zip("dcba", ["2020", "", "2021", "2020"], strict=True)
        ]
    )
    assert found(engine, asking(Word("words"))) == ["b", "a", "d", "c"]


def test_pages_do_not_overlap_and_end(filled: SearchEngine) -> None:
    pages = [found(filled, asking(page=n, per_page=2)) for n in (1, 2, 3, 4)]
    assert [len(page) for page in pages] == [2, 2, 1, 0]
    assert sorted(chain(*pages)) == list("abcde")
    assert filled.searcher().search(asking(page=4, per_page=2)).total == 5


def test_the_ids_of_all_matches_come_in_the_order_of_the_pages(filled: SearchEngine) -> None:
    for sort in Sort:
        request = asking(Word("peace"), sort=sort, actor=("ada-berg", "eva-falk"), per_page=1)
        pages = [found(filled, replace(request, page=page)) for page in (1, 2, 3)]
        assert filled.searcher().story_ids(replace(request, page=7)) == tuple(chain(*pages))
    assert filled.searcher().story_ids(asking(Word("nowhere"))) == ()


def test_matches_can_be_counted_alone(filled: SearchEngine) -> None:
    page = filled.searcher().search(asking(Word("peace"), per_page=0, facet_size=0))
    assert (page.total, page.hits, page.facets) == (4, (), {})


def test_asides_are_not_searched_but_offsets_stay(engine: SearchEngine) -> None:
    text = "WATCH a film. The minister spoke."
    engine.rebuild([document("a", text, asides=((0, 13),))])
    assert matching(engine, Word("film")) == set()
    hit = engine.searcher().search(asking(Word("minister"))).hits[0]
    assert [part.text for part in hit.snippet.parts if part.is_match] == ["minister"]


def test_a_snippet_does_not_repeat_a_headline_taken_from_the_text(engine: SearchEngine) -> None:
    text = "Peace came on Monday. Talks had gone on for a year."
    engine.rebuild([document("a", text, headline="Peace came on …")])

    (hit,) = engine.searcher().search(asking(Word("peace"))).hits

    assert hit.headline.text == "Peace came on …"
    assert hit.snippet.text == "… Monday. Talks had gone on for a year."


def test_snippets_mark_what_matched(filled: SearchEngine) -> None:
    hit = filled.searcher().search(asking(Word("planning"))).hits[0]
    assert [(part.text, part.is_match) for part in hit.headline.parts] == [
        ("Peace talks ", False),
        ("planned", True),
    ]
    assert ("planned", True) in [(part.text, part.is_match) for part in hit.snippet.parts]


def test_hits_carry_date_and_source(filled: SearchEngine) -> None:
    hit = filled.searcher().search(asking(Word("geneva"))).hits[0]
    story = STORIES[0]
    assert (hit.published, hit.source) == (story.published, "Example Wire")


def test_many_batches_find_the_same_as_one(engine: SearchEngine) -> None:
    numbered: list[IndexDocument] = [
        document(
            f"s{n:02d}", f"word{n % 3} all", published=f"20{n % 20 + 1:02d}", actor=f"x{n % 4}"
        )
        for n in range(30)
    ]
    engine.rebuild(numbered)
    whole = engine.searcher().search(asking(Word("all"), per_page=100))
    engine.rebuild(())
    for story in numbered:
        with engine.writer() as writer:
            writer.put(story)
    assert engine.searcher().search(asking(Word("all"), per_page=100)) == whole


def offered(words: tuple[WordCount, ...]) -> list[tuple[str, int]]:
    return [(word.word, word.count) for word in words]


def test_words_that_begin_so_come_by_frequency_then_alphabet(filled: SearchEngine) -> None:
    searcher = filled.searcher()
    assert offered(searcher.words("p", 10)) == [
        ("peace", 4),
        ("planned", 1),
        ("plans", 1),
    ]
    assert offered(searcher.words("p", 2)) == [("peace", 4), ("planned", 1)]
    assert offered(searcher.words("Erdoğ", 5)) == [("erdogan", 1)]
    assert searcher.words("xyz", 5) == ()
    assert searcher.words("p", 0) == ()


def test_words_are_never_stop_words(filled: SearchEngine) -> None:
    searcher = filled.searcher()
    assert offered(searcher.words("th", 5)) == []
    assert offered(searcher.words("i", 5)) == []
    assert offered(searcher.near_words("thee", 5)) == []


def test_words_of_names_are_counted_by_facet(filled: SearchEngine) -> None:
    searcher = filled.searcher()
    assert offered(searcher.words("", 3, "actor")) == [
        ("ada", 2),
        ("berg", 2),
        ("carl", 2),
    ]
    assert offered(searcher.near_words("bergh", 3, "actor")) == [("berg", 2)]
    assert searcher.near_words("bergh", 3) == ()


def test_words_spelt_nearly_so_share_their_first_letter(filled: SearchEngine) -> None:
    searcher = filled.searcher()
    assert offered(searcher.near_words("pease", 5)) == [("peace", 4)]
    assert offered(searcher.near_words("paece", 5)) == [("peace", 4)]
    assert searcher.near_words("beace", 5) == ()
    assert searcher.near_words("peace", 5) == ()
    assert searcher.near_words("", 5) == ()


def test_long_words_may_differ_by_two_edits(filled: SearchEngine) -> None:
    searcher = filled.searcher()
    assert offered(searcher.near_words("organisatoin", 5)) == [
        ("organisation", 1),
        ("organization", 1),
    ]
    assert offered(searcher.near_words("minsterz", 5)) == [("ministers", 1)]
    assert searcher.near_words("gnevaa", 5) == ()


def test_words_of_stories_taken_out_are_not_counted(filled: SearchEngine) -> None:
    with filled.writer() as writer:
        writer.delete("a")
        writer.put(document("c", "Peas and peaches."))
    searcher = filled.searcher()
    assert offered(searcher.words("pea", 5)) == [("peace", 2), ("peaches", 1), ("peas", 1)]
    assert searcher.words("geneva", 5) == ()
    assert offered(searcher.near_words("pease", 5)) == [("peace", 2), ("peas", 1)]


def test_words_are_counted_over_many_batches(engine: SearchEngine) -> None:
    for number in range(24):
        with engine.writer() as writer:
            writer.put(document(f"s{number:02d}", f"word{number % 5} wordy{number}"))
    assert offered(engine.searcher().words("word", 6)) == [
        ("word0", 5),
        ("word1", 5),
        ("word2", 5),
        ("word3", 5),
        ("word4", 4),
        ("wordy0", 1),
    ]


def test_similar_stories_share_words_and_leave_the_story_out(filled: SearchEngine) -> None:
    searcher = filled.searcher()
    assert [hit.story_id for hit in searcher.similar("a", 5)] == ["c", "b"]
    assert [hit.story_id for hit in searcher.similar("a", 1)] == ["c"]
    assert [hit.story_id for hit in searcher.similar("b", 2)] == ["a", "e"]
    assert searcher.similar("d", 5) == ()


def test_a_common_word_alone_makes_no_story_similar(filled: SearchEngine) -> None:
    searcher = filled.searcher()
    assert matching(filled, Word("peace")) == set("abce")
    assert "e" not in [hit.story_id for hit in searcher.similar("a", 5)]
    assert [hit.story_id for hit in searcher.similar("e", 5)] == ["a", "c", "b"]


def test_nothing_is_similar_to_a_story_that_is_not_there(filled: SearchEngine) -> None:
    with filled.writer() as writer:
        writer.delete("a")
        writer.put(document("f", "Nowhere else."))
        writer.put(document("g"))
    searcher = filled.searcher()
    assert searcher.similar("a", 5) == ()
    assert searcher.similar("never there", 5) == ()
    assert searcher.similar("f", 5) == ()
    assert searcher.similar("g", 5) == ()


def test_a_request_can_be_held_to_what_others_find(filled: SearchEngine) -> None:
    peace, court = SearchRequest(Word("peace")), asking(Word("court"))
    ada = SearchRequest(filters=(("actor", FacetFilter(("ada-berg",))),), page=9, per_page=1)
    both = filled.searcher().search(SearchRequest(also=(peace, ada)))
    assert {hit.story_id for hit in both.hits} == {"a", "b"}
    assert counts(both.facets["actor"]) == [("ada-berg", 2), ("carl-dahl", 1)]
    only = filled.searcher().search(SearchRequest(also=(peace,), without=(ada, court)))
    assert {hit.story_id for hit in only.hits} == {"c", "e"}
    assert counts(only.facets["actor"]) == [("eva-falk", 1)]


NUMBERED = (
    document("undated", "all"),
    *(
        document(f"s{n:03d}", f"word{n % 3} all " * (n % 4 + 1), published=f"20{n % 20 + 1:02d}")
        for n in range(60)
    ),
)


def test_a_page_says_whether_another_one_comes(filled: SearchEngine) -> None:
    def has_next(page: int, per_page: int) -> bool:
        return filled.searcher().search(asking(page=page, per_page=per_page)).has_next

    assert [has_next(page, 2) for page in (1, 2, 3, 4)] == [True, True, False, False]
    assert [has_next(1, per_page) for per_page in (0, 4, 5, 6)] == [False, True, False, False]


@pytest.mark.parametrize("sort", Sort)
def test_pages_from_behind_a_position_give_every_match_once(
    engine: SearchEngine, sort: Sort
) -> None:
    engine.rebuild(NUMBERED)
    request = asking(Word("all"), sort=sort, per_page=7)
    page = engine.searcher().search(request)
    given = [hit.story_id for hit in page.hits]
    while page.has_next:
        page = engine.searcher().search(replace(request, after=page.hits[-1].position))
        assert (page.total, len(page.facets)) == (61, len(FACET_NAMES))
        given += [hit.story_id for hit in page.hits]
    assert tuple(given) == engine.searcher().story_ids(request)


def test_pages_are_counted_from_behind_a_position(filled: SearchEngine) -> None:
    after = filled.searcher().search(asking(sort=Sort.NEWEST)).hits[0].position
    assert after == Position("a", date(2023, 4, 28), after.score)
    request = replace(asking(sort=Sort.NEWEST, per_page=2), after=after)
    assert found(filled, request) == ["b", "d"]
    assert found(filled, replace(request, page=2)) == ["c", "e"]
    assert found(filled, replace(request, page=3)) == []


@pytest.mark.parametrize("sort", [Sort.NEWEST, Sort.OLDEST])
def test_a_position_by_day_stays_while_stories_come_go_and_are_put_right(
    engine: SearchEngine, sort: Sort
) -> None:
    engine.rebuild(NUMBERED)
    request = asking(Word("all"), sort=sort, per_page=100)
    before = found(engine, request)
    hit = engine.searcher().search(request).hits[29]
    with engine.writer() as writer:
        writer.put(document("new first", "all", published="2021"))
        writer.put(document("new last", "all", published="2001"))
        writer.put(document("a new one of that day", "all", published=hit.published.iso))
        writer.put(document(hit.story_id, "all", published="1990"))
        writer.delete(before[0])
        writer.delete(before[40])
    after = found(engine, replace(request, after=hit.position))
    kept = [i for i in after if i in before and i != hit.story_id]
    assert kept == [*before[30:40], *before[41:]]


def test_a_position_by_relevance_goes_with_its_story(engine: SearchEngine) -> None:
    engine.rebuild(NUMBERED)
    request = asking(Word("word1"), per_page=100)
    hit = engine.searcher().search(request).hits[9]
    before = found(engine, request)
    with engine.writer() as writer:
        for number in range(40):
            writer.put(document(f"new {number}", "other words which make word1 rarer"))
    moved = engine.searcher().search(request).hits[before.index(hit.story_id)]
    assert moved.score != hit.score
    kept = [i for i in found(engine, replace(request, after=hit.position)) if i in before]
    assert kept == before[10:]


def test_a_position_by_relevance_outlives_its_story(filled: SearchEngine) -> None:
    request = asking(Word("peace"))
    first, *others = filled.searcher().search(request).hits
    after = replace(request, after=first.position)
    assert found(filled, after) == [hit.story_id for hit in others]
    with filled.writer() as writer:
        writer.put(document(first.story_id, "Cricket."))
    assert set(found(filled, after)) <= {hit.story_id for hit in others}
    assert found(filled, replace(request, after=Position("zzz"))) == []
    assert len(found(filled, replace(request, after=Position("none", None, 1e300)))) == 3


def test_the_other_requests_of_one_are_held_to_no_position(filled: SearchEngine) -> None:
    peace = replace(asking(Word("peace")), after=Position("zzz"))
    assert set(found(filled, SearchRequest(also=(peace,)))) == set("abce")
    assert len(filled.searcher().story_ids(peace)) == 4
