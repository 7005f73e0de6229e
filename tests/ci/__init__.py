"""What stands before a merge: the action, the workflows, the hooks and the job of GitLab, each executed."""
