"""Reads references from the files of databases and reference managers, with one module for each format."""
