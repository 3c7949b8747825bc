"""Held against each other: the queries of a list, two searches, two tellings of a story."""
