"""Rules that compare passages and claims with the article and its text."""
