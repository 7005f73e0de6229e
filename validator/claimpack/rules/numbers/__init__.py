"""Rules that compare the numbers of an estimate with each other."""
