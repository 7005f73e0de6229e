"""Rules that hold each claim against its sources and the numbers they report."""
