"""Follows a package while somebody works on it."""
