"""Runs the command line as ``python -m claimpack``."""

from claimpack.cli import main

main()
