"""The English names of the months, in full and abbreviated."""

from __future__ import annotations

_NAMES = (
    "jan january, feb february, mar march, apr april, may, jun june, jul july, aug august, sep sept september,"
    " oct october, nov november, dec december"
)
MONTHS = {name: number for number, names in enumerate(_NAMES.split(","), 1) for name in names.split()}
"""The number of each month by its lower-case names."""
