"""What the pages print: pure functions from answers and stories to values; no HTML."""
