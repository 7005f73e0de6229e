"""What helps curators to fill and keep the tables."""
