"""What is drawn out of a story: names, dates, quotes."""
