"""The tests of the data and of the tool."""
