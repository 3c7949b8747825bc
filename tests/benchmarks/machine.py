"""The machine that a table was measured on, in a line."""

from __future__ import annotations

import os
import platform
import re
from pathlib import Path


def machine() -> str:
    """Processor, cores, system, Python, and how busy it is with other things."""
    parts = [
        _processor(),
        f"{os.cpu_count()} cores",
        f"{platform.system()} {platform.release()}",
        f"Python {platform.python_version()}",
        f"load {os.getloadavg()[0]:.1f}",
    ]
    return ", ".join(parts)


def _processor() -> str:
    described = Path("/proc/cpuinfo")
    named = re.search(r"model name\s*: (.+)", described.read_text()) if described.exists() else None
    return named[1] if named else platform.processor() or platform.machine()
