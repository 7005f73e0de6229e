"""What a package may try on the reader's machine, and what comes of it."""
