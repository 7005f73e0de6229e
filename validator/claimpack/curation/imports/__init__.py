"""Reads what people have elsewhere into records of a package."""
