"""Settings of all tests."""

from __future__ import annotations

import signal

from hypothesis import settings

if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    # Started in the background, a shell has Ctrl-C ignored by all that comes of it, also by what tests interrupt.
    signal.signal(signal.SIGINT, signal.default_int_handler)

# The first example loads what a later one finds loaded, and a busy machine is no failure. The same examples are tried
# each time, so that a change is judged by what it changes; --hypothesis-profile=explore looks for new ones.
settings.register_profile("claimpack", deadline=None, derandomize=True)
settings.register_profile("explore", deadline=None, max_examples=1_000)
settings.load_profile("claimpack")
