"""Settings of all tests."""

from __future__ import annotations

from hypothesis import settings

# The first example loads what a later one finds loaded, and a busy machine is no failure. The same examples are tried
# each time, so that a change is judged by what it changes; --hypothesis-profile=explore looks for new ones.
settings.register_profile("claimpack", deadline=None, derandomize=True)
settings.register_profile("explore", deadline=None, max_examples=1_000)
settings.load_profile("claimpack")
