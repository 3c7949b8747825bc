"""Names that a story is filed under, against texts with linked entities (JSON Lines).

Each line has a `text` and `labels`: `span`, `entity_id`, `name` and `type`, the latter being
classes of Wikidata. `evaluation_span` is the part of the text that was labelled, if not all of
it. A name found is right when it is the entity's longest form in the story or its label;
strictly, when it is the label.

What stands at an entity of unknown class is not counted: nobody said whether it is a person.
All else is: a name where the set has no label is counted as too many, though it may be one
that was overlooked, unless only names at labels are scored.
"""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from archive.model import Mention, NameKind, Span, Story
from indexer.evaluate.scores import Score, compare
from indexer.extract.authorities import AuthorityFile
from indexer.extract.keys import key_of
from indexer.extract.legal_forms import without_legal_form
from indexer.extract.names import resolve_names
from indexer.extract.pool import RecogniserPool

PERSON, ORGANISATION, PLACE = "Q215627", "Q43229", "Q27096213"
KINDS = {NameKind.ACTOR: "persons", NameKind.ORGANISATION: "organisations"}
_QUALIFIER = re.compile(r"(?<=\w) \([^()]+\)$")


class Way(StrEnum):
    """What is counted, as the table says it."""

    FORMS = ""
    """Every name found; the longest form or the label is right."""
    LABEL = ", by label"
    """Every name found; the label alone is right."""
    AT_LABELS = ", at labels"
    """Names that stand where the set has a label; the longest form or the label is right."""


@dataclass(frozen=True, slots=True)
class Label:
    """An entity at a place of a text; `kind` is None when its class is not known."""

    span: Span
    entity_id: str
    name: str
    kind: NameKind | None


@dataclass(frozen=True, slots=True)
class Linked:
    """A text with the entities in it; those in its `scope` are all labelled."""

    name: str
    text: str
    scope: Span
    labels: tuple[Label, ...]


def read_linked(path: Path) -> Iterator[Linked]:
    """Yield the texts of a gzipped file."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            record = json.loads(line)
            labels = tuple(map(_label, record["labels"]))
            name, text = str(record.get("title") or record.get("id")), record["text"]
            start, end = record.get("evaluation_span") or (0, len(text))
            yield Linked(name, text, (start, end), labels)


def score_names(
    path: Path, pool: RecogniserPool, authorities: AuthorityFile
) -> dict[Way, list[Score]]:
    """Score the persons and the organisations of one file, in each way."""
    stories = list(read_linked(path))
    entities = pool.recogniser.recognise([story.text for story in stories])
    title = path.name.partition(".")[0]
    scores = {
        way: {kind: Score(f"{title}: {name}{way}") for kind, name in KINDS.items()} for way in Way
    }
    for story, recognised in zip(stories, entities, strict=True):
        read = Story(story.name, story.name, "", story.text)
        mentions = resolve_names(read, recognised, authorities)
        for way, by_kind in scores.items():
            for kind, score in by_kind.items():
                true = _true(kind, story, strictly=way is Way.LABEL)
                compare(score, story.name, true, _found(kind, mentions, story, authorities, way))
    return {way: list(by_kind.values()) for way, by_kind in scores.items()}


def _label(record: Mapping[str, object]) -> Label:
    span, entity_id = record["span"], str(record["entity_id"])
    assert isinstance(span, list)
    kind = None if entity_id.startswith("<") else kind_of(str(record["type"]).split("|"))
    return Label((span[0], span[1]), entity_id, str(record["name"]), kind)


def kind_of(classes: Iterable[str]) -> NameKind | None:
    """The kind of an entity by its classes; a state or town is a place, not an organisation.

    >>> kind_of(["Q2424752", "Q43229"]), kind_of(["Q27096213", "Q43229"])
    (<NameKind.ORGANISATION: 'organisation'>, <NameKind.PLACE: 'place'>)
    """
    known = set(classes)
    if PERSON in known:
        return NameKind.ACTOR
    if PLACE in known:
        return NameKind.PLACE
    return NameKind.ORGANISATION if ORGANISATION in known else None


def bare_key(name: str) -> str:
    """What names share that differ in case, accents, article, legal form and qualifier only.

    A qualifier tells records of one name apart, and is no part of the name.

    >>> bare_key("The Example Works Inc.") == bare_key("Example Works (Leeds)")
    True
    """
    name = _QUALIFIER.sub("", name)
    article, _, rest = name.partition(" ")
    return key_of(without_legal_form(rest if rest and article.lower() == "the" else name))


def _true(kind: NameKind, story: Linked, *, strictly: bool) -> dict[str, set[str]]:
    """The entities of a kind by their longest form, each with the names that are right."""
    forms: dict[str, set[str]] = {}
    labels: dict[str, set[str]] = {}
    for label in story.labels:
        if label.kind is kind:
            form = " ".join(story.text[slice(*label.span)].split())
            forms.setdefault(label.entity_id, set()).add(form)
            labels.setdefault(label.entity_id, set()).add(label.name)
    return {
        f"{_longest(forms[entity])[0]} ({' / '.join(sorted(names))})": {
            bare_key(name) for name in (names if strictly else {*_longest(forms[entity]), *names})
        }
        for entity, names in labels.items()
    }


def _longest(forms: Iterable[str]) -> list[str]:
    """Return the longest forms; several may be equally long."""
    ordered = sorted(forms, key=lambda form: (-len(form), form))
    return [form for form in ordered if len(form) == len(ordered[0])]


def _found(
    kind: NameKind,
    mentions: Sequence[Mention],
    story: Linked,
    authorities: AuthorityFile,
    way: Way,
) -> dict[str, str]:
    """The headings of a kind with their keys, of those mentions that can be judged."""
    headings = {(r.kind, r.authority_id): r.heading for r in authorities.records}
    found = {}
    for mention in mentions:
        if mention.kind is kind and _is_judged(mention.spans, story, way):
            heading = headings.get((kind, mention.authority_id), mention.name)
            found[heading] = bare_key(heading)
    return found


def _is_judged(spans: Sequence[Span], story: Linked, way: Way) -> bool:
    """Whether a name stands in the labelled part, and at no entity of unknown class."""
    first, last = story.scope
    unknown = [label.span for label in story.labels if label.kind is None]
    if not any(first <= start and end <= last for start, end in spans) or _touch(spans, unknown):
        return False
    return way is not Way.AT_LABELS or _touch(spans, [label.span for label in story.labels])


def _touch(spans: Iterable[Span], others: Sequence[Span]) -> bool:
    return any(a < end and start < b for a, b in others for start, end in spans)
