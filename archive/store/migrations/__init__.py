"""The steps a database of record goes through, one module each, in the order of their names."""
