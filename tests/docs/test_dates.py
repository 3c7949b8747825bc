from __future__ import annotations

import re
from pathlib import Path

from archive.model import PartialDate
from archive.query.periods import Period
from archive.search.labels import date_label
from indexer.extract.spoken_dates import find_spoken_dates

GUIDE = Path(__file__).parents[2] / "docs" / "dates.md"
FRIDAY = PartialDate.of(2023, 4, 28)


def first_days(words: str) -> str:
    (found,) = find_spoken_dates(f"It began {words}.", FRIDAY)
    return date_label(Period(found.period.first_day, found.period.last_day).text)


def test_the_words_in_the_guide_mean_what_it_says() -> None:
    rows = re.findall(r"^\| (\*.+?) \|", GUIDE.read_text("utf-8"), re.MULTILINE)
    words = [word for row in rows for word in re.findall(r"\*(.+?)\*", row)]
    assert {word: first_days(word) for word in words} == {
        "yesterday": "27 April 2023",
        "last night": "27 April 2023",
        "on Tuesday": "25 April 2023",
        "last week": "17 April 2023 to 23 April 2023",
        "over the weekend": "22 April 2023 to 23 April 2023",
        "in March": "March 2023",
        "in mid-March": "March 2023",
        "in October": "October 2022",
        "February last year": "February 2022",
        "earlier this year": "2023",
        "a year ago": "2022",
        "last summer": "June 2022 to August 2022",
    }
