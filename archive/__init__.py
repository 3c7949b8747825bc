"""The archive itself: what a story is, where it is kept and how it is found."""
