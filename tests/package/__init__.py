"""What reads a package."""
