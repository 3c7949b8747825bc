"""The default engine: Whoosh segments, searched over columns that are derived from them."""

from archive.engines.whoosh_engine.engine import WhooshEngine

__all__ = ["WhooshEngine"]
