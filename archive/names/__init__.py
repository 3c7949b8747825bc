"""Which names may be one, what readers put right about them, and how it is taken back."""
