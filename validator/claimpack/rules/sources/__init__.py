"""Rules that compare each claim with its sources and their numbers."""
