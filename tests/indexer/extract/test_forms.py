"""Forms gather what is one name and keep account of what joined them."""

from __future__ import annotations

from indexer.extract.forms import Form, forms_of, join, replaced
from indexer.extract.occurrences import Occurrence
from tests.indexer.extract.builders import ACTOR, ORGANISATION, forms


def test_spellings_that_differ_in_case_and_accents_are_one_form() -> None:
    gathered = forms_of(
        [
            Occurrence(ACTOR, "ERDOGAN", (0, 7)),
            Occurrence(ACTOR, "Erdoğan", (20, 27), "listed name"),
            Occurrence(ACTOR, "Erdogan", (9, 16)),
            Occurrence(ORGANISATION, "Erdogan", (30, 37)),
            Occurrence(ACTOR, "Erdogan", (0, 0), "given by the seed"),
        ]
    )

    assert gathered == [
        Form(
            ACTOR,
            "Erdoğan",
            ((0, 7), (9, 16), (20, 27)),
            ("Erdogan", "ERDOGAN"),
            ("listed name", "given by the seed"),
        ),
        Form(ORGANISATION, "Erdogan", ((30, 37),)),
    ]


def test_joining_keeps_all_places_in_order_and_all_rules_once() -> None:
    fuller = Form(ACTOR, "Jane Roe", ((5, 13),), ("Jane",), ("listed name",))
    shorter = Form(ACTOR, "Roe", ((0, 3), (20, 23)), ("ROE",), ("listed name",))

    assert join(fuller, shorter, "“Roe” by its surname") == Form(
        ACTOR,
        "Jane Roe",
        ((0, 3), (5, 13), (20, 23)),
        ("Jane", "Roe", "ROE"),
        ("listed name", "“Roe” by its surname"),
    )


def test_joins_in_a_row_all_reach_the_fullest_form() -> None:
    roe, jane_roe, jane_p_roe, doe = forms(ACTOR, "Roe", "Jane Roe", "Jane P. Roe", "Doe")

    left = replaced(
        [roe, jane_roe, doe, jane_p_roe],
        {roe: (jane_roe, "surname"), jane_roe: (jane_p_roe, "shorter form")},
    )

    assert [(form.name, form.others, form.rules) for form in left] == [
        ("Doe", (), ()),
        ("Jane P. Roe", ("Jane Roe", "Roe"), ("surname", "shorter form")),
    ]
