"""Weights that meet margins: categories, targets, the table of cells, the solution."""
