"""Makes broken packages at random for a time, and runs the commands that read packages on each of them."""
