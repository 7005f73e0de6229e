"""Turns a checked package into what apps read: a module makes the text of one file, or is a part that they share."""
