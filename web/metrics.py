"""What a monitor asks: how much the archive holds, how old its index is, how it answers.

The format is the text format of Prometheus. Nothing in it tells what was searched.
"""

from __future__ import annotations

from datetime import datetime
from time import perf_counter

from flask import Blueprint, Response, current_app, g, request
from flask.blueprints import BlueprintSetupState
from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest

from archive.upkeep.status import Status

EXTENSION = "cuttings-metrics"
SEARCHES = frozenset({"search.search", "search.search_json"})
_SECONDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 10.0)


class Metrics:
    """Counts of one application since it was started."""

    def __init__(self) -> None:
        self._registry = CollectorRegistry()
        self._requests = Counter(
            "cuttings_requests",
            "Requests by what was asked and the status of the answer.",
            ["endpoint", "status"],
            registry=self._registry,
        )
        self._searches = Histogram(
            "cuttings_search_seconds",
            "How long searches took, by outcome.",
            ["outcome"],
            buckets=_SECONDS,
            registry=self._registry,
        )

    def observe(self, endpoint: str, status: int, seconds: float) -> None:
        """Count a request that was answered."""
        self._requests.labels(endpoint, str(status)).inc()
        if endpoint in SEARCHES:
            self._searches.labels(outcome_of(status)).observe(seconds)

    def text(self, status: Status, now: datetime) -> bytes:
        """All that is measured, in the text format."""
        return generate_latest(_state(status, now)) + generate_latest(self._registry)


def outcome_of(status: int) -> str:
    """How a search ended, by the status of its answer.

    >>> [outcome_of(status) for status in (200, 304, 400, 503)]
    ['answered', 'redirected', 'refused', 'failed']
    """
    return {2: "answered", 3: "redirected", 4: "refused"}.get(status // 100, "failed")


def metrics() -> Metrics:
    """What is measured of the current application."""
    found: Metrics = current_app.extensions[EXTENSION]
    return found


def measure(blueprint: Blueprint) -> None:
    """Count every request to the application that the blueprint becomes part of."""

    @blueprint.record_once
    def _set_up(state: BlueprintSetupState) -> None:
        state.app.extensions[EXTENSION] = Metrics()

    @blueprint.before_app_request
    def _begin() -> None:
        g.asked_at = perf_counter()

    @blueprint.after_app_request
    def _end(response: Response) -> Response:
        seconds = perf_counter() - g.asked_at if "asked_at" in g else 0.0
        metrics().observe(request.endpoint or "none", response.status_code, seconds)
        return response


def _state(status: Status, now: datetime) -> CollectorRegistry:
    """The state of the archive as it is now; an index that cannot be used has none."""
    registry = CollectorRegistry()
    figures = [
        ("stories", "Stories in the database.", status.stories),
        ("undated_stories", "Stories without a publication date.", status.undated),
        ("rejected", "Seeds and records that are rejected.", status.rejected),
        ("unfiled_changes", "Changes that the index has not reached.", status.unfiled),
        ("store_bytes", "Size of the database.", status.store_bytes),
        ("index_usable", "Whether searches can be answered.", int(status.manifest is not None)),
    ]
    if status.index_bytes is not None:
        figures.append(("index_bytes", "Size of the index on disk.", status.index_bytes))
    if status.manifest:
        built, changed = status.manifest.built_at, status.manifest.changed_at
        figures += [
            ("searchable_stories", "Stories in the index.", status.manifest.stories),
            ("generation_age_seconds", "Since the index was built.", _seconds(now, built)),
            ("index_age_seconds", "Since the index last changed.", _seconds(now, changed)),
        ]
    holder = status.lock_holder
    figures += [
        ("locked", "Whether a process is writing the index.", int(holder is not None)),
        ("lock_age_seconds", "For how long.", _seconds(now, holder.since) if holder else 0),
    ]
    for name, what, value in figures:
        Gauge(f"cuttings_{name}", what, registry=registry).set(value)
    return registry


def _seconds(now: datetime, moment: datetime) -> int:
    return max(0, round((now - moment).total_seconds()))
