"""How large a package may be, and how much work is done for it; what exceeds a limit is reported, and nothing hangs.

``.github/SECURITY.md`` lists them, and states how much time and memory a package takes within them.
"""

DESCRIPTOR_BYTES = 262_144
"""The largest descriptor or schema file that is read."""

REGISTRY_BYTES = 16_777_216
"""The largest registry that is read: some hundred thousand packages."""

RESOURCES = 100
"""The most resources that a descriptor may list; there are nine tables."""

ARTICLE_BYTES = 67_108_864
"""The largest article text that is read."""

PASSAGE_READINGS = 3
"""How often an article's text is read for its passages, which in a sound package are not longer than it together."""

SEARCH_READINGS = 2_000
"""How often an article's text may be read in search of passages that are no longer where they were pinned."""

TABLE_BYTES = 268_435_456
"""The largest table that is read: all its files together, unpacked, with about a million claims."""

TABLE_FILES = 1_000
"""The most files that a table may be in."""

LINE_BYTES = 67_108_864
"""The longest line of a table: as much as the longest cell may take."""

CELL_CHARACTERS = 16_777_216
"""The longest cell that can be read; what a column allows is in its schema's ``maxLength``."""

COLUMNS = 1_000
"""The most columns that a table may have; a file with more is not a table of ours."""

RAGGED_ROWS = 50_000
"""The most rows with too few or too many cells that a table may have: each of them is filled up to a whole record."""

WORKBOOK_BYTES = 268_435_456
"""The largest workbook that is imported."""

IMPORT_BYTES = 268_435_456
"""The largest file that ``claimpack import`` reads."""

UNPACKED_BYTES = 1_073_741_824
"""The most that a workbook, which is a zip file, may unpack to."""

MOST_PAIRS = 1_000_000
"""The most pairs of records that a rule compares in one go, such as each claim with each estimate that bears on it; or
``PAIRS_A_RECORD`` for each of the records, if that is more."""

PAIRS_A_RECORD = 100

MOST_BROADER = 500_000
"""The most broader concepts that all concepts have together, direct and indirect; or ``BROADER_A_CONCEPT`` for each of
the concepts, if that is more."""

BROADER_A_CONCEPT = 50

BUILD_BYTES = 268_435_456
"""The most that the files of a build may have together; or ``BUILT_A_RECORD`` for each of the records, if that is more.
"""

BUILT_A_RECORD = 10_000
