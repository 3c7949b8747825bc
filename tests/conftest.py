"""What every test shares: how hypothesis searches, and that no run waits for files to settle."""

from __future__ import annotations

import os

from hypothesis import settings

settings.register_profile("default", deadline=None)
settings.register_profile("ci", deadline=None, print_blob=True)
settings.load_profile("ci" if os.environ.get("CI") else "default")

os.environ["CUTTINGS_SETTLE"] = "0"
