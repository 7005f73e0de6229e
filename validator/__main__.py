"""Runs the command line as ``python -m validator``."""

from validator.cli import main

main()
