"""Scores of what the indexer finds, against sets of which the truth is known."""
