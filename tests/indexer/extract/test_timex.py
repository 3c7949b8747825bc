from __future__ import annotations

import pytest

from indexer.extract.timex import days_of


@pytest.mark.parametrize(
    ("value", "iso", "precision"),
    [
        ("2023-04-28", "2023-04-28", "day"),
        ("2024-02", "2024-02", "month"),
        ("2023", "2023", "year"),
        ("2020-W53", "2020-12-28/2021-01-03", "month"),
        ("2023-W05-WE", "2023-02-04/2023-02-05", "month"),
        ("2023-Q4", "2023-10-01/2023-12-31", "year"),
        ("2023-H1", "2023-01-01/2023-06-30", "year"),
        ("2023-WI", "2023-12-01/2024-02-29", "year"),
        ("199", "1990-01-01/1999-12-31", "year"),
        ("20", "2000-01-01/2099-12-31", "year"),
    ],
)
def test_a_value_means_these_days(value: str, iso: str, precision: str) -> None:
    found = days_of(value)
    assert (found.iso, found.precision.value) == (iso, precision)


@pytest.mark.parametrize("value", ["", "2023-02-30", "2023-13", "2022-W53", "PRESENT_REF", "00"])
def test_what_is_no_date_is_refused(value: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        days_of(value)
