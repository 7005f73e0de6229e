"""What changed in meaning from one version of a claims package to another, for the reviewer of a change."""
