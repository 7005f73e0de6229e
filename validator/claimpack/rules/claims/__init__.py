"""Rules that compare claims with each other."""
