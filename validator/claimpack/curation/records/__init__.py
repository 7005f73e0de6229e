"""Adds and changes single records."""
