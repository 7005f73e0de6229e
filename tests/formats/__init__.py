"""Tests of the forms a report is written in."""
