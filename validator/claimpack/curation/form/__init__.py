"""The canonical form of the tables, and what spreadsheets do to it."""
