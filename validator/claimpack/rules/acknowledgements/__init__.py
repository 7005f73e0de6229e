"""Rules that compare acknowledgements with the problems that they accept."""
