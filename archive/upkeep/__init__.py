"""How an archive is, whether it is whole, and how it becomes one file and comes back."""
