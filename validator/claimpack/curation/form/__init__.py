"""The canonical form of the tables, and the repair of what spreadsheets do to it."""
