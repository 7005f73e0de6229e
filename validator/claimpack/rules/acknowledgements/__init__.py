"""Rules that hold the acknowledgements against the problems they accept."""
