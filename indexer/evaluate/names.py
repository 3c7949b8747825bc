"""Names that a story is filed under, against texts with linked entities (JSON Lines).

Each line has a `text` and `labels`: `span`, `entity_id`, `name` and `type`, the latter being
classes of Wikidata. A name found is right when it is the entity's longest form in the story
or its label; strictly, when it is the label. Entities of unknown class are not counted.
"""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
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


@dataclass(frozen=True, slots=True)
class Label:
    """An entity at a place of a text; `kind` is None when its class is not known."""

    span: Span
    entity_id: str
    name: str
    kind: NameKind | None


@dataclass(frozen=True, slots=True)
class Linked:
    """A text with the entities in it."""

    name: str
    text: str
    labels: tuple[Label, ...]


def read_linked(path: Path) -> Iterator[Linked]:
    """Yield the texts of a gzipped file."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            record = json.loads(line)
            labels = tuple(map(_label, record["labels"]))
            yield Linked(str(record.get("title") or record.get("id")), record["text"], labels)


def score_names(path: Path, pool: RecogniserPool, authorities: AuthorityFile) -> list[Score]:
    """Score persons and organisations of one file, leniently and strictly."""
    stories = list(read_linked(path))
    entities = pool.recognise([story.text for story in stories])
    title = path.name.partition(".")[0]
    lenient = {kind: Score(f"{title}: {name}") for kind, name in KINDS.items()}
    strict = {kind: Score(f"{title}: {name}, by label") for kind, name in KINDS.items()}
    for story, recognised in zip(stories, entities, strict=True):
        read = Story(story.name, story.name, "", story.text)
        mentions = resolve_names(read, recognised, authorities)
        for kind in KINDS:
            found = _found(kind, mentions, story, authorities)
            compare(lenient[kind], story.name, _true(kind, story, strictly=False), found)
            compare(strict[kind], story.name, _true(kind, story, strictly=True), found)
    return [*lenient.values(), *strict.values()]


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
    """What names share that differ in case, accents, article and legal form only.

    >>> bare_key("The Example Works Inc.") == bare_key("Example Works")
    True
    """
    article, _, rest = name.partition(" ")
    return key_of(without_legal_form(rest if rest and article.lower() == "the" else name))


def _true(kind: NameKind, story: Linked, *, strictly: bool) -> dict[str, set[str]]:
    """The entities of a kind by their longest form, each with the names that are right."""
    names: dict[str, tuple[str, set[str]]] = {}
    for label in story.labels:
        if label.kind is kind:
            form = " ".join(story.text[slice(*label.span)].split())
            longest, labels = names.get(label.entity_id, ("", set()))
            names[label.entity_id] = max(longest, form, key=len), labels | {label.name}
    return {
        f"{longest} ({' / '.join(sorted(labels))})": {
            bare_key(name) for name in (labels if strictly else {longest, *labels})
        }
        for longest, labels in names.values()
    }


def _found(
    kind: NameKind, mentions: Sequence[Mention], story: Linked, authorities: AuthorityFile
) -> dict[str, str]:
    """The headings of a kind with their keys, without what stands for unknown entities."""
    unknown = [label.span for label in story.labels if label.kind is None]
    headings = {(r.kind, r.authority_id): r.heading for r in authorities.records}
    found = {}
    for mention in mentions:
        if mention.kind is kind and not _is_unknown(mention.spans, unknown):
            heading = headings.get((kind, mention.authority_id), mention.name)
            found[heading] = bare_key(heading)
    return found


def _is_unknown(spans: Sequence[Span], unknown: Sequence[Span]) -> bool:
    return any(a < end and start < b for a, b in unknown for start, end in spans)
