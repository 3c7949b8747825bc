"""Searches that are kept: what they ask, and what has become of what they found."""
