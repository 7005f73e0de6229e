"""Helps curators to fill and maintain the tables: everything that changes them is here."""
