"""Charts of one row per estimate; each differs from the others in its marks."""
