"""Rules that hold the claims against one another."""
