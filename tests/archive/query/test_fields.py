"""The names of fields."""

from __future__ import annotations

import pytest

from archive.query.fields import FIELD_NAMES, PERIOD_FIELDS, field_named, nearest_name, usual_name
from archive.search.fields import NAME_FIELDS, QUERY_FIELDS, TEXT_FIELDS


def test_every_field_can_be_asked_for_and_nothing_else() -> None:
    assert set(FIELD_NAMES) == {*TEXT_FIELDS, *NAME_FIELDS}
    assert set(QUERY_FIELDS.values()) == set(FIELD_NAMES)


def test_the_usual_name_means_its_field() -> None:
    fields = (*FIELD_NAMES, *PERIOD_FIELDS)
    assert [field_named(usual_name(field)) for field in fields] == list(fields)


@pytest.mark.parametrize(
    ("name", "nearest"),
    [
        ("titel", "title"),
        ("Headline", "title"),
        ("actors", "actor"),
        ("organisations", "organisation"),
        ("languge", "language"),
        ("dates", "date"),
        ("quote", "said"),
        ("speakers", "speaker"),
        ("colour", None),
        ("x" * 10_000, None),
    ],
    ids=range(10),
)
def test_a_name_nearly_right_is_recognised(name: str, nearest: str | None) -> None:
    assert nearest_name(name) == nearest
