"""Settings of all tests."""

from __future__ import annotations

from hypothesis import settings

# The first example loads what a later one finds loaded, and a busy machine is no failure.
settings.register_profile("claimpack", deadline=None)
settings.load_profile("claimpack")
