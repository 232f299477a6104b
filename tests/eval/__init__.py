"""Measures suggestions: some follows are hidden, and who suggests them is asked; run by `make eval`."""
