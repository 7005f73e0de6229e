"""Claimpack: medical safety claims as data that a machine can check."""

__version__ = "0.1.0"
