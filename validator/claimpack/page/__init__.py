"""One self-contained web page of a package: what a physician reads."""
