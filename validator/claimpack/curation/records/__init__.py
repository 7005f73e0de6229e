"""Records that are added one by one."""
