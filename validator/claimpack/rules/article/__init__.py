"""Rules that hold the passages and claims against the article and its text."""
