"""What is left of a user's files where a command that writes is killed, finds the disk full, or meets another one."""
