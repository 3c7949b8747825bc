"""Who says what in a story: quotations in marks and reported ones, with their speakers."""

from indexer.extract.quotes.finding import QUOTES_VERSION, find_quotes

__all__ = ["QUOTES_VERSION", "find_quotes"]
