"""Formulas of models: what is read of them, and the numbers that columns become."""
