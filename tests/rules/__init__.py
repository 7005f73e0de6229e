"""The rules' cases and manuals."""
