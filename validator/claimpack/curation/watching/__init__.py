"""What changes while somebody works on a package."""
