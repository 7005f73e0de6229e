"""Settings of all tests."""

from __future__ import annotations

import signal

import pytest
from hypothesis import settings

if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    # Started in the background, a shell has Ctrl-C ignored by all that comes of it, also by what tests interrupt.
    signal.signal(signal.SIGINT, signal.default_int_handler)

# The first example loads what a later one finds loaded, and a busy machine is no failure. The same examples are tried
# each time, so that a change is judged by what it changes; --hypothesis-profile=explore looks for new ones.
settings.register_profile("claimpack", deadline=None, derandomize=True)
settings.register_profile("explore", deadline=None, max_examples=1_000)
settings.load_profile("claimpack")

SLOW = (
    "tests/ci/",  # workflows executed step by step, pre-commit for real
    "tests/consumers/",  # Node
    "tests/hostile/",  # bombs, and processes that are watched
    "tests/test_fuzz.py",
    "tests/cli/test_build.py",  # builds that are killed and watched
    "tests/cli/test_completion.py",  # shells
    "tests/cli/test_fmt_libreoffice.py",
    "tests/cli/test_ctrlc.py",  # Ctrl-C in a terminal
    "tests/cli/test_new.py",  # terminals
    "tests/cli/test_watch.py",  # terminals
    "tests/curation/test_pagetext.py::test_no_article[too many tags]",
    "tests/curation/test_pages.py::test_what_follows_a_very_large_element_is_kept",
    "tests/exports/test_sameness.py",  # other clocks, languages and folders, each a process
    "tests/exports/test_streaming.py",
    "tests/package/test_replacefolder.py",  # kills
    "tests/page/test_browser.py",  # a real browser
    "tests/writing/test_steps.py",  # a kill and a full disk at each step
    "tests/writing/test_two_writers.py",
)
"""What is slow by nature: ``.ci/run`` runs it, and so does ``pytest -m slow``."""


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Marks what is slow, before what is marked is left out."""
    for item in items:
        if item.nodeid.startswith(SLOW):
            item.add_marker(pytest.mark.slow)
