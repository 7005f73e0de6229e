"""The version of Claimpack."""

__version__ = "0.1.0"
