"""How fast the archive is, against peers in the same run: `make bench`."""
