"""A range of dates as the two fields of a form."""

from __future__ import annotations

from archive.query.periods import UNDATED_VALUE

FIRST, LAST = "date.from", "date.to"
"""The fields, as they stand in the address that the form sends."""


def range_value(first: str, last: str) -> str:
    """Make one facet value of what was typed; what is no date stays none.

    >>> range_value("2023-02", "2023-04"), range_value("2023", ""), range_value("", "2023-04")
    ('2023-02..2023-04', '>=2023', '<=2023-04')
    >>> range_value("2023", "2023"), range_value("", "")
    ('2023', '')
    """
    first, last = first.strip(), last.strip()
    if first and last:
        return first if first == last else f"{first}..{last}"
    return f">={first}" if first else f"<={last}" if last else ""


def range_ends(value: str) -> tuple[str, str]:
    """Part a facet value into what would be typed for it.

    >>> range_ends("2023-02..2023-04"), range_ends(">=2023-01-01"), range_ends("2023")
    (('2023-02', '2023-04'), ('2023-01-01', ''), ('2023', '2023'))
    >>> range_ends("2023-XX"), range_ends("undated")
    (('', ''), ('', ''))
    """
    if value == UNDATED_VALUE or value.endswith("-XX"):
        return "", ""
    if value.startswith((">=", "<=")):
        return (value[2:], "") if value.startswith(">=") else ("", value[2:])
    first, dots, last = value.partition("..")
    return first, last if dots else first
