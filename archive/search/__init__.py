"""Search in terms of requests and result pages; knows no engine."""
