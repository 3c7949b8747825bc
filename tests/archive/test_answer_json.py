from __future__ import annotations

import json
from dataclasses import replace

from archive.answer_json import answer_as_json
from archive.search.request import Position
from archive.search.results import FacetValue
from archive.suggestions import Proposal
from tests.answers import answer, facet, hit


def test_an_answer_has_one_shape() -> None:
    year = FacetValue("2023", 2, children=(FacetValue("2023-04", 2, is_chosen=True),))
    asked = answer(
        "q=peace+AND&actor=xi-jinping&date=2023-04&sort=newest&page=2&per=1&colour=red",
        facet("actor", FacetValue("xi-jinping", 3, is_chosen=True), distinct=7, missing=1),
        facet("date", year, FacetValue("undated", 1), distinct=1, missing=1),
        total=3,
        hits=(hit("a/b", "Talks", published="2023-04", source="Wire"),),
    )
    found, token = answer_as_json(asked), asked.next_token

    assert found == {
        "total": 3,
        "exact": True,
        "understood": "stories with “peace” in any form",
        "canonical": "peace",
        "warnings": [
            {
                "code": "dropped_operator",
                "message": "AND joins nothing here and is ignored",
                "start": 6,
                "end": 9,
                "repair": "peace",
            }
        ],
        "did_you_mean": None,
        "not_understood": [{"name": "colour", "value": "red"}],
        "stories": [
            {
                "id": "a/b",
                "headline": "Talks",
                "date": "2023-04",
                "precision": "month",
                "snippet": "a match here",
                "source": "Wire",
                "score": 0.0,
                "url": "/story/a%2Fb",
            }
        ],
        "facets": {
            "actor": [
                {
                    "value": "xi-jinping",
                    "label": "Xi Jinping",
                    "count": 3,
                    "chosen": True,
                    "excluded": False,
                }
            ],
            "date": [
                {
                    "value": "2023",
                    "label": "2023",
                    "count": 2,
                    "chosen": False,
                    "excluded": False,
                    "children": [
                        {
                            "value": "2023-04",
                            "label": "April 2023",
                            "count": 2,
                            "chosen": True,
                            "excluded": False,
                            "children": [],
                        }
                    ],
                },
                {
                    "value": "undated",
                    "label": "Undated",
                    "count": 1,
                    "chosen": False,
                    "excluded": False,
                    "children": [],
                },
            ],
        },
        "facet_totals": {
            "actor": {"distinct": 7, "missing": 1},
            "date": {"distinct": 1, "missing": 1, "later": 0},
        },
        "sort": "newest",
        "page": 2,
        "pages": 3,
        "per": 1,
        "url": f"{SEARCH}&page=2&per=1",
        "next": token,
        "next_url": f"{SEARCH}&per=1&next={token}",
        "previous_url": f"{SEARCH}&per=1",
    }
    assert json.loads(json.dumps(found)) == found


SEARCH = "/search.json?q=peace+AND&actor=xi-jinping&date=2023-04&sort=newest"


def test_a_proposal_leads_to_its_search_under_the_same_filters() -> None:
    asked = answer("q=paece&actor=xi-jinping&page=2")

    assert answer_as_json(asked, Proposal("peace", 12))["did_you_mean"] == {
        "query": "peace",
        "total": 12,
        "url": "/search.json?q=peace&actor=xi-jinping",
    }


def test_an_undated_story_has_no_date() -> None:
    found = answer_as_json(answer("", total=1, hits=(hit("a"),)))

    assert found["stories"] == [
        {
            "id": "a",
            "headline": "",
            "date": None,
            "precision": "none",
            "snippet": "a match here",
            "source": "",
            "score": 0.0,
            "url": "/story/a",
        }
    ]


def test_the_only_page_has_no_neighbours() -> None:
    found = answer_as_json(answer())

    assert (found["url"], found["next_url"], found["previous_url"]) == ("/search.json", None, None)


def test_a_page_past_the_end_leads_to_the_last() -> None:
    found = answer_as_json(answer("page=9", total=12))

    assert (found["pages"], found["next_url"]) == (2, None)
    assert found["previous_url"] == "/search.json?page=2"


def test_a_page_behind_a_token_has_no_number() -> None:
    asked = replace(answer("q=peace&per=1", total=3, hits=(hit("a"),)), after=Position("b"))
    found = answer_as_json(asked)

    assert (found["page"], found["previous_url"]) == (None, None)
    assert found["url"] == f"/search.json?q=peace&per=1&next={asked.token}"
