"""What ``claimpack import`` reads, and what it makes of it."""
