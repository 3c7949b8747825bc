"""Engines: each turns requests into result pages."""
