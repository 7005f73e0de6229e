"""Tests of the page that people read."""
