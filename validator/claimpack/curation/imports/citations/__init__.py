"""Reads references from the files of databases and reference managers, one module a format."""
