"""What is told to readers."""
