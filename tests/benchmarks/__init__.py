"""How long Claimpack takes, as ratios against named peers on made-up packages."""
