"""Rules on the form of a package: whether its files, tables, cells and records can be read."""
