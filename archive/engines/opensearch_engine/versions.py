"""A version of a story as a document of the cluster."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import islice

from archive.analysis import forms_and_stems, tokens
from archive.engines.opensearch_engine.cluster import Body
from archive.engines.opensearch_engine.mapping import GAP, SPOKEN
from archive.model import PartialDate, Precision
from archive.query.periods import UNDATED_VALUE
from archive.search.documents import FacetTerm, IndexDocument
from archive.search.fields import NAME_FIELDS, VALUE_FACETS
from archive.search.inversion import MAX_HEADLINE_WORDS, NAME_GAP, Words, words_of
from archive.search.scoring import HEADLINE_WEIGHT
from archive.search.stored import stored_fields
from archive.search.typed_names import typed_words

NAME_MARK = "\x1f"
"""Stands before each name of a value; no word of a name holds it."""
MAX_NAMES = 8_000
"""Letters of a value's names by which it is found; a term of the cluster has 32,766 bytes."""
LIVING = (1 << 63) - 1
"""The batch in which a version dies that no batch has replaced."""


def version_id(story_id: str, born: int) -> str:
    """The name of a version; no two writers ever write one name."""
    return f"{story_id}@{born}"


def born_in(version: str) -> int:
    """The batch of a version, from its name."""
    return int(version.rpartition("@")[2])


def version_of(document: IndexDocument, born: int, died: int = LIVING) -> Body:
    """All fields of a version."""
    title = list(islice(forms_and_stems(document.headline), MAX_HEADLINE_WORDS))
    text, spans = words_of(document.body, document.quotations)
    said = [text[first:end] for first, end in spans]
    return {
        "story": stored_fields(document),
        "story_id": document.story_id,
        "born": born,
        "died": died,
        **_published(document.published),
        **_spoken(document.spoken_of),
        "length": HEADLINE_WEIGHT * _weight(title) + _weight(text),
        "title": _stems(title),
        "text": _stems(text),
        "said": [_stems(words) for words in said],
        "forms": _forms(title, text),
        "forms_title": _forms(title),
        "forms_text": _forms(text),
        "forms_said": _forms(*said),
        **_names(document),
    }


def spaced(terms: Iterable[str]) -> str:
    """Terms as the analyser of an index takes them; one that is empty leaves its place."""
    return " ".join(term or GAP for term in terms)


def name_forms(name: str) -> list[str]:
    """The words of a name."""
    return [token.form for token in islice(tokens(name), NAME_GAP // 2)]


def named_value(term: FacetTerm) -> str:
    """A facet value with the words of its names, by which it can be found when typed.

    >>> named_value(FacetTerm("un", ("United Nations",))).split(NAME_MARK)
    ['un', ' united nations']
    """
    names = "".join(f"{NAME_MARK} {' '.join(typed_words(name))}" for name in term.names)
    return term.value + names[:MAX_NAMES]


def ordinals(date: PartialDate) -> tuple[int, int] | None:
    """First and last day of a date as numbers."""
    if date.first_day is None or date.last_day is None:
        return None
    return date.first_day.toordinal(), date.last_day.toordinal()


def _stems(words: Words) -> str:
    return spaced(stem for _, stem in words)


def _forms(*parts: Words) -> list[str]:
    return sorted({form for words in parts for form, _ in words})


def _weight(words: Words) -> int:
    return sum(1 for _, stem in words if stem)


def _published(date: PartialDate) -> Body:
    days = ordinals(date)
    if days is None or date.first_day is None:
        return {"month": UNDATED_VALUE, "day": UNDATED_VALUE}
    iso = date.first_day.isoformat()
    month, day = {
        Precision.YEAR: (f"{iso[:4]}-XX", f"{iso[:4]}-XX"),
        Precision.MONTH: (iso[:7], f"{iso[:7]}-XX"),
    }.get(date.precision, (iso[:7], iso))
    return {
        "first_day": days[0],
        "last_day": days[1],
        "precision": date.precision.value,
        "month": month,
        "day": day,
    }


def _spoken(dates: Iterable[PartialDate]) -> Body:
    """Ranges of days, and the years and months within which one of them lies."""
    fields: Body = {}
    within: set[str] = set()
    for date in dates:
        days = ordinals(date)
        if days is None:
            continue
        fields.setdefault(SPOKEN[date.precision], []).append({"gte": days[0], "lte": days[1]})
        first, last = str(date.first_day), str(date.last_day)
        within.update(first[:n] for n in (4, 7) if first[:n] == last[:n])
    return {**fields, "spoken_in": sorted(within), "speaks": True} if fields else {}


def _names(document: IndexDocument) -> Body:
    fields: Body = {}
    for name in NAME_FIELDS:
        terms = document.facets.get(name, ())
        if not terms:
            continue
        words = [name_forms(text) for text in dict.fromkeys(n for t in terms for n in t.names)]
        fields[f"names_{name}"] = [spaced(forms) for forms in words]
        fields[f"forms_{name}"] = sorted({form for forms in words for form in forms})
        if name in VALUE_FACETS:
            fields[f"facet_{name}"] = list(document.values(name))
            fields[f"named_{name}"] = list(dict.fromkeys(map(named_value, terms)))
    return fields
