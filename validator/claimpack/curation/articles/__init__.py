"""Articles: their text, the passages it is cut into, and what becomes of them when it changes."""
