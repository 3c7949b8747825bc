"""Columns: arrays beside a Whoosh segment, derived from its stories, that queries run on.

They hold nothing that the segment does not: a missing, old or damaged file of columns is made
again from the segment's stored stories.
"""

from archive.engines.whoosh_engine.columns.builder import ColumnsBuilder
from archive.engines.whoosh_engine.columns.segment import FacetColumns, Postings, SegmentColumns

COLUMNS_VERSION = 8
"""Raised when the arrays or what they mean change; older files are made again."""

__all__ = ["COLUMNS_VERSION", "ColumnsBuilder", "FacetColumns", "Postings", "SegmentColumns"]
