"""Holds what apps are given against the tables, read independently, and against the standards it claims to follow."""
