"""The rules: one file each, in the folder of its family; the file's docstring is the rule's manual."""
