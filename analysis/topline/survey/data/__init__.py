"""Columns of the user's frame, as codes, numbers, conditions and domains."""
