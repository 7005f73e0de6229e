"""How large the files of a package may be, and how often an article is read: what is beyond is told, never a hang.

``.github/SECURITY.md`` lists them, and states how much time and memory a package takes within them.
"""

DESCRIPTOR_BYTES = 262_144
"""The largest descriptor or schema file that is read."""

RESOURCES = 100
"""The most resources that a descriptor may list; there are nine tables."""

ARTICLE_BYTES = 67_108_864
"""The largest article text that is read."""

PASSAGE_READINGS = 3
"""How often an article's text is read for its passages: those of a sound package come to its length at most."""

SEARCH_READINGS = 2_000
"""How often an article's text may be read over in search of passages that no longer stand where they were pinned."""

TABLE_BYTES = 1_073_741_824
"""The largest table that is read."""

LINE_BYTES = 67_108_864
"""The longest line of a table: as much as the longest cell may take."""

CELL_CHARACTERS = 16_777_216
"""The longest cell that the reader takes in; what a column allows is in its schema's ``maxLength``."""

COLUMNS = 1_000
"""The most columns a table may have before it is taken for something else."""

WORKBOOK_BYTES = 268_435_456
"""The largest workbook that is taken in."""

UNPACKED_BYTES = 1_073_741_824
"""The most that a workbook, which is a zip file, may unpack to."""
