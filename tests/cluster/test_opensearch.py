"""The search nodes that other tests ask: whole, able to score by script, killed and started."""

from __future__ import annotations

import pytest

from tests.cluster.opensearch import Cluster

INDEX = "/fixture"
SETTINGS = {"number_of_shards": 3, "number_of_replicas": 1}
EVERYTHING: dict[str, dict[str, str]] = {"match_all": {}}
FIELDS = {"words": {"type": "text"}, "boost": {"type": "integer"}}


@pytest.fixture(scope="module")
def filled(opensearch_cluster: Cluster) -> Cluster:
    """Three stories in an index of three shards, each of them twice."""
    described = {"settings": SETTINGS, "mappings": {"properties": FIELDS}}
    opensearch_cluster.ask(INDEX, described, "PUT")
    for number in range(3):
        story = {"words": "fox " * (number + 1), "boost": number}
        opensearch_cluster.ask(f"{INDEX}/_doc/{number}?refresh=true", story, "PUT")
    opensearch_cluster.wait("green")
    return opensearch_cluster


def found(cluster: Cluster, query: object) -> dict[str, float]:
    """Scores of the stories found, by id, best first; none but whole answers."""
    answer = cluster.ask(f"{INDEX}/_search", {"query": query})
    assert isinstance(answer, dict)
    assert answer["_shards"]["failed"] == 0
    assert answer["hits"]["total"]["value"] == len(answer["hits"]["hits"])
    return {hit["_id"]: hit["_score"] for hit in answer["hits"]["hits"]}


def test_three_processes_are_one_cluster(filled: Cluster) -> None:
    health = filled.ask("/_cluster/health")
    assert isinstance(health, dict)
    assert (health["status"], health["number_of_nodes"]) == ("green", 3)
    assert len(set(filled.pids.values())) == len(set(filled.hosts)) == 3


def test_a_script_scores(filled: Cluster) -> None:
    script = {
        "source": "termFreq(params.field, params.term) + 10 * doc['boost'].value",
        "params": {"field": "words", "term": "fox"},
    }
    scored = {"script_score": {"query": {"match": {"words": "fox"}}, "script": script}}
    assert found(filled, scored) == {"2": 23, "1": 12, "0": 1}


@pytest.mark.parametrize("node", [0, 2])
def test_a_killed_node_costs_no_story_and_comes_back(filled: Cluster, node: int) -> None:
    filled.kill(node)
    filled.wait("yellow")
    try:
        assert set(found(filled, EVERYTHING)) == {"0", "1", "2"}
    finally:
        filled.start(node)
    assert set(found(filled, EVERYTHING)) == {"0", "1", "2"}
