"""Rules that hold the numbers of each estimate against one another."""
