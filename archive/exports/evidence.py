"""A search as an evidence pack: what was asked, what was found, and the seeds as they came.

README.txt            how to read and check all of this
query.json            the query and how it was understood, the index that answered, the time
contents.csv          every story with its text and its original, or why there is none
stories/000001-…txt   the text of a story below what is known of it
originals/0001-…      the files that the stories were read from, each once
citations.ris .bib .csl.json
SHA256SUMS            for `sha256sum -c SHA256SUMS`
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import PurePosixPath

from archive.catalogue import Catalogue
from archive.errors import NotFoundError
from archive.exports.citations import one_line
from archive.exports.formats import FORMATS
from archive.exports.records import Context, ExportedStory, stories_of
from archive.exports.zipped import as_zip
from archive.originals import read_seed
from archive.search.engine import Manifest
from archive.search.labels import date_label
from archive.search.state import SearchState
from archive.table_rows import row

CITATIONS = ("ris", "bib", "csl.json")
_UNSAFE = re.compile(r"[^A-Za-z0-9._-]+")
_LONGEST_NAME = 60
_README = """\
The stories that one search found in an archive kept with Cuttings, with what they were read from.

query.json says what was asked, how it was understood, and which index answered when.
contents.csv lists the stories in the order of the search. "original" is the file that a story was
read from, byte for byte, with the checksum that it had then; where there is none, the reason stands
there. Texts in stories/ are what was read out of them.

To check that nothing was changed:    sha256sum -c SHA256SUMS
"""


def evidence_pack(
    catalogue: Catalogue, state: SearchState, context: Context, *, made_at: datetime
) -> Iterator[bytes]:
    """Zip up a search, whatever page it is on; the search is done before the first piece.

    The same archive, search and time give the same bytes.
    """
    pack = _Pack(catalogue, catalogue.story_ids(state), context)
    return as_zip(pack.files(state, catalogue.engine.manifest(), made_at))


def safe_name(text: str) -> str:
    """A file name that means nothing to any system but itself.

    >>> safe_name("../Élan vital: 50 %.html"), safe_name("..."), safe_name("平和")
    ('Elan_vital_50_.html', 'unnamed', 'unnamed')
    """
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    return _UNSAFE.sub("_", plain).strip("._-")[-_LONGEST_NAME:].lstrip("._-") or "unnamed"


@dataclass(slots=True)
class _Pack:
    """The files of a pack, made one after the other; knows which originals it has had."""

    catalogue: Catalogue
    story_ids: tuple[str, ...]
    context: Context
    originals: dict[str, str] = field(default_factory=dict)
    """What became of each seed: the name in the pack, or the reason why it is not there."""
    had: int = 0

    def files(
        self, state: SearchState, manifest: Manifest, made_at: datetime
    ) -> Iterator[tuple[str, Iterable[bytes]]]:
        """Everything but the checksums."""
        yield "README.txt", [_README.encode()]
        yield "query.json", [_query(state, manifest, made_at, len(self.story_ids))]
        contents = [row(("story", "headline", "date", "text", "original"))]
        for place, story in enumerate(stories_of(self.catalogue, self.story_ids), 1):
            text = f"stories/{place:06d}-{safe_name(story.headline)}.txt"
            yield text, [_text(story, self.context)]
            if story.seed_path not in self.originals:
                yield from self._original(story.seed_path)
            told = (story.story_id, one_line(story.headline), story.published.iso, text)
            contents.append(row((*told, self.originals[story.seed_path])))
        yield "contents.csv", contents
        for suffix in CITATIONS:
            stories = stories_of(self.catalogue, self.story_ids)
            yield f"citations.{suffix}", FORMATS[suffix].write(stories, self.context)

    def _original(self, seed_path: str) -> Iterator[tuple[str, Iterable[bytes]]]:
        """The file of a seed, if it is still what was read; remember what became of it."""
        with self.catalogue.store.read() as transaction:
            seed = transaction.seeds.find(seed_path)
        try:
            if seed is None or not seed.sha256:
                raise NotFoundError("its seed is not known to the archive any more")
            content = read_seed(seed)
        except NotFoundError as error:
            self.originals[seed_path] = f"none: {error}"
            return
        self.had += 1
        base = PurePosixPath(seed_path.replace("\\", "/")).name
        self.originals[seed_path] = f"originals/{self.had:04d}-{safe_name(base)}"
        yield self.originals[seed_path], [content]


def _query(state: SearchState, manifest: Manifest, made_at: datetime, stories: int) -> bytes:
    parsed = state.parsed
    told = {
        "query": state.query_text,
        "understood": parsed.understood,
        "canonical": parsed.canonical,
        "warnings": [warning.message for warning in parsed.warnings],
        "filters": [
            {
                "facet": name,
                "chosen": list(chosen.chosen),
                "excluded": list(chosen.excluded),
                "all": chosen.match_all,
            }
            for name, chosen in state.filters
        ],
        "sort": state.sort.value,
        "address": f"/search?{state.on_page(1).address}",
        "stories": stories,
        "generation": manifest.generation,
        "index_built_at": _moment(manifest.built_at),
        "index_changed_at": _moment(manifest.changed_at),
        "stories_in_the_archive": manifest.stories,
        "made_at": _moment(made_at),
    }
    text = json.dumps(told, ensure_ascii=False, indent=2)
    return f"{text}\n".encode("utf-8", "replace")


def _text(story: ExportedStory, context: Context) -> bytes:
    known = story.published
    lines = {
        "Headline": one_line(story.headline),
        "Published": date_label(known.iso) if known.is_known else "not known",
        "Source": one_line(story.story.source),
        "Author": one_line(", ".join(story.story.authors)),
        "Address": one_line(story.story.url),
        "In the archive": story.permalink(context),
        "Story": story.story_id,
        "SHA-256 of its content": story.story.content_hash,
        "Filed at": _moment(story.indexed_at),
    }
    head = "".join(f"{name}: {value}\n" for name, value in lines.items() if value)
    return f"{head}\n{story.story.text}\n".encode("utf-8", "replace")


def _moment(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="seconds")
