"""The reference engine: brute force over documents held in memory.

It says what every request means, in the plainest code; the other engines must agree with it.
"""

from archive.engines.memory.engine import MemoryEngine

__all__ = ["MemoryEngine"]
