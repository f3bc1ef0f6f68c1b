"""A reading for people: the same rows in the terminal and on a page."""
