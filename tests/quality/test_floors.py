from __future__ import annotations

import subprocess
import tomllib
from pathlib import Path

import pytest

from archive.model import NameKind
from indexer.evaluate.quotes import read_quoting, score_quotes
from indexer.evaluate.scores import Score
from indexer.extract.authorities import load_authorities
from indexer.extract.names import resolve_names
from indexer.extract.pool import RecogniserPool
from tests.quality.gold import read_gold, score_kind, score_published, score_spoken

FLOORS_FILE = Path(__file__).parent / "floors.toml"
QUOTES = Path(__file__).parent / "sample.quotes.jsonl"
FLOORS = tomllib.loads(FLOORS_FILE.read_text("utf-8"))


def check(score: Score, floor: float) -> None:
    faults = "\n".join(f"{f.cause}: {f.true or f.found}  {f.where[-40:]}" for f in score.faults)
    assert 100 * score.f1 >= floor, f"{score.name}: {100 * score.f1:.1f}, not {floor}\n{faults}"


def git(*command: str) -> str:
    done = subprocess.run(
        ["git", *command], cwd=FLOORS_FILE.parent, capture_output=True, text=True, check=False
    )
    if done.returncode:
        pytest.skip(f"no history of the floors here: {done.stderr.strip()}")
    return done.stdout


def test_no_floor_was_ever_higher() -> None:
    for commit in git("log", "--format=%h", "--", FLOORS_FILE.name).split():
        before = tomllib.loads(git("show", f"{commit}:./{FLOORS_FILE.name}"))
        lowered = {name for name, floor in before.items() if FLOORS.get(name, 0) < floor}
        assert not lowered, f"floors lower than in {commit}: {lowered}"


def test_at_least_thirty_stories_are_read_by_hand() -> None:
    assert len(list(read_gold())) >= 30
    assert len(list(read_quoting(QUOTES))) >= 50


def test_publication_dates_of_sample_stories_are_right() -> None:
    check(score_published(read_gold()), FLOORS["published"])


def test_dates_that_sample_stories_speak_of_are_right() -> None:
    check(score_spoken(read_gold()), FLOORS["spoken_dates"])


@pytest.mark.slow
def test_quotations_of_sample_stories_are_found_with_their_speakers() -> None:
    words, speakers = score_quotes(QUOTES, RecogniserPool(), load_authorities())
    for score, name in ((words, "quoted_words"), (speakers, "quoted_speakers")):
        faults = "\n".join(
            f"{f.cause}: {f.true} → {f.found}  {f.where[-40:]}" for f in score.faults
        )
        assert 100 * score.precision >= FLOORS[f"{name}_precision"], faults
        assert 100 * score.recall >= FLOORS[f"{name}_recall"], faults


@pytest.mark.slow
def test_names_of_sample_stories_are_right() -> None:
    stories, authorities = list(read_gold()), load_authorities()
    entities = RecogniserPool().recogniser.recognise([gold.story.body for gold in stories])
    resolved = [
        (gold, resolve_names(gold.story, recognised, authorities))
        for gold, recognised in zip(stories, entities, strict=True)
    ]
    check(score_kind(NameKind.ACTOR, resolved, authorities), FLOORS["actors"])
    check(score_kind(NameKind.ORGANISATION, resolved, authorities), FLOORS["organisations"])
