"""A score: how much was found, how much of it is right, and what went wrong, by cause."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that went wrong: its cause, in which story, what is true and what was found."""

    cause: str
    where: str
    true: str = ""
    found: str = ""


@dataclass(slots=True)
class Score:
    """What was found right, what was found and is not true, and what was missed.

    A thing found with a wrong value counts as both of the latter.
    """

    name: str
    right: int = 0
    extra: int = 0
    missed: int = 0
    faults: list[Fault] = field(default_factory=list)

    def add(self, *, right: int = 0, extra: int = 0, missed: int = 0) -> None:
        """Count more."""
        self.right += right
        self.extra += extra
        self.missed += missed

    @property
    def precision(self) -> float:
        """How much of what was found is right."""
        return _part(self.right, self.extra)

    @property
    def recall(self) -> float:
        """How much of what is true was found."""
        return _part(self.right, self.missed)

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0

    @property
    def causes(self) -> dict[str, int]:
        """How many faults each cause has, most first."""
        return dict(Counter(fault.cause for fault in self.faults).most_common())


def total(name: str, scores: Iterable[Score]) -> Score:
    """Add scores up.

    >>> total("both", [Score("a", right=1), Score("b", right=1, missed=2)]).recall
    0.5
    """
    summed = Score(name)
    for score in scores:
        summed.add(right=score.right, extra=score.extra, missed=score.missed)
        summed.faults += score.faults
    return summed


def compare(
    score: Score,
    where: str,
    true: Mapping[str, Collection[Hashable]],
    found: Mapping[str, Hashable],
) -> None:
    """Count what of one story was found; each true thing has the keys that are right for it.

    Both sides are by what a reader of the faults sees.

    >>> score = Score("names")
    >>> compare(score, "a", {"Ada Berg": {"berg", "ada"}}, {"Berg": "berg", "Bo": "bo"})
    >>> score.right, score.extra, score.missed
    (1, 1, 0)
    """
    unmatched = dict(true)
    for shown, key in found.items():
        match = next((name for name, keys in unmatched.items() if key in keys), None)
        if match is not None:
            del unmatched[match]
            score.add(right=1)
        else:
            score.add(extra=1)
            score.faults.append(Fault("extra", where, found=shown))
    score.add(missed=len(unmatched))
    score.faults += [Fault("missed", where, true=name) for name in unmatched]


def worst(faults: Sequence[Fault], cause: str) -> list[Fault]:
    """The faults of one cause, in the order of their stories."""
    return [fault for fault in faults if fault.cause == cause]


def _part(right: int, rest: int) -> float:
    return right / (right + rest) if right + rest else 0.0
