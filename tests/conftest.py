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
settings.register_profile("claimpack", deadline=None, derandomize=True, max_examples=40)
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
    # columns, words and rows of every sort, beside frictionless or jsonschema
    "tests/package/test_cellscreen.py::test_values_that_are_altered_somehow",
    "tests/package/test_csvfile.py::test_every_sort_of_value_in_every_column",
    "tests/package/test_csvfile.py::test_headers_of_every_sort",
    "tests/package/test_csvfile.py::test_rows_of_every_sort",
    "tests/package/test_recordscreen.py::test_a_refused_cell_in_what_claims_are_made_of",
    "tests/package/test_recordscreen.py::test_any_value_in_any_place",
    "tests/package/test_recordscreen.py::test_every_pair_of_words_and_blanks",
    "tests/package/test_schemadigests.py::test_a_checkout_whose_schema_allows_more",
    # very large or very deep
    "tests/evidence/test_hierarchy.py::test_a_deep_chain_of_wholes_and_parts_is_no_problem",
    "tests/formats/test_markdown.py::test_a_crowd_of_problems_has_room",
    "tests/test_jsontext.py::test_of_all_characters_none_that_is_unseen",
    "tests/test_limits.py::test_a_monstrous_descriptor_is_one_problem",
    # many examples of what single cases beside them show
    "tests/changes/test_cellmeaning.py::test_two_cells_that_mean_something_else",
    "tests/curation/test_headings.py::test_no_text_is_claimless_unsaid",
    "tests/curation/test_openproblems.py::test_nothing_is_corrected_by_a_cell_that_is_mistyped",
    "tests/curation/test_sheetimport.py::test_without_edits_nothing_changes[saved again",
    "tests/evidence/test_relatedpairs.py::test_all_with_all[as it is",
    "tests/evidence/test_relatedpairs.py::test_all_with_all[parts one by one",
    "tests/test_registry_tutorial.py::test_the_workflow_does_what_it_says",
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
