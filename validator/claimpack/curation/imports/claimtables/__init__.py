"""Reads tables of claims with columns of their own, by a mapping that is kept."""
