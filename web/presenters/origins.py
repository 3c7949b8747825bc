"""How each facet is made and where it errs, in a few words for readers."""

from __future__ import annotations

_NAMES = (
    " A wrong name can be put right on its page; a story's page shows the words each came from."
)
ORIGINS = {
    "actor": (
        "People found in the text by a recogniser, and those that the seed or the authority file "
        "lists. A surname is joined to the one person in the story who has it. It errs with "
        "namesakes, with names it has never met, and with words that look like names." + _NAMES
    ),
    "organisation": (
        "Organisations found in the text by a recogniser, and those that the seed or the "
        "authority file lists; acronyms are joined to the name they are explained by. It takes "
        "some products and places for organisations, and misses some in headlines." + _NAMES
    ),
    "place": (
        "Countries, towns and regions named in the text; words for their people count nowhere. "
        "Places of one name are not told apart." + _NAMES
    ),
    "date": (
        "The day of publication: from the seed's date line, else the page's metadata, its "
        "address, or the text; never from the file. Where only a month or year is known, the "
        "story counts there and in no day. A story's page shows the words that were read."
    ),
    "mentions": (
        "Days, months and years named in the text, reckoned from the day of publication: "
        "“February last year”. A story counts once in every year and month that it speaks of, so "
        "a year is not the sum of its months; of a decade no year is known. What could be read "
        "two ways is left out, words in languages other than English are missed. A story's page "
        "underlines the words."
    ),
    "source": "The publication, as the seed or the page names it.",
    "author": "The writers, as the seed, the page or the byline names them, not checked further.",
    "language": "The language that the seed or the page gives.",
}
"""By the name of the facet."""
