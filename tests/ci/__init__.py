"""What a merge has to pass: the action, the workflows, the hooks and the job of GitLab, each executed."""
