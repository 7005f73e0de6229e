"""Turns a checked package into what apps read: each module here but for the shared parts makes one file, purely."""
