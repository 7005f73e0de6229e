"""Helps curators to fill and keep the tables: whatever changes them is here."""
