"""Reads a claims package and remembers where every cell came from."""
