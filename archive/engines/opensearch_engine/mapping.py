"""How an index of a generation is made: which fields it has, and how it is spread."""

from __future__ import annotations

from archive.engines.opensearch_engine.cluster import Body
from archive.model import Precision
from archive.search.documents import SCHEMA_VERSION
from archive.search.fields import NAME_FIELDS, VALUE_FACETS
from archive.search.inversion import FIELD_MARKS, NAME_GAP, QUOTATION_GAP

GAP = "_"
"""Stands for a stop word among tokens, and keeps its place; no token is written so."""
SHARD_BYTES = 20_000_000_000
"""What a shard holds at most before an archive gets more of them."""
SPOKEN = {
    precision: f"spoken_{precision.value}" for precision in Precision if precision.value != "none"
}
"""The fields of the dates spoken of, by how much of a date is known."""


def index_body(shards: int) -> Body:
    """Settings and fields of an index that is being filled, which has no copies yet."""
    return {
        "settings": {
            "number_of_shards": shards,
            "number_of_replicas": 0,
            "refresh_interval": -1,
            "sort": {"field": "first_day", "order": "desc", "missing": "_last"},
            "analysis": {
                "filter": {"gap": {"type": "stop", "stopwords": [GAP]}},
                "analyzer": {
                    "tokens": {"type": "custom", "tokenizer": "whitespace", "filter": ["gap"]}
                },
            },
        },
        "mappings": {
            "dynamic": "strict",
            "_meta": {"schema_version": SCHEMA_VERSION},
            "_source": {"includes": ["story"]},
            "properties": _properties(),
        },
    }


COPIES = "0-1"
"""Of every shard there is a copy on another node, where there is one."""


def shards_for(bytes_held: int, nodes: int) -> int:
    """How many shards: one a node, so that all of them work, and none of them too large.

    >>> shards_for(0, 3), shards_for(100_000_000_000, 3)
    (3, 5)
    """
    return max(nodes, -(-bytes_held // SHARD_BYTES), 1)


def _properties() -> Body:
    keyword: Body = {"type": "keyword"}
    searched: Body = {"type": "keyword", "doc_values": False}
    tokens: Body = {"type": "text", "analyzer": "tokens", "norms": False}
    names = {**tokens, "position_increment_gap": NAME_GAP}
    whole: Body = {"type": "integer"}
    return {
        "story": {"type": "object", "enabled": False},
        "story_id": keyword,
        "born": {"type": "long"},
        "died": {"type": "long"},
        "first_day": whole,
        "last_day": whole,
        "precision": searched,
        "month": keyword,
        "day": keyword,
        **{field: {"type": "integer_range", "doc_values": False} for field in SPOKEN.values()},
        "spoken_in": keyword,
        "speaks": {"type": "boolean"},
        "length": whole,
        "title": tokens,
        "text": tokens,
        "said": {**tokens, "position_increment_gap": QUOTATION_GAP},
        "forms": keyword,
        **{f"forms_{field}": searched for field in FIELD_MARKS},
        **{f"facet_{name}": keyword for name in VALUE_FACETS},
        **{f"named_{name}": keyword for name in VALUE_FACETS},
        **{f"names_{name}": names for name in NAME_FIELDS},
        **{f"forms_{name}": keyword for name in NAME_FIELDS},
    }
