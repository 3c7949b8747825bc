"""What the forms of dates mean: each function gives the TIMEX3 value of a match.

It gives the empty string for words that have the form of a date but are none.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from indexer.extract import spoken_words as words
from indexer.extract.reckoning import Reckoning
from indexer.extract.tense import looks_ahead
from indexer.extract.timex import month_value

Match = re.Match[str]


def _is_ahead(match: Match) -> bool:
    return looks_ahead(match.string, match.start(), match.end())


def _is_habit(match: Match) -> bool:
    """Whether the words name something that comes again and again: "every Friday"."""
    return bool(_EACH.search(match.string[max(0, match.start() - 8) : match.start()]))


_EACH = re.compile(r"\b(?:[Ee]ach|[Ee]very)\s+\Z")


def iso(match: Match, _: Reckoning) -> str:
    """A day in ISO 8601."""
    return match[0]


def figures(match: Match, _: Reckoning) -> str:
    """Day and month in figures; where each could be the other, nothing is guessed."""
    first, second = int(match["a"]), int(match["b"])
    if first <= 12 and second <= 12 and first != second and match["sep"] == "/":
        return ""
    day, month = (first, second) if second <= 12 else (second, first)
    return f"{match['y']}-{month:02d}-{day:02d}"


def day_month_year(match: Match, _: Reckoning) -> str:
    """A day with its month and year."""
    return f"{match['y']}-{words.month_number(match['m']):02d}-{int(match['d']):02d}"


def month_year(match: Match, _: Reckoning) -> str:
    """A month with its year."""
    return f"{match['y']}-{words.month_number(match['m']):02d}"


def month_of_near_year(match: Match, reckoning: Reckoning) -> str:
    """A month of last, this or next year."""
    year = reckoning.today.year + words.step_of(match["p"])
    return month_value(year, words.month_number(match["m"]))


def day_of_near_year(match: Match, reckoning: Reckoning) -> str:
    """A day and month of last, this or next year."""
    return f"{month_of_near_year(match, reckoning)}-{int(match['d']):02d}"


def day_month(match: Match, reckoning: Reckoning) -> str:
    """A day and month whose year is not said."""
    month, day = words.month_number(match["m"]), int(match["d"])
    return reckoning.day_named(month, day, is_ahead=_is_ahead(match))


def month(match: Match, reckoning: Reckoning) -> str:
    """A month whose year is not said; "may" and "march" count only where a date may stand."""
    if match["m"] in _ALSO_WORDS and not _DATE_BEFORE.search(match.string[: match.start()][-14:]):
        return ""
    if _is_habit(match):
        return ""
    return reckoning.month_named(words.month_number(match["m"]), is_ahead=_is_ahead(match))


_ALSO_WORDS = {"May", "March", "MAY", "MARCH"}
_DATE_BEFORE = re.compile(
    r"\b(?:in|of|by|since|until|till|before|after|from|to|for|and|during|through|between|[Ee]arly|"
    r"[Ll]ate|[Mm]id|each|every|January|February|April|June|July)[\s-]+(?:the\s)?$"
)


def month_beside(match: Match, reckoning: Reckoning) -> str:
    """Last, this or next month of a name."""
    return reckoning.month_beside(words.month_number(match["m"]), words.step_of(match["p"]))


def weekday(match: Match, reckoning: Reckoning) -> str:
    """A weekday by its name alone."""
    if _is_habit(match):
        return ""
    return reckoning.weekday_named(words.weekday_number(match["w"]), is_ahead=_is_ahead(match))


def weekday_beside(match: Match, reckoning: Reckoning) -> str:
    """Last, this or next weekday of a name."""
    return reckoning.weekday_beside(words.weekday_number(match["w"]), words.step_of(match["p"]))


def weekday_of_week(match: Match, reckoning: Reckoning) -> str:
    """A weekday of last, this or next week."""
    return reckoning.weekday_of_week(words.weekday_number(match["w"]), words.step_of(match["p"]))


def season_of_year(match: Match, _: Reckoning) -> str:
    """A season with its year."""
    return f"{match['y']}-{words.season_of(match['s'])}"


def season_beside(match: Match, reckoning: Reckoning) -> str:
    """Last, this or next season."""
    return reckoning.season_beside(words.season_of(match["s"]), words.step_of(match["p"]))


def quarter_of_year(match: Match, _: Reckoning) -> str:
    """A quarter with its year."""
    return f"{match['y']}-Q{words.ordinal_of(match['q'])}"


def quarter_of_near_year(match: Match, reckoning: Reckoning) -> str:
    """A quarter of last, this or next year."""
    year = reckoning.today.year + words.step_of(match["p"])
    return f"{year}-Q{words.ordinal_of(match['q'])}"


def quarter(match: Match, reckoning: Reckoning) -> str:
    """A quarter whose year is not said."""
    return reckoning.quarter_named(words.ordinal_of(match["q"]), is_ahead=_is_ahead(match))


def half_of_year(match: Match, _: Reckoning) -> str:
    """A half with its year."""
    return f"{match['y']}-{_half(match)}"


def half(match: Match, reckoning: Reckoning) -> str:
    """A half of last, this or next year; "the year" is this one."""
    return f"{reckoning.year(words.step_of(match['p'] or 'this'))}-{_half(match)}"


def _half(match: Match) -> str:
    return "H1" if match["q"].lower() == "first" else "H2"


_STEPPED: dict[str, Callable[[Reckoning, int], str]] = {
    "day": Reckoning.day,
    "night": Reckoning.day,
    "week": Reckoning.week,
    "weekend": Reckoning.weekend,
    "month": Reckoning.month,
    "quarter": Reckoning.quarter,
    "year": Reckoning.year,
    "decade": Reckoning.decade,
    "century": Reckoning.century,
}


def unit_beside(match: Match, reckoning: Reckoning) -> str:
    """Last, this or next week, month, year and so on."""
    return _STEPPED[match["u"].lower()](reckoning, words.step_of(match["p"]))


def ago(match: Match, reckoning: Reckoning) -> str:
    """So many days, weeks, months or years ago."""
    unit = match["u"].lower().removesuffix("s").replace("centurie", "century")
    return _STEPPED[unit](reckoning, -words.number_of(match["n"]))


def year_before(match: Match, reckoning: Reckoning) -> str:
    """A year ago: where the story has just spoken of a quarter, that quarter of the year before."""
    if match["q"]:
        return f"{reckoning.year(-1)}-Q{words.ordinal_of(match['q'])}"
    quarter = reckoning.quarter_spoken_of
    return f"{int(quarter[:4]) - 1}{quarter[4:]}" if quarter else reckoning.year(-1)


def this_year(_: Match, reckoning: Reckoning) -> str:
    """The year of publication."""
    return reckoning.year(0)


def the_quarter(match: Match, reckoning: Reckoning) -> str:
    """The quarter that the story named last; "the latest" may also be the one before today."""
    is_latest = match["l"] is not None
    return reckoning.quarter_spoken_of or (reckoning.quarter(-1) if is_latest else "")


def the_weekend(match: Match, reckoning: Reckoning) -> str:
    """The weekend that the sentence is about."""
    return reckoning.the_weekend(is_ahead=_is_ahead(match))


def near_day(match: Match, reckoning: Reckoning) -> str:
    """Yesterday, today, tomorrow and their parts."""
    first = match[0].lower().split()[0]
    return reckoning.day({"yesterday": -1, "last": -1, "tomorrow": 1}.get(first, 0))


def current_unit(match: Match, reckoning: Reckoning) -> str:
    """The week, month or year of publication."""
    return _STEPPED[match["u"].lower()](reckoning, 0)


def decade_in_figures(match: Match, _: Reckoning) -> str:
    """A decade: 1990s."""
    return f"{match['c']}"


def decade_without_century(match: Match, _: Reckoning) -> str:
    """A decade of the last century: '90s."""
    return f"19{match['c']}"


def decade_in_words(match: Match, _: Reckoning) -> str:
    """A decade of the last century: nineties."""
    return str(words.decade_of(match["c"]))


def century(match: Match, _: Reckoning) -> str:
    """A century."""
    return f"{int(match['n']) - 1:02d}"


def year(match: Match, _: Reckoning) -> str:
    """A year by its number, unless the words around it say that it counts something."""
    before = match.string[max(0, match.start() - 24) : match.start()]
    if _NO_YEAR_BEFORE.search(before):
        return ""
    if _YEAR_BEFORE.search(before):
        return match["y"]
    is_near = 1900 <= int(match["y"]) <= 2049
    return match["y"] if is_near and not _COUNTED.match(match.string, match.end()) else ""


_NO_YEAR_BEFORE = re.compile(
    r"(?:[$£€#№]\s?|\d[\d.,]*\s|[.,:/]|\b(?:No\.?|[Rr]oom|[Ff]light|[Rr]oute|Boeing|page)\s)\Z"
)
_YEAR_BEFORE = re.compile(
    r"\b(?:in|of|since|until|by|before|after|during|from|between|through|late|early|mid|fiscal|"
    r"the|and|to|year|its|[’']s)[\s-]+\Z",
    re.IGNORECASE,
)
_COUNTED = re.compile(
    r"\s+(?:(?:of|or|other|more|people|men|women|children|percent|per|million|billion|points?|"
    r"metres?|meters?|miles?|kilometres?|kilometers?|feet|acres|tons?|tonnes?|square)\b|[a-z]+s\b)"
    r"|-\w"
)
