"""Weights that meet totals of auxiliary variables: distances and the solution in row blocks."""
